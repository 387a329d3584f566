"""A supplier is asked for something, written to, and told that it can't wait."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from buckstop.conversations.actions.posting import File
from buckstop.ledger.actor import Actor
from buckstop.ledger.bodies import digest_of
from buckstop.ledger.refused import check
from buckstop.ledger.transaction import acting
from buckstop.people.models import Customer
from buckstop.problems.actions.opening import TOKEN_LETTERS
from buckstop.problems.commitments.kind import in_time
from buckstop.problems.commitments.machine import Turn, take
from buckstop.problems.commitments.owed import owe
from buckstop.problems.models import Case, Problem
from buckstop.problems.rules.acting import check_words
from buckstop.services.models import Service
from buckstop.suppliers import entries
from buckstop.suppliers import permissions as may
from buckstop.suppliers.actions.messages import keep
from buckstop.suppliers.commitments.supplier_ask import SupplierAsk
from buckstop.suppliers.models import Ask, AskMessageKind, SupplierPerson
from buckstop.suppliers.queries import answer_due
from buckstop.suppliers.rules.asks import check_length, check_plan_b, check_unnamed


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What is asked of a supplier by when, why it matters, which customer it names if any, and
    what we do from when if they stay silent; which of our services it is about, if one is."""

    what: str
    due: datetime
    plan_b: str
    plan_b_at: datetime
    why: str = ""
    names: Customer | None = None
    service: Service | None = None
    files: Iterable[File] = ()


def ask_supplier(
    problem: Problem, *, of: SupplierPerson, wanted: Wanted, by: Actor, at: datetime
) -> Ask:
    """Ask somebody of a supplier; it leaves by mail, with a link of their own."""
    what = check_words(wanted.what, "what", _("Say what you ask of them."))
    plan_b = check_words(wanted.plan_b, "plan_b", _("Say what you do if they stay silent."))
    why = check_length(wanted.why.strip(), "why")
    unnamed = _unnamed(problem, wanted.names)
    for field, text in (("what", check_length(what, "what")), ("why", why)):
        check_unnamed(text, unnamed, field)
    with acting(problem, by=by, at=at) as act:
        problem = act.lock(problem)
        check(may.may_ask_supplier(problem, by, of=of))
        plan_b_at = check_plan_b(wanted.plan_b_at, act.at)
        owed = owe(act, problem, SupplierAsk, what=what, debtor=of.person, due=wanted.due)
        ask = act.add(
            Ask(
                commitment=owed,
                supplier=of.supplier,
                names=wanted.names,
                service=wanted.service,
                hurts=problem.hurts,
                why=act.body(why) if why else None,
                plan_b=act.body(plan_b),
                plan_b_at=plan_b_at,
                token=get_random_string(12, TOKEN_LETTERS),
                asked_at=act.at,
                asked_due=owed.due,
                answer_due=answer_due(of.supplier, problem.hurts, act.at),
                silent_since=act.at,
                attend_at=act.at,
            )
        )
        made = entries.SupplierAsked(
            ask=ask.pk,
            commitment=owed.pk,
            supplier=of.supplier_id,
            names=wanted.names.pk if wanted.names else None,
            hurts=problem.hurts,
            due=owed.due,
            plan_b_at=plan_b_at,
            plan_b=ask.plan_b.digest,
            why=digest_of(ask.why),
            answer_due=ask.answer_due,
            service=wanted.service.pk if wanted.service else None,
        )
        act.record(made, on=problem)
        assert owed.what is not None
        keep(
            act, ask, kind=AskMessageKind.ASKED, text=owed.what, files=wanted.files,
            said_by=by.id if by.is_person else None, to=of.person,
        )  # fmt: skip
    return ask


def write_to_supplier(
    ask: Ask, *, text: str, by: Actor, at: datetime, files: Iterable[File] = ()
) -> None:
    """Write to whom we asked; into the thread of this ask alone."""
    said = check_words(text, "text", _("Write what you want to say."))
    check_unnamed(check_length(said, "text"), _unnamed(ask.commitment.problem, ask.names), "text")
    with acting(ask, by=by, at=at) as act:
        ask = act.lock(ask)
        owed = act.lock(ask.commitment)
        check(may.may_write_to_supplier(by))
        said_by = by.id if by.is_person else None
        keep(
            act, ask, kind=AskMessageKind.OURS, text=said, files=files, said_by=said_by,
            to=owed.debtor,
        )  # fmt: skip


def insist(ask: Ask, *, text: str, by: Actor, at: datetime) -> None:
    """Their time is too late: it is asked for again by the time that was asked first, if that is
    still to come; else from now on within what they promise. They read why."""
    said = check_words(text, "text", _("Say why it can’t wait until then."))
    check_unnamed(check_length(said, "text"), _unnamed(ask.commitment.problem, ask.names), "text")
    with acting(ask, by=by, at=at) as act:
        ask = act.lock(ask)
        owed = in_time(act, act.lock(ask.commitment))
        check(may.may_insist(ask, owed, by))
        was, due = owed.due, ask.asked_due if ask.asked_due > act.at else owed.due
        SupplierAsk.on_time(act, act.lock(owed.problem), owed, due)
        take(act, owed, Turn.INSIST)
        act.record(entries.SupplierInsisted(ask=ask.pk, commitment=owed.pk, was=was, due=due))
        said_by = by.id if by.is_person else None
        keep(act, ask, kind=AskMessageKind.OURS, text=said, said_by=said_by, to=owed.debtor)


def withdraw_links(ask: Ask, *, by: Actor, at: datetime) -> None:
    """No link to it that was made until now opens anything; later mails bring fresh ones."""
    with acting(ask, by=by, at=at) as act:
        ask = act.lock(ask)
        check(may.may_withdraw_links(ask, by))
        act.change(ask, links_withdrawn_at=act.at)
        act.record(entries.SupplierLinksWithdrawn(ask=ask.pk))


def _unnamed(problem: Problem, named: Customer | None) -> list[str]:
    """The names of those customers of a problem whom nobody chose to name."""
    rows = Case.objects.filter(problem=problem, customer__isnull=False)
    if named is not None:
        rows = rows.exclude(customer=named)
    return list(rows.values_list("customer__name", flat=True).distinct()[:200])
