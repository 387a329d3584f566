"""Drafts: what somebody writes is kept as they type, and found again wherever they log in.

A convenience, and no claim about anybody: nothing here is a verb or has an entry. What was sent
retires its draft; what was taken back is one again.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F, Prefetch, Q, QuerySet, prefetch_related_objects
from django.utils.translation import gettext as _

from buckstop.conversations.actions.posting import File
from buckstop.conversations.letters.letter import letter_of
from buckstop.conversations.models import Attachment, Draft, DraftFile, Message
from buckstop.conversations.models.draft import Place
from buckstop.conversations.rules import LONGEST
from buckstop.kit.reading import Given, reading
from buckstop.ledger.refused import Refused
from buckstop.people.models import Person
from buckstop.problems.actions.seen import CUSTOMERS_SAID, WE_SAID
from buckstop.problems.models import Case, Problem, Stay
from buckstop.problems.models.problem import State

SAID = CUSTOMERS_SAID | WE_SAID
UNTOUCHED = timedelta(days=90)  # nobody goes on with it
ENDED = timedelta(days=14)  # nor with one on a problem that is closed
RETIRED = timedelta(days=7)  # by then no browser has it open any more
MOST_FILES = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What stands in a composer. `key` and `version`: of the draft, as its page has it."""

    place: Place
    key: UUID
    version: int
    text: str
    case: UUID | None
    seen: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of keeping it: the draft as it is now, or None where nothing is left of it.

    `elsewhere`: it was changed on another page meanwhile, and that stands. `sent`: from another.
    """

    draft: Draft | None
    elsewhere: bool = False
    sent: bool = False


def drafts_of(person: Person, problem: Problem) -> dict[Place, Draft]:
    """What `person` has begun on `problem`, or to a customer whose case is there now."""
    found = _begun(person=person.pk, problem=problem.pk)
    if found:
        without = DraftFile.objects.defer("content")
        prefetch_related_objects(found, Prefetch("files", without))
    return {Place(one.place): one for one in found}


@reading
def _begun() -> "QuerySet[Draft]":
    there: UUID = Given("problem")  # type: ignore[assignment]
    on_it = Q(case=None, problem=there) | Q(case__problem=there)
    rows = Draft.objects.filter(on_it, person=Given("person"), retired_at=None)
    return rows.order_by("changed_at", "pk")


def keep(person: Person, problem: Problem, typed: Typed, *, at: datetime) -> Outcome:
    """Keep what was typed; what was changed on another page meanwhile isn't written over."""
    with transaction.atomic():
        draft = _find(person, problem, typed)
        if draft is None:
            return Outcome(_begin(person, problem, typed, at) if typed.text.strip() else None)
        if draft.retired_at is not None:
            return Outcome(None, sent=True)
        if (draft.pk, draft.version) != (typed.key, typed.version) and draft.text != typed.text:
            return Outcome(draft, elsewhere=True)
        if not typed.text.strip() and not draft.files.exists():
            draft.delete()
            return Outcome(None)
        _change(draft, typed, at)
    return Outcome(draft)


def attach(
    person: Person, problem: Problem, typed: Typed, files: Iterable[File], *, at: datetime
) -> Outcome:
    """Put files beside what is being written, whatever became of its words."""
    with transaction.atomic():
        draft = _find(person, problem, typed) or _begin(person, problem, typed, at)
        if draft.retired_at is not None:
            return Outcome(None, sent=True)
        for file in files:
            DraftFile.objects.create(
                draft=draft,
                name=file.name.replace("\x00", "")[:255] or "file",
                content_type=file.content_type[:120] or "application/octet-stream",
                size=len(file.content),
                content=file.content,
            )
        Draft.objects.filter(pk=draft.pk).update(changed_at=at)
    return Outcome(draft)


def remove_file(person: Person, key: UUID) -> None:
    """Take a file from a draft."""
    DraftFile.objects.filter(pk=key, draft__person=person).delete()


def files_of(person: Person, key: UUID, chosen: Collection[UUID]) -> list[File]:
    """The files of a draft that are to be sent with it."""
    rows = DraftFile.objects.filter(draft=key, draft__person=person, pk__in=chosen).order_by("pk")
    return [File(one.name, one.content_type, bytes(one.content)) for one in rows]


def retire(person: Person, key: UUID, *, version: int, text: str, at: datetime) -> None:
    """It was sent: nothing is left of it, and no late saver brings it back.

    What was written on another page meanwhile, and isn't what was sent, stays.
    """
    rows = Draft.objects.filter(pk=key, person=person, retired_at=None)
    if rows.filter(Q(version__lte=version) | Q(text=text)).update(
        text="", retired_at=at, changed_at=at
    ):
        DraftFile.objects.filter(draft=key).delete()


def place_of(message: Message) -> Place:
    """Where a message to customers was written."""
    return Place.UPDATE if letter_of(message.kind).is_update else Place.REPLY


@dataclass(frozen=True, slots=True)
class Words:
    """What was to be said: to one case, or else to all; with its files."""

    text: str
    case: UUID | None = None
    files: Iterable[File] = ()


def bring_back(message: Message, person: Person, *, at: datetime) -> None:
    """What was taken back is a draft again, before whatever was begun since."""
    kept = Attachment.objects.filter(message=message).select_related("file").order_by("pk")
    files = [File(one.name, one.content_type, one.file.content()) for one in kept]
    case = message.case_id if place_of(message) is Place.REPLY else None
    resume(person, message.problem, Words(str(message.text or ""), case, files), at=at)


def resume(person: Person, problem: Problem, words: Words, *, at: datetime) -> None:
    """Words that didn't leave are a draft, before whatever was begun since."""
    place = Place.REPLY if words.case else Place.UPDATE
    begun = drafts_of(person, problem).get(place)
    if begun is None:
        begun = Draft(
            person=person,
            problem=problem,
            case_id=words.case,
            place=place,
            begun_after=problem.chain.length,
            changed_at=at,
            text=words.text,
        )
        begun.save(force_insert=True)
    else:
        joined = "\n\n".join(part for part in (words.text, begun.text) if part)
        Draft.objects.filter(pk=begun.pk).update(
            text=joined, case=words.case, version=F("version") + 1, changed_at=at
        )
    for file in words.files:
        DraftFile.objects.create(
            draft=begun,
            name=file.name,
            content_type=file.content_type,
            size=len(file.content),
            content=file.content,
        )


def erase(people: Iterable[Person], cases: Iterable[Case] = ()) -> None:
    """Nothing is left of what these people were writing, or was being written about these cases."""
    keys = [case.pk for case in cases]
    there = Stay.objects.filter(case__in=keys).values("problem")
    about = Q(case__in=keys) | Q(case=None, problem__in=there)
    Draft.objects.filter(Q(person__in=list(people)) | about).delete()


def forget(*, at: datetime, limit: int = 500) -> int:
    """Drop what nobody goes on with; returns how much. For the clock."""
    old = (
        Q(changed_at__lt=at - UNTOUCHED)
        | Q(changed_at__lt=at - ENDED, problem__state=State.CLOSED)
        | Q(changed_at__lt=at - RETIRED, retired_at__isnull=False)
    )
    first = Draft.objects.filter(old).order_by("changed_at").values_list("pk", flat=True)[:limit]
    keys = list(first)
    Draft.objects.filter(pk__in=keys).delete()
    return len(keys)


def _find(person: Person, problem: Problem, typed: Typed) -> Draft | None:
    """The draft of the page, also where it was sent; else the one that stands in its place."""
    rows = Draft.objects.select_for_update(of=("self",)).filter(person=person)
    if found := rows.filter(pk=typed.key).first():
        return found
    return rows.filter(problem=problem, place=typed.place, retired_at=None).first()


def _begin(person: Person, problem: Problem, typed: Typed, at: datetime) -> Draft:
    draft = Draft(
        pk=typed.key,
        person=person,
        problem=problem,
        case_id=typed.case,
        place=typed.place,
        text=typed.text[:LONGEST],
        begun_after=typed.seen,
        changed_at=at,
    )
    try:
        with transaction.atomic():
            draft.save(force_insert=True)
    except IntegrityError:  # two pages began at the same moment: the other one was first
        rows = Draft.objects.filter(person=person, problem=problem, place=typed.place)
        if (other := rows.filter(retired_at=None).first()) is None:
            raise Refused("raced", _("Open the page again: this draft isn't yours.")) from None
        return other
    return draft


def _change(draft: Draft, typed: Typed, at: datetime) -> None:
    if (draft.text, draft.case_id) == (typed.text, typed.case):
        return
    draft.text, draft.case_id = typed.text[:LONGEST], typed.case
    draft.version, draft.changed_at = draft.version + 1, at
    draft.save(update_fields=["text", "case", "version", "changed_at"])
