"""Making it right: within the limits at once, beyond them by somebody's yes."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext as _

from buckstop.conversations.actions.telling import reply
from buckstop.conversations.wording.finding import Concern
from buckstop.kit.money import Money
from buckstop.ledger.actor import Actor
from buckstop.ledger.bodies import digest_of
from buckstop.ledger.models import Body
from buckstop.ledger.refused import Refused, check
from buckstop.ledger.transaction import Act, acting
from buckstop.people.models import Person
from buckstop.problems.actions.levels import times_for
from buckstop.problems.commitments.machine import Turn, take
from buckstop.problems.commitments.owed import owe
from buckstop.problems.commitments.step import add_step
from buckstop.problems.commitments.update import open_promise
from buckstop.problems.entries import promising
from buckstop.problems.models import Case, Commitment
from buckstop.problems.rules.acting import check_words
from buckstop.problems.rules.promises import check_due
from buckstop.remedies import entries, queries
from buckstop.remedies import permissions as may
from buckstop.remedies.commitments.approval import ANSWER_WITHIN, Approval
from buckstop.remedies.limits import Asked, Beyond
from buckstop.remedies.models import MONEY, NAMED, Authority, Remedy, RemedyKind
from buckstop.remedies.wording import beyond_says, beyond_theirs, given_says, step_says


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is to be given, in which words, and who sees to it by when; `what` names it further."""

    kind: str
    text: str
    what: str = ""
    money: Money | None = None
    debtor: Person | None = None
    due: datetime | None = None

    @property
    def asked(self) -> Asked:
        """As the rule of limits takes it."""
        money = self.money
        return queries.asked_for(
            self.kind, money.minor if money else None, money.currency if money else ""
        )


def give(
    case: Case,
    wish: Wish,
    *,
    by: Actor,
    at: datetime,
    beyond_why: str = "",
    overruled: Collection[Concern] = (),
) -> Remedy:
    """Give it now: the apology leaves in the writer's name, and who sees to it owes a step.

    Refused as `beyond` where it is beyond their limits; with `beyond_why`, what couldn't wait, it
    is given in good faith, and who leads is told.
    """
    wish = _checked(wish, at)
    giver = _person(by) if by.is_person else None
    mine = queries.authorities_of(giver) if giver else []
    with acting(case, *mine, by=by, at=at) as act:
        case = _case(act, case)
        check(may.may_give(case, by, debtor=wish.debtor))
        assert giver is not None, "else it is refused"
        authority, limit = queries.authority_for(giver, case, wish.asked, act.at, holds=mine)
        if limit is not None and not beyond_why.strip():
            raise Refused("beyond", beyond_says(limit), "beyond")
        remedy = _row(act, case, wish, giver)
        why = act.body(beyond_why.strip()) if limit is not None else None
        act.add(remedy)
        act.change(remedy, beyond_why=why)
        _grant(act, remedy, wish, authority, giver, overruled)
    return remedy


def ask_for(case: Case, wish: Wish, *, by: Actor, at: datetime) -> Remedy:
    """Ask whoever may say yes, nearest first: it leaves as soon as they do."""
    wish = _checked(wish, at)
    with acting(case, by=by, at=at) as act:
        case = act.lock(case)
        check(may.may_ask_for(case, by, debtor=wish.debtor))
        giver = _person(by)
        under = queries.asked_under(giver, case, wish.asked, act.at)
        approver = queries.who_may_say_yes(case, wish.asked, act.at, but_not={giver.pk})
        if approver == giver.pk:
            said = _("Nobody else here may say yes: give it in good faith, and say why now.")
            raise Refused("nobody", said, "beyond")
        remedy = _row(act, case, wish, giver)
        approval = owe(
            act,
            case.problem,
            Approval,
            what=step_says(remedy, case) + (f" {beyond_theirs(*under)}" if under else ""),
            debtor=Person.objects.get(pk=approver),
            due=times_for(act, case.problem).after(act.at, ANSWER_WITHIN),
            case=case,
        )
        remedy.approval = approval
        act.add(remedy)
        act.record(
            entries.RemedyAsked(
                remedy=remedy.pk,
                case=case.pk,
                kind=remedy.kind,
                amount=remedy.amount,
                currency=remedy.currency,
                text=digest_of(remedy.text),
                approval=approval.pk,
                approver=approver,
            ),
            on=case,
            cases=(case.pk,),
        )
    return remedy


def grant(remedy: Remedy, *, by: Actor, at: datetime, money: Money | None = None) -> Remedy:
    """Yes; or yes, but with another amount: it leaves now, in the name of who asked."""
    granter = _person(by) if by.is_person else None
    mine = queries.authorities_of(granter) if granter else []
    with acting(remedy.case, *mine, by=by, at=at) as act:
        remedy, asked = _locked(act, remedy)
        wish = _wish_of(remedy, money)
        authority: Authority | None = None
        limit: Beyond | None = Beyond.KIND
        if granter is not None:
            authority, limit = queries.authority_for(
                granter, remedy.case, wish.asked, act.at, holds=mine
            )
        for_them = by.is_person and queries.stands_in(by.person, asked, act.at)
        check(may.may_grant(remedy, asked, by, enough=limit is None, for_them=for_them))
        assert granter is not None, "else it is refused"
        take(act, asked, Turn.ACCEPT)
        act.record(
            promising.OwedKept(commitment=asked.pk, kind=asked.kind),
            on=remedy.case,
            cases=(remedy.case_id,),
            internal=True,
        )
        if wish.money is not None:
            act.change(remedy, amount=wish.money.minor)
        _grant(act, remedy, wish, authority, granter, ())
    return remedy


def refuse(remedy: Remedy, *, reason: str, by: Actor, at: datetime) -> None:
    """No, because: who asked is told why."""
    said = check_words(reason, "reason", _("Say why, so that they can find another way."))
    with acting(remedy.case, by=by, at=at) as act:
        remedy, asked = _locked(act, remedy)
        for_them = by.is_person and queries.stands_in(by.person, asked, act.at)
        check(may.may_refuse(remedy, asked, by, for_them=for_them))
        answer = act.body(said)
        take(act, asked, Turn.DECLINE, answer=answer)
        act.record(
            promising.OwedDeclined(commitment=asked.pk, kind=asked.kind, reason=answer.digest),
            on=remedy.case,
            cases=(remedy.case_id,),
            internal=True,
        )
        act.record(
            entries.RemedyRefused(
                remedy=remedy.pk,
                kind=remedy.kind,
                asked_by=remedy.asked_by_id,
                reason=answer.digest,
            ),
            on=remedy.case,
            cases=(remedy.case_id,),
        )


def take_back(remedy: Remedy, *, by: Actor, at: datetime) -> None:
    """It isn't asked any more; another amount, kind or customer is asked for anew."""
    with acting(remedy.case, by=by, at=at) as act:
        remedy, asked = _locked(act, remedy)
        check(may.may_take_back(remedy, asked, by))
        take(act, asked, Turn.WITHDRAW)
        act.record(
            promising.OwedWithdrawn(commitment=asked.pk, kind=asked.kind),
            on=remedy.case,
            cases=(remedy.case_id,),
            internal=True,
        )
        act.record(
            entries.RemedyTakenBack(remedy=remedy.pk, kind=remedy.kind),
            on=remedy.case,
            cases=(remedy.case_id,),
        )


def back(remedy: Remedy, *, by: Actor, at: datetime) -> None:
    """Who leads stands behind what was given in good faith; once is enough."""
    with acting(remedy.case, by=by, at=at) as act:
        remedy = act.lock(remedy)
        check(may.may_back(remedy, by))
        if remedy.backed_at is None:
            act.change(remedy, backed_by=_person(by), backed_at=act.at)
            act.record(
                entries.RemedyBacked(
                    remedy=remedy.pk, kind=remedy.kind, asked_by=remedy.asked_by_id, at=act.at
                ),
                on=remedy.case,
                cases=(remedy.case_id,),
            )


def _checked(wish: Wish, at: datetime) -> Wish:
    """The wish, in order; refused where something of it is missing."""
    if wish.kind not in RemedyKind.values and wish.kind not in queries.kinds():
        raise Refused("kind", _("Choose what makes it right."), "kind")
    text = check_words(wish.text, "text", _("Write the apology: nothing goes without one."))
    if wish.kind == RemedyKind.APOLOGY:
        return replace(wish, text=text, what="", money=None, debtor=None, due=None)
    if wish.kind in MONEY and wish.money is None:
        raise Refused("amount", _("Write how much."), "amount")
    if wish.debtor is None:
        raise Refused("debtor", _("Say who sees to it."), "debtor")
    if wish.due is None:
        raise Refused("due", _("Say by when they have it."), "due")
    what = " ".join(wish.what.split())
    if wish.kind in NAMED and not what:
        raise Refused("what", _("Say what they get."), "what")
    return replace(wish, text=text, what=what[:200], due=check_due(wish.due, at))


def _row(act: Act, case: Case, wish: Wish, giver: Person) -> Remedy:
    money = wish.money
    return Remedy(
        case=case,
        kind=wish.kind,
        what=wish.what,
        amount=money.minor if money else None,
        currency=money.currency if money else "",
        text=act.body(wish.text),
        asked_by=giver,
        made_at=act.at,
        debtor=wish.debtor,
        due=wish.due,
    )


def _grant(
    act: Act,
    remedy: Remedy,
    wish: Wish,
    authority: Authority | None,
    granter: Person,
    overruled: Collection[Concern],
) -> None:
    """Part of verbs: the letter leaves, somebody owes what it says, and it counts."""
    case, writer = remedy.case, remedy.asked_by
    says = writer.actor() if writer.is_active else granter.actor()
    act.change(remedy, granted_by=granter, granted_at=act.at, authority=authority)
    act.record(
        entries.RemedyGranted(
            remedy=remedy.pk,
            case=case.pk,
            kind=remedy.kind,
            amount=remedy.amount,
            currency=remedy.currency,
            text=digest_of(remedy.text),
            authority=authority.pk if authority else None,
            asked_by=writer.pk,
            why=digest_of(remedy.beyond_why) if remedy.beyond_why else "",
        ),
        on=case,
        cases=(case.pk,),
    )
    if wish.debtor is not None and wish.due is not None:
        what, due = step_says(remedy, case), max(wish.due, act.at)
        step = add_step(
            case.problem, what=what, debtor=wish.debtor, due=due, case=case, by=says, at=act.at
        )
        act.change(remedy, step=step)  # before the letter, which says that the plan has it
    reply(case, text=_letter(remedy, wish), by=says, at=act.at, overruled=overruled)


def _letter(remedy: Remedy, wish: Wish) -> str:
    return "\n\n".join(part for part in (wish.text, given_says(remedy)) if part)


def _case(act: Act, case: Case) -> Case:
    """The case under the lock, with all of it that the verb reads."""
    [held] = act.read(queries.case_to_give_in, case=case.pk)
    problem = act.lock(held.problem)
    if not problem.is_closed:
        open_promise(act, problem)  # which the letter keeps: read before rows wait to be written
    return held


def _locked(act: Act, remedy: Remedy) -> tuple[Remedy, Commitment]:
    remedy = act.lock(remedy)
    assert remedy.approval is not None, "what waits for a yes has an approval"
    return remedy, act.lock(remedy.approval)


def _wish_of(remedy: Remedy, money: Money | None) -> Wish:
    if money is not None and remedy.money is not None and money.currency != remedy.currency:
        raise Refused("currency", _("Answer in the currency that was asked for."), "amount")
    text: Body = remedy.text
    return Wish(
        kind=remedy.kind,
        text=str(text),
        what=remedy.what,
        money=(money or remedy.money) if remedy.money is not None else None,
        debtor=remedy.debtor,
        due=remedy.due,
    )


def _person(by: Actor) -> Person:
    return queries.who(person=by.person)[0]
