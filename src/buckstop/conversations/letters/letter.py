"""What a letter is, and the register of them all."""

import inspect
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar
from uuid import UUID

from django.utils.translation import gettext_noop as _

from buckstop.conversations.entries import WITHHELD
from buckstop.conversations.models import Message
from buckstop.ledger.entries import Fact
from buckstop.ledger.models import Entry
from buckstop.problems.models import Case
from buckstop.problems.models.case import WAITING

LETTERS: dict[str, type["Letter"]] = {}
type Headers = tuple[tuple[str, str], ...]
"""Names and values."""


class Letter:
    """A letter to customers. Automatic unless it says otherwise: written by the desk itself.

    Words are English, put through gettext where they are set; `who` is whom it went to, `owner`
    who owns the problem. What no class is registered for (its app is gone) is one as such.
    """

    code: ClassVar[str] = ""
    template: ClassVar[Path] = Path()

    # when it is written
    follows: ClassVar[tuple[type[Fact], ...]] = ()
    automatic: ClassVar[bool] = True
    capped: ClassVar[bool] = True  # counts, and is held back where an address had enough
    to_machines: ClassVar[bool] = False  # goes even where only a machine of theirs ever wrote
    copies: ClassVar[bool] = True  # goes to who follows the case as well
    undoable: ClassVar[bool] = False  # may be taken back in its first seconds
    to_one: ClassVar[bool] = False  # of several who wait one alone hears it
    begins: ClassVar[bool] = False  # the first of a thread that no word of theirs began
    promises: ClassVar[bool] = False  # an automatic letter that names the time of the next news

    # what it is to others
    is_update: ClassVar[bool] = False  # stands on the desk's page as news
    scoped: ClassVar[bool] = True  # to one customer where a problem has many
    ends: ClassVar[bool] = False  # says how it was solved
    marks_no_news: ClassVar[bool] = False  # one that changes nothing is marked so
    names_readers: ClassVar[bool] = False  # its words at the desk say whom it went to

    # in words
    desk_sent: ClassVar[str] = _("wrote a letter")
    desk_wrote: ClassVar[str] = _("wrote a letter")  # before it has left
    customer_reads: ClassVar[str] = _("wrote to you")
    withheld: ClassVar[str] = _("something")  # "The customer was not told …"

    def __init_subclass__(cls, *, code: str) -> None:
        if code in LETTERS:
            raise TypeError(f"two letters are called {code}")
        if len(code) > (Message._meta.get_field("kind").max_length or 0):
            raise TypeError(f"{code} is too long for a letter's code")
        cls.code = code
        cls.template = Path(inspect.getfile(cls)).with_name(f"{code}.jinja")
        if cls.automatic:
            WITHHELD[code] = cls.withheld
        LETTERS[code] = cls

    @classmethod
    def is_called_for(cls, made: Fact) -> bool:
        """Whether a fact that it follows calls for it at all."""
        del made
        return True

    @classmethod
    def cases(cls, happened: list[Entry], at: datetime) -> list[Case]:
        """Whose letter it is when this has happened: those that the entries name."""
        del at
        return list(cases_of(happened).values())

    @classmethod
    def facts(cls, message: Message) -> dict[str, Any]:
        """What its words need besides what all letters have; times are said by the layout."""
        del message
        return {}

    @classmethod
    def facts_of(cls, messages: Sequence[Message]) -> dict[UUID, dict[str, Any]]:
        """The same of many at once, by their keys: where asking for each takes its time."""
        return {message.pk: cls.facts(message) for message in messages}

    @classmethod
    def headers(cls, case: Case, at: datetime) -> Headers:
        """What the head of its mail has besides what all have; not of a copy."""
        del case, at
        return ()

    @classmethod
    def owes_again(cls, message: Message) -> bool:
        """Whether it is news, which is owed again where it doesn't reach the customer."""
        del message
        return False


def letter_of(code: str) -> type[Letter]:
    """The letter of a message's kind."""
    return LETTERS.get(code, Letter)


def automatic() -> list[str]:
    """The codes of what the desk writes by itself."""
    return [code for code, letter in LETTERS.items() if letter.automatic]


def news() -> list[str]:
    """The kinds of those that say how it stands, as all who wait may read it."""
    return [code for code, letter in LETTERS.items() if letter.is_update]


def of_people() -> list[str]:
    """The codes of what a person writes."""
    return [code for code, letter in LETTERS.items() if not letter.automatic]


def cases_of(happened: Iterable[Entry]) -> dict[UUID, Case]:
    """The cases that entries name."""
    keys = {case for entry in happened for case in entry.cases}
    found = Case.objects.filter(pk__in=keys).select_related("problem", "contact")
    return {case.pk: case for case in found}


def waiting_of(happened: Iterable[Entry], **also: object) -> list[Case]:
    """The waiting cases of the problems that entries are about."""
    conditions = {f"problem__{name}": value for name, value in also.items()}
    found = Case.objects.filter(
        problem__chain__in=[entry.chain_id for entry in happened], state__in=WAITING, **conditions
    )
    return list(found.select_related("problem", "contact"))
