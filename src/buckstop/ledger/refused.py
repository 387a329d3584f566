"""How a rule says no."""


class Refused(Exception):
    """An act that a rule doesn't allow: a stable code, a sentence for people, the field at fault.

    Raised by `check_…` rules and turned, once per door, into that door's way to say it.
    """

    def __init__(self, code: str, sentence: str, field: str | None = None) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence
        self.field = field
