"""An act as pages know it: its words, its address, for whom it is there, its button."""

from typing import TYPE_CHECKING, Any, ClassVar

from buckstop.doors.components.forms.base import Plain
from buckstop.doors.components.shown.shell import Button
from buckstop.doors.desk.acts.spots import Subject, Where
from buckstop.doors.desk.addresses import Address
from buckstop.doors.desk.guard import Who

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class Offering:
    """What an act says of itself before anybody does it."""

    label: ClassVar["StrOrPromise"] = ""  # of its buttons, and over its sheet
    letter: ClassVar[str] = ""  # its key on the keyboard
    where: ClassVar[tuple[Where, ...]] = ()
    who: ClassVar[Who] = Who.PARTIES
    before: ClassVar[str] = ""  # of the address: the page that it is about …
    under: ClassVar[str] = ""  # … what of that page it is about …
    noun: ClassVar[str]  # … and its noun
    address: ClassVar[Address]
    form: ClassVar[type[Plain] | None] = None
    counts_once: ClassVar[bool] = True  # not where its answer, which is kept nowhere, is a secret

    @classmethod
    def may(cls, on: Subject) -> bool:
        """Whether the verb would let the reader do it now, as far as the page can tell."""
        del on
        return True

    @classmethod
    def keys(cls, on: Subject) -> tuple[Any, ...]:
        """The parts of its address."""
        return (on.key,) if cls.address.parts else ()

    @classmethod
    def query(cls, on: Subject) -> dict[str, Any]:
        """What its sheet is told besides."""
        del on
        return {}

    @classmethod
    def words(cls, on: Subject, where: Where) -> str:
        """The words of its button."""
        del on
        return str(where.label or cls.label)

    @classmethod
    def hint_on(cls, on: Subject) -> str:
        """What its button says besides, to somebody who points at it."""
        del on
        return ""

    @classmethod
    def url(cls, *parts: Any) -> str:
        """Where it is posted."""
        return cls.address.url(*parts)

    @classmethod
    def sheet_url(cls, *parts: Any, **query: Any) -> str:
        """Where its sheet is."""
        url, _mark, said = cls.address.url(*parts, **query).partition("?")
        return f"{url}new/?{said}" if said else f"{url}new/"

    @classmethod
    def offered(cls, on: Subject) -> bool:
        """Whether it is offered to the reader."""
        return cls.who.lets(on.reader.person) and cls.may(on)

    @classmethod
    def button(cls, on: Subject, where: Where) -> Button:
        """Its button there."""
        at_once = where.at_once or cls.form is None
        keys = cls.keys(on)
        return Button(
            label=cls.words(on, where),
            url=cls.url(*keys) if at_once else cls.sheet_url(*keys, **cls.query(on)),
            key=cls.letter if where.lettered else "",
            post=at_once,
            sheet=not at_once,
            main=where.main,
            hint=cls.hint_on(on),
            once=cls.counts_once,
        )
