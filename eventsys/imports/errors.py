"""The one error that readers of files raise."""


class UnreadableReport(Exception):  # noqa: N818 (it names what is the case, as the sentences do)
    """A file cannot be read; nothing of it was taken over.

    Attributes:
        code: says why; ``eventsys.sentences.attendance`` has a sentence for each.
        params: what the sentence mentions, such as a limit or a line.
    """

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params = params
