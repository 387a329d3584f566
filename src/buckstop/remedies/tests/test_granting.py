"""Making it right: within one's limits at once, beyond them by a yes that climbs."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from buckstop.conversations.models import Message
from buckstop.coverage.actions.instead import note_absence
from buckstop.coverage.queries import who_is_on_duty
from buckstop.kit.money import Money
from buckstop.ledger import following
from buckstop.ledger.actor import DESK
from buckstop.ledger.models import Entry
from buckstop.ledger.refused import Refused
from buckstop.ledger.verify import verify
from buckstop.notices.actions.telling import MAIL_AFTER
from buckstop.notices.models import Notice
from buckstop.people.models import Person
from buckstop.problems.actions import attending, kinds
from buckstop.problems.models import Case, Commitment, Problem
from buckstop.problems.models.commitment import CommitmentState
from buckstop.problems.tests.world import World
from buckstop.remedies import queries
from buckstop.remedies.actions import granting
from buckstop.remedies.actions.limits import end_authority
from buckstop.remedies.models import Remedy
from buckstop.remedies.tests.conftest import TEXT, credit, limits


def said(case: Case) -> str:
    found = Message.objects.filter(case=case, kind="reply").order_by("-at").first()
    return str(found.text) if found else ""


def refused_with(call: object) -> str:
    with pytest.raises(Refused) as refused:
        call()  # type: ignore[operator]
    return refused.value.code


def after(world: World) -> Remedy:
    assert list(verify()) == []
    return Remedy.objects.select_related("case__problem", "approval", "asked_by", "text").get()


def test_within_her_limits_ana_asks_nobody(world: World, case: Case):
    remedy = granting.give(case, credit(world, 120), by=world.ana.actor(), at=world.now)
    gets = "What you get: Credit of €120. The plan on your page says by when."
    assert said(case) == f"{TEXT}\n\n{gets}"
    step = remedy.step
    assert step is not None
    assert (step.kind, step.debtor, str(step.what)) == (
        "step", world.zed, "Credit of €120 for Nordbank."
    )  # fmt: skip
    assert after(world).granted_by == world.ana
    assert Message.objects.get(case=case, kind="reply").said_by == world.ana


def test_what_was_given_counts(world: World, case: Case):
    give = lambda euros, on=case: granting.give(  # noqa: E731
        on, credit(world, euros), by=world.ana.actor(), at=world.now
    )
    give(150)
    assert refused_with(lambda: give(51)) == "beyond"
    give(50)
    other = world.report("Another")
    assert refused_with(lambda: give(101, other)) == "beyond"  # 300 a customer, this month
    give(100, other)
    world.later(days=31)
    give(100, other)


def test_beyond_them_the_nearest_who_is_there_says_yes(world: World, case: Case):
    limits(world, world.bruno, 1_000, 1_000, 1_000)  # nearer than Carla, and not there
    ana = world.ana.actor()
    remedy = granting.ask_for(case, credit(world, 600), by=ana, at=world.now)
    assert remedy.approval is not None
    assert remedy.approval.debtor == world.bruno
    assert said(case) == ""
    granting.grant(remedy, by=world.bruno.actor(), at=world.later(minutes=5))
    assert said(case).startswith(TEXT)
    assert Message.objects.get(case=case, kind="reply").said_by == world.ana
    assert after(world).granted_by == world.bruno
    assert refused_with(
        lambda: granting.grant(remedy, by=world.bruno.actor(), at=world.now)
    ) == "ended"  # fmt: skip


def test_an_approval_says_under_which_limit_it_was_asked(world: World, case: Case):
    """Also when that was changed while it waits: whoever says yes sees what held then."""
    [held] = queries.authorities_of(world.ana)
    ana = world.ana.actor()
    remedy = granting.ask_for(case, credit(world, 250), by=ana, at=world.now)
    end_authority(held, by=DESK, at=world.now)
    limits(world, world.ana, 1_000, 1_000, 1_000)
    waits = after(world)
    assert waits.approval is not None
    assert waits.is_waiting
    under = "It is beyond their limit for one case, €200."
    assert str(waits.approval.what) == f"Credit of €250 for Nordbank. {under}"
    granting.grant(remedy, by=world.carla.actor(), at=world.now)
    assert after(world).granted_by == world.carla


def test_limits_that_ended_a_moment_ago_give_nothing(world: World, case: Case, monkeypatch):
    """Whoever reads them before the lock asks again under it."""
    found = queries.authorities_of(world.ana)
    end_authority(found[0], by=DESK, at=world.now)
    monkeypatch.setattr(queries, "authorities_of", lambda person: found)
    give = partial(granting.give, case, credit(world, 120), by=world.ana.actor(), at=world.now)
    assert refused_with(give) == "beyond"


def test_the_letter_that_gives_something_is_news(world: World, case: Case):
    granting.give(case, credit(world, 120), by=world.ana.actor(), at=world.now)
    after(world)
    problem = Problem.objects.get(pk=case.problem_id)
    assert (problem.empty_updates, problem.changed_since_news) == (0, False)


def test_yes_but_with_another_amount(world: World, case: Case):
    remedy = granting.ask_for(case, credit(world, 600), by=world.ana.actor(), at=world.now)
    granting.grant(remedy, money=Money(40_000, "EUR"), by=world.carla.actor(), at=world.now)
    assert "Credit of €400" in said(case)
    assert after(world).amount == 40_000


def test_no_because(world: World, case: Case):
    remedy = granting.ask_for(case, credit(world, 600), by=world.ana.actor(), at=world.now)
    carla = world.carla.actor()
    assert refused_with(
        lambda: granting.refuse(remedy, reason=" ", by=carla, at=world.now)
    ) == "no-words"  # fmt: skip
    granting.refuse(remedy, reason="Offer a replacement.", by=carla, at=world.now)
    assert said(case) == ""
    approval = after(world).approval
    assert approval is not None
    assert approval.state == CommitmentState.DECLINED
    assert not after(world).is_waiting


def test_silence_climbs_and_never_says_yes(world: World, case: Case):
    limits(world, world.bruno, 1_000, 1_000, 1_000)
    granting.ask_for(case, credit(world, 600), by=world.ana.actor(), at=world.now)
    asked: list[Person] = []
    for _ in range(3):
        approval = after(world).approval
        assert approval is not None
        asked.append(approval.debtor)
        world.now = approval.due
        while attending.attend_commitments(at=world.now):
            pass
    assert asked == [world.bruno, world.carla, world.carla]  # with whom the buck stops, it stays
    assert after(world).granted_at is None


def test_who_asks_never_says_yes_themselves(world: World, case: Case):
    remedy = granting.ask_for(case, credit(world, 600), by=world.ana.actor(), at=world.now)
    for verb in (granting.grant, granting.back):
        assert refused_with(lambda verb=verb: verb(remedy, by=world.ana.actor(), at=world.now))
    granting.take_back(remedy, by=world.ana.actor(), at=world.now)
    assert refused_with(
        lambda: granting.grant(remedy, by=world.carla.actor(), at=world.now)
    ) == "ended"  # fmt: skip
    assert after(world).granted_at is None


def test_who_stands_in_is_asked_and_says_no_too(world: World, case: Case):
    limits(world, world.bruno, 1_000, 1_000, 1_000)
    gil, begins = world.hire("Gil Berg", "front line"), world.now.replace(tzinfo=None, hour=0)
    note_absence(
        world.bruno, starts=begins, ends=begins + timedelta(days=2), stand_in=gil, by=DESK,
        at=world.now,
    )  # fmt: skip
    asked = granting.ask_for(case, credit(world, 600), by=world.ana.actor(), at=world.now)
    assert asked.approval is not None
    assert asked.approval.debtor == gil
    owed_by_bruno = Commitment(debtor=world.bruno)
    assert queries.stands_in(gil.pk, owed_by_bruno, world.now)
    assert not queries.stands_in(gil.pk, owed_by_bruno, world.now + timedelta(days=3))
    granting.refuse(asked, reason="Not this", by=gil.actor(), at=world.now)
    assert not after(world).is_waiting


def test_others_say_yes_only_within_their_own_limits(world: World, case: Case):
    remedy = granting.ask_for(case, credit(world, 600), by=world.ana.actor(), at=world.now)
    assert refused_with(
        lambda: granting.grant(remedy, by=world.bruno.actor(), at=world.now)
    ) == "beyond"  # fmt: skip


def test_nobody_with_enough_authority_it_goes_to_whom_the_buck_stops_with(world: World, case: Case):
    """Also on a Saturday, when nobody is on duty: they are told now, and not on Monday."""
    assert not who_is_on_duty(world.later(days=5)).on_shift
    remedy = granting.ask_for(case, credit(world, 90_000), by=world.ana.actor(), at=world.now)
    assert remedy.approval is not None
    assert remedy.approval.debtor == world.carla
    while following.drain(at=world.now):
        pass
    told = Notice.objects.get(person=world.carla, entry__code="owed-made")
    assert told.mail_due == world.now + MAIL_AFTER
    granting.grant(remedy, by=world.carla.actor(), at=world.now)
    assert after(world).authority is None


def test_in_good_faith_it_is_backed_and_no_violation(world: World, case: Case):
    ana, carla = world.ana.actor(), world.carla.actor()
    wish = credit(world, 600)
    why = "Their payroll runs in ten minutes"
    remedy = granting.give(case, wish, beyond_why=why, by=ana, at=world.now)
    assert refused_with(lambda: granting.back(remedy, by=ana, at=world.now)) == "not-lead"
    granting.back(remedy, by=carla, at=world.now)
    assert after(world).backed_by == world.carla
    assert Entry.objects.filter(code="remedy-backed").count() == 1


def test_the_end_of_their_case_ends_what_is_asked(world: World, case: Case):
    granting.ask_for(case, credit(world, 600), by=world.ana.actor(), at=world.now)
    kinds.void(case, why="mistake", by=world.ana.actor(), at=world.now)
    assert not after(world).is_waiting


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"text": " "}, "no-words"),
        ({"kind": "gift"}, "kind"),
        ({"money": None}, "amount"),
        ({"debtor": None}, "debtor"),
        ({"due": None}, "due"),
        ({"kind": "replacement", "what": ""}, "what"),
    ],
)
def test_what_is_missing_is_said(world: World, case: Case, change: dict[str, object], code: str):
    wish = replace(credit(world, 10), **change)  # type: ignore[arg-type]
    assert refused_with(
        lambda: granting.give(case, wish, by=world.ana.actor(), at=world.now)
    ) == code  # fmt: skip


def test_an_apology_is_everybodys(world: World, case: Case):
    wish = granting.Wish(kind="apology", text=TEXT)
    granting.give(case, wish, by=world.bruno.actor(), at=world.now)
    assert said(case) == TEXT
    assert after(world).amount is None


def test_who_asks_says_no_yes_either_once_their_limits_were_raised(world: World, case: Case):
    remedy = granting.ask_for(case, credit(world, 600), by=world.ana.actor(), at=world.now)
    limits(world, world.ana, 1_000, 1_000, 1_000)
    assert refused_with(
        lambda: granting.grant(remedy, by=world.ana.actor(), at=world.now)
    ) == "own"  # fmt: skip
