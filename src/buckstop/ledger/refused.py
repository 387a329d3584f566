"""How a rule says no."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an act isn't allowed: a stable code, a sentence for people, the field at fault.

    One that is built where it is answered has its sentence in the reader's language already; one
    that is a constant has a lazy sentence, resolved where it is said: by `Refused`.
    """

    code: str
    sentence: "str | _StrPromise"
    field: str | None = None


class Refused(Exception):
    """An act that a rule doesn't allow: a stable code, a sentence for people, the field at fault.

    Raised by `check_…` rules and turned, once per door, into that door's way to say it.
    """

    def __init__(self, code: str, sentence: "str | _StrPromise", field: str | None = None) -> None:
        self.code = code
        self.sentence = str(sentence)
        super().__init__(self.sentence)
        self.field = field


def check(refusal: Refusal | None) -> None:
    """Raise what a `may_…` answered, where it is a refusal."""
    if refusal is not None:
        raise Refused(refusal.code, refusal.sentence, refusal.field)
