"""What we tell customers: news, replies, that it is fixed, the answer; and internal notes."""

from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from buckstop.conversations import entries
from buckstop.conversations.actions.posting import File, keep_files, say, send
from buckstop.conversations.models import Message, Widening
from buckstop.conversations.permissions.telling import may_reply, may_widen
from buckstop.conversations.queries.mentioned import spoken_to
from buckstop.conversations.rules import check_letter, check_text
from buckstop.conversations.wording.finding import ON_RECORD, Concern
from buckstop.kit.reading import Given, reading
from buckstop.ledger.actor import Actor, ActorKind
from buckstop.ledger.models import Body
from buckstop.ledger.refused import check
from buckstop.ledger.transaction import Act, acting
from buckstop.problems.actions import fixing, hearing, kinds
from buckstop.problems.actions.seen import CUSTOMERS_SAID, WE_SAID, check_seen
from buckstop.problems.commitments import update
from buckstop.problems.commitments.ask import ask
from buckstop.problems.models import Case, Commitment, Problem
from buckstop.problems.models.case import WAITING

SAID = CUSTOMERS_SAID | WE_SAID


def update_all(
    problem: Problem,
    *,
    text: str,
    by: Actor,
    at: datetime,
    next_due: datetime | None = None,
    how: str = "mail",
    files: Iterable[File] = (),
    seen_until: int | None = None,
    overruled: Collection[Concern] = (),
    words_for: Callable[[Case], str] = lambda _case: "",
) -> list[Message]:
    """Send news to every waiting case, each in their own thread: the open promise is kept.

    `how` is "mail", or "phone" where they were told by phone: a copy is sent all the same.
    `seen_until`, here and below: the newest entry on the writer's page; refused as `changed` where
    a customer or a colleague said something since. `overruled`: the concerns of the wording check
    that the writer let stand. `words_for`: the same in the language of a case, where there is any.
    """
    said = check_letter(text)
    with acting(problem, by=by, at=at) as act:
        problem = act.lock(problem)
        check_seen(act, problem, seen_until, said=SAID)
        is_news = problem.changed_since_news
        promise = update.keep(problem, by=by, at=act.at, next_due=next_due, how=how)
        body, kept = act.body(said), list(files)
        kind = "told" if how == "phone" else "update"
        cases = _waiting(act, problem)
        read = {case.pk: words_for(case) for case in cases}
        bodies = {text: act.body(text) for text in dict.fromkeys(read.values()) if text}
        messages = [
            _say(
                act, problem, case, kind, how, bodies.get(read[case.pk], body), promise,
                is_news=is_news, files=kept, telling=body.pk,
            )
            for case in cases
        ]  # fmt: skip
        _spoken(act, problem, messages, overruled)
    return messages


def reply(
    case: Case,
    *,
    text: str,
    by: Actor,
    at: datetime,
    next_due: datetime | None = None,
    how: str = "mail",
    files: Iterable[File] = (),
    seen_until: int | None = None,
    overruled: Collection[Concern] = (),
) -> Message:
    """Answer one customer. Where nobody else waits, this is the promised news."""
    said = check_letter(text)
    with acting(case, by=by, at=at) as act:
        check(may_reply(by))
        case = act.lock(case)
        problem = act.lock(case.problem)
        check_seen(act, problem, seen_until, said=SAID, case=case)
        is_news, promise = True, None
        if not problem.is_closed and [c.pk for c in _waiting(act, problem)] == [case.pk]:
            is_news = problem.changed_since_news
            promise = update.keep(problem, by=by, at=act.at, next_due=next_due, how=how)
        kind = "told" if how == "phone" else "reply"
        body = act.body(said)
        message = _say(act, problem, case, kind, how, body, promise, is_news=is_news, files=files)
        _spoken(act, problem, [message], overruled)
    return message


def say_fixed(
    problem: Problem,
    *,
    text: str,
    by: Actor,
    at: datetime,
    files: Iterable[File] = (),
    seen_until: int | None = None,
    overruled: Collection[Concern] = (),
) -> list[Message]:
    """Tell every waiting case that we believe it is fixed, and ask each whether it is."""
    said = check_letter(text)
    with acting(problem, by=by, at=at) as act:
        problem = act.lock(problem)
        asked = fixing.fix(problem, by=by, at=act.at, seen_until=seen_until)
        messages = _say_to_each(act, problem, asked, "fixed", said, files)
        _spoken(act, problem, messages, overruled)
    return messages


def answer(
    problem: Problem,
    *,
    text: str,
    by: Actor,
    at: datetime,
    files: Iterable[File] = (),
    seen_until: int | None = None,
    overruled: Collection[Concern] = (),
) -> list[Message]:
    """Answer a request or a question: it ends, and a reply to the answer opens it again."""
    said = check_letter(text)
    with acting(problem, by=by, at=at) as act:
        problem = act.lock(problem)
        check_seen(act, problem, seen_until, said=SAID)
        cases = kinds.answer(problem, by=by, at=act.at)
        messages = _say_to_each(act, problem, cases, "reply", said, files)
        _spoken(act, problem, messages, overruled)
    return messages


def decline(
    case: Case, *, text: str, by: Actor, at: datetime, overruled: Collection[Concern] = ()
) -> Message:
    """Tell the customer that it isn't ours to do, why, and who can help."""
    said = check_letter(text)
    with acting(case, by=by, at=at) as act:
        case = act.lock(case)
        problem = act.lock(case.problem)
        message = _say(act, problem, case, "declined", "mail", act.body(said), None)
        _spoken(act, problem, [message], overruled)
        kinds.decline(case, by=by, at=act.at)
    return message


def note(
    problem: Problem,
    *,
    text: str,
    by: Actor,
    at: datetime,
    files: Iterable[File] = (),
    answer_by: datetime | None = None,
) -> Message:
    """An internal note: no customer ever sees it, and it keeps no promise.

    With `answer_by`, each colleague whom it speaks to (`@Bruno`) is asked what it says, by then.
    """
    said = check_text(text)
    asked = spoken_to(said, by) if answer_by is not None else []
    with acting(problem, by=by, at=at) as act:
        problem = act.lock(problem)
        for one, words in asked:
            assert answer_by is not None
            ask(problem, what=words, of=one, due=answer_by, by=by, at=act.at)
        body = act.body(said)
        message = Message(
            problem=problem,
            kind="note",
            channel="desk",
            said_by_id=by.id if by.is_person else None,
            at=act.at,
            text=body,
        )
        act.add(message)
        keep_files(act, message, files)
        act.record(entries.NoteWritten(message=message.pk, text=body.digest), on=problem)
    return message


def widen(message: Message, *, by: Actor, at: datetime) -> None:
    """Show every customer of the problem what was said to or by one."""
    with acting(message.problem if message.case is None else message.case, by=by, at=at) as act:
        widened = Widening.objects.filter(message=message).exists()
        check(may_widen(message, by, widened=widened))
        assert message.case is not None
        case = act.lock(message.case)
        act.add(Widening(message=message, problem_id=case.problem_id, at=act.at))
        act.record(entries.MessageWidened(message=message.pk, was_for=case.pk))


def _say(
    act: Act,
    problem: Problem,
    case: Case,
    kind: str,
    how: str,
    body: Body,
    promise: Commitment | None,
    *,
    is_news: bool = True,
    files: Iterable[File] = (),
    telling: UUID | None = None,
) -> Message:
    return say(
        act,
        problem,
        case,
        kind=kind,
        channel=how,
        text=body,
        files=files,
        telling=telling or body.pk,
        is_news=is_news,
        promises=promise.due if promise else None,
    )


def _say_to_each(
    act: Act, problem: Problem, cases: Iterable[Case], kind: str, said: str, files: Iterable[File]
) -> list[Message]:
    """The same words to each of these cases."""
    body, kept = act.body(said), list(files)
    return [_say(act, problem, case, kind, "mail", body, None, files=kept) for case in cases]


def _waiting(act: Act, problem: Problem) -> list[Case]:
    return act.read(_cases_waiting, problem=problem.pk)


@reading
def _cases_waiting() -> "QuerySet[Case]":
    given: Any = Given("problem")
    cases = Case.objects.filter(problem=given, state__in=WAITING)
    return cases.select_related("contact", "customer").order_by("opened_at", "pk")


def _spoken(
    act: Act, problem: Problem, messages: list[Message], overruled: Collection[Concern]
) -> None:
    """A human word went out: the customers were heard, and the mails leave.

    What the wording check found in it, and its writer let stand, is on record.
    """
    for concern in sorted(set(overruled) & ON_RECORD):
        for message in messages[:1]:  # the words of all are the same
            act.record(entries.WordingOverruled(message=message.pk, concern=concern), on=problem)
    if act.by.kind == ActorKind.STAFF:
        hearing.note_first_word(problem, by=act.by, at=act.at)
    send(act, messages)
