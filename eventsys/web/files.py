"""Files as answers of the server."""

from urllib.parse import quote

from flask import Response


def download(content: bytes, content_type: str, filename: str, *, inline: bool = False) -> Response:
    """Return a file as an answer.

    Args:
        content: the file.
        content_type: its MIME type.
        filename: the name it is saved under; may be Thai (RFC 6266).
        inline: whether the browser may show it in place.
    """
    response = Response(content, content_type=content_type)
    kind = "inline" if inline else "attachment"
    plain = filename.encode("ascii", "replace").decode().replace("?", "_").replace('"', "")
    response.headers["Content-Disposition"] = (
        f"{kind}; filename=\"{plain}\"; filename*=UTF-8''{quote(filename)}"
    )
    return response
