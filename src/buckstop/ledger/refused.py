"""How a rule says no."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an act isn't allowed: a stable code, a sentence for people, the field at fault."""

    code: str
    sentence: str
    field: str | None = None


class Refused(Exception):
    """An act that a rule doesn't allow: a stable code, a sentence for people, the field at fault.

    Raised by `check_…` rules and turned, once per door, into that door's way to say it.
    """

    def __init__(self, code: str, sentence: str, field: str | None = None) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence
        self.field = field


def check(refusal: Refusal | None) -> None:
    """Raise what a `may_…` answered, where it is a refusal."""
    if refusal is not None:
        raise Refused(refusal.code, refusal.sentence, refusal.field)
