"""What the wording check says of a form's words, as pages show it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A better way. `words` stand in place of the characters marked; `promise` (a local time, as
    the form takes it) becomes the letter's promise; either may be empty."""

    label: str
    words: str = ""
    promise: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One finding. `start` and `end` in UTF-16 units, as a browser counts; `overruled`: what has
    to be ticked before it leaves."""

    key: str
    concern: str
    start: int
    end: int
    words: str
    why: str
    ideas: list[str]
    offers: list[Offer]
    blocks: bool = False
    overruled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """The check of one form. `url` reads what is being written, `fields` of it; `read` names the
    findings that its writer has read. `live`: a browser that can put offers in place asks."""

    url: str
    fields: tuple[str, ...]
    read: str = ""
    found: list[Found] | None = None
    live: bool = False
