"""A password in a mail, a sick note in a file: it goes, and a bar says that it stood there.

What was said isn't rewritten: the database lets a text keep all but what is hidden, the ledger
says who hid it, and why. docs/decisions/0102-blacked-out.md.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.conversations import entries
from buckstop.conversations.actions.erasing import GONE
from buckstop.conversations.models import Attachment, Message
from buckstop.conversations.permissions.blacking_out import may_black_out
from buckstop.conversations.queries.holding import places, said_on
from buckstop.ledger.actions import BLACK, black_out_bodies, erase_bodies
from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import Refused, check
from buckstop.ledger.transaction import Act, acting
from buckstop.people.actions.staff import found_house
from buckstop.problems.models import Case, Problem

LEAST = 4
"""Characters: less than a PIN would be found in half of all words."""


class Why(TextChoices):
    SECRET = "secret", gettext_lazy("A password or a key")
    CARD = "card", gettext_lazy("A card or an account")
    PERSONAL = "personal", gettext_lazy("Something about a person that isn’t ours to know")
    MISTAKE = "mistake", gettext_lazy("Meant for somebody else")


def black_out(
    problem: Problem,
    *,
    words: str,
    why: Why,
    by: Actor,
    at: datetime,
    files: Sequence[Attachment] = (),
) -> int:
    """Hide `words` wherever they stand on `problem`, and take `files` out; nobody gets them back.

    Mails and files that hold the words go whole. Returns in how many places it was. Raises
    Refused where they stand nowhere.
    """
    sought = words.strip()
    if (sought or not files) and len(sought) < LEAST:
        raise Refused("too-short", _("Give four characters or more, as they stand there."), "words")
    house = found_house(by=by, at=at)
    with acting(house, problem, by=by, at=at) as act:
        problem = act.lock(problem)
        check(may_black_out(by))
        there = places(problem, sought) if sought else None
        keys = [one.pk for one in files]
        out = list(Attachment.objects.filter(pk__in=keys, message__in=said_on(problem)))
        titled = _titled(act, problem, sought) if sought else []
        count = (len(there.texts) + len(there.whole) if there else 0) + len(titled) + len(out)
        if count == 0:
            raise Refused("nowhere", _("They stand nowhere here. Give them exactly."), "words")
        messages = {one.pk: one for one in (there.messages if there else [])}
        messages |= {one.message_id: one.message for one in out}
        if there:
            black_out_bodies(there.texts, sought, on=house, by=by, at=act.at)
        gone = [*(there.whole if there else []), *(one.file for one in out)]
        erase_bodies(gone, on=house, by=by, at=act.at)
        for row in titled:
            act.change(row, title=row.title.replace(sought, BLACK))
        act.flush()
        _heads(list(messages.values()), sought)
        cases = tuple({one.case_id for one in messages.values() if one.case_id})
        made = entries.WordsBlackedOut(why=why.value, places=count)
        act.record(made, on=problem, cases=cases, internal=not cases)
    return count


def _titled(act: Act, problem: Problem, words: str) -> list[Problem | Case]:
    """The problem and its cases, where their titles say it."""
    cases = act.rows(Case.objects.filter(problem=problem, title__contains=words))
    return [*([problem] if words in problem.title else []), *cases]


def _heads(messages: list[Message], words: str) -> None:
    """Subjects that say it, and the names of files that are gone."""
    for one in messages:
        if words and words in one.subject:
            left = one.subject.replace(words, BLACK)
            Message.objects.filter(pk=one.pk).update(subject=left)
    gone = Attachment.objects.filter(message__in=messages, file__erased_at__isnull=False)
    gone.update(name=GONE)
