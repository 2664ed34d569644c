"""Private links: an identifier and a signature over purpose, identifier and generation.

A link is never stored. It can be made again at any time from the secret key, and ends when its
generation is raised; a link of one purpose opens nothing of another.
"""

import base64
import enum
import hashlib
import hmac
import re

SIGNATURE_BYTES = 16
_TOKEN = re.compile(r"([0-9a-z]{1,13})-([A-Za-z0-9_-]{22})")
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


class Purpose(enum.StrEnum):
    """What a link is for."""

    PRIVATE_PAGE = "private-page"
    CALENDAR = "calendar"
    COORDINATOR = "coordinator"


def make_token(secret: bytes, purpose: Purpose, identifier: int, generation: int) -> str:
    """Return the secret part of a private link.

    Args:
        secret: the installation's key, at least 16 bytes.
        purpose: what the link opens.
        identifier: number of the row that it opens, at least 0.
        generation: the row's link generation.

    Raises:
        ValueError: the key is too short or the identifier negative.
    """
    if len(secret) < SIGNATURE_BYTES:
        raise ValueError("the secret key is too short")
    if identifier < 0:
        raise ValueError("an identifier is not negative")
    return f"{_base36(identifier)}-{_signature(secret, purpose, identifier, generation)}"


def token_identifier(token: str) -> int | None:
    """Return the identifier that a token names, unproven; ``None`` where it is no token."""
    found = _TOKEN.fullmatch(token)
    return int(found[1], 36) if found else None


def token_is_genuine(
    secret: bytes, purpose: Purpose, token: str, identifier: int, generation: int
) -> bool:
    """Tell whether a token was made for this purpose, row and generation, in constant time."""
    expected = make_token(secret, purpose, identifier, generation)
    return hmac.compare_digest(expected.encode(), token.encode())


def _signature(secret: bytes, purpose: Purpose, identifier: int, generation: int) -> str:
    message = f"{purpose}:{identifier}:{generation}".encode()
    digest = hmac.new(secret, message, hashlib.sha256).digest()[:SIGNATURE_BYTES]
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def _base36(number: int) -> str:
    digits = ""
    while True:
        number, rest = divmod(number, 36)
        digits = _DIGITS[rest] + digits
        if number == 0:
            return digits
