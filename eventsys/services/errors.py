"""The error of a use case that cannot be done: a code and what its sentence needs."""


class DomainError(Exception):
    """Something that the rules of the field do not permit.

    Attributes:
        code: which rule; ``eventsys.sentences.errors`` has the sentence.
        field: the form field that it concerns, or ``None``.
        parameters: what the sentence's places are filled with.
    """

    def __init__(self, code: str, *, field: str | None = None, **parameters: object) -> None:
        super().__init__(code)
        self.code = code
        self.field = field
        self.parameters = parameters
