"""What somebody of a supplier answers, on their page, or as the desk heard it of them."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from buckstop.conversations.actions.posting import File
from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import check
from buckstop.ledger.transaction import Act, acting
from buckstop.people.models import Person
from buckstop.people.rules import domain_of
from buckstop.problems.commitments import kind as kinds
from buckstop.problems.commitments import machine, owed
from buckstop.problems.commitments.machine import Turn, take
from buckstop.problems.entries import promising
from buckstop.problems.models import Commitment
from buckstop.problems.models.commitment import CommitmentState
from buckstop.problems.rules.acting import check_words
from buckstop.problems.rules.promises import check_due
from buckstop.suppliers import permissions as may
from buckstop.suppliers import queries
from buckstop.suppliers.actions.messages import keep
from buckstop.suppliers.actions.people import Reached, add_person
from buckstop.suppliers.models import Ask, AskMessageKind, SupplierPerson
from buckstop.suppliers.rules.asks import check_length
from buckstop.suppliers.rules.checks import Post


def say_time(ask: Ask, *, due: datetime, reason: str, by: Actor, at: datetime) -> None:
    """We'll do it by then; what was promised already is moved, once and with a reason."""
    with acting(ask, by=by, at=at) as act:
        ask, asked = _asked(act, ask)
        check(may.may_say_time(ask, asked, by))
        due = check_due(due, act.at)
        if asked.state == CommitmentState.PROMISED:
            _move(act, ask, asked, due, reason)
        elif due == asked.due:
            owed.promise(asked, by=by, at=at)
        else:
            reason = reason.strip() or _("They gave no reason.")
            owed.counter(asked, due=due, reason=reason, by=by, at=at)


def _move(act: Act, ask: Ask, asked: Commitment, due: datetime, reason: str) -> None:
    said = check_words(reason, "reason", _("Say why it moves, so that we can plan with it."))
    was, body = asked.due, act.body(said)
    kinds.of(asked).on_time(act, act.lock(asked.problem), asked, due)
    take(act, asked, Turn.MOVE, moved_at=act.at, first_due=was, moved_because=body)
    made = promising.PromiseMoved(
        commitment=asked.pk, kind=asked.kind, was=was, due=due, reason=body.digest
    )
    act.record(made, on=ask, internal=True)


def say_done(ask: Ask, *, text: str, by: Actor, at: datetime, files: Iterable[File] = ()) -> None:
    """It is done; the owner looks whether it is."""
    with acting(ask, by=by, at=at) as act:
        ask, asked = _asked(act, ask)
        check(may.may_say_done(ask, asked, by))
        if files := list(files):
            _keep_theirs(act, ask, text.strip() or _("Done."), files)
        owed.report(asked, answer=check_length(text, "text"), by=by, at=at)


def say_no(ask: Ask, *, reason: str, by: Actor, at: datetime) -> None:
    """They can't, and say why."""
    with acting(ask, by=by, at=at) as act:
        ask, asked = _asked(act, ask)
        check(may.may_say_no(ask, asked, by))
        owed.decline(asked, reason=check_length(reason, "reason"), by=by, at=at)


def write_to_us(
    ask: Ask, *, text: str, by: Actor, at: datetime, files: Iterable[File] = ()
) -> None:
    """A word with it, which is no answer yet."""
    files = list(files)
    said = text.strip() if files else check_words(text, "text", _("Write what you want to say."))
    with acting(ask, by=by, at=at) as act:
        ask = act.lock(ask)
        check(may.may_write_to_us(by))
        _keep_theirs(act, ask, check_length(said, "text"), files)


def _keep_theirs(act: Act, ask: Ask, text: str, files: Iterable[File]) -> None:
    said_by = act.by.id if act.by.is_person else None
    keep(act, ask, kind=AskMessageKind.THEIRS, text=text, files=files, said_by=said_by)


def pass_on(ask: Ask, *, to: SupplierPerson, by: Actor, at: datetime) -> None:
    """Somebody else of the supplier does this: they are asked, and get a link of their own."""
    with acting(ask, by=by, at=at) as act:
        ask, asked = _asked(act, ask)
        check(may.may_pass_on(ask, asked, by, to=to))
        _hand_over(act, ask, asked, to.person)


def pass_on_to_new(ask: Ask, *, who: Reached, by: Actor, at: datetime) -> None:
    """The same, to somebody of theirs whom we don't know yet, by an address of their house."""
    domain = domain_of(who.email.strip())
    ours = bool(domain) and domain in queries.domains_of(ask.supplier)
    with acting(ask, ask.supplier, by=by, at=at) as act:
        ask, asked = _asked(act, ask)
        check(may.may_pass_on_to_new(ask, asked, by, ours=ours))
        row = add_person(ask.supplier, who=who, post=Post(), by=by, at=at)
        act.flush()
        _hand_over(act, ask, asked, row.person)


def _hand_over(act: Act, ask: Ask, asked: Commitment, to: Person) -> None:
    machine.hand_over(act, asked, to.pk)
    assert asked.what is not None
    keep(act, ask, kind=AskMessageKind.ASKED, text=asked.what, to=to)


def _asked(act: Act, ask: Ask) -> tuple[Ask, Commitment]:
    """The ask, and what is owed of it now."""
    ask = act.lock(ask)
    return ask, kinds.in_time(act, act.lock(ask.commitment))
