"""What comes again: twice at once, changed there since, merged or erased here."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from buckstop.arrivals.actions.forgetting import Arrivals
from buckstop.arrivals.actions.naming import name_source
from buckstop.arrivals.importing import bring_all
from buckstop.arrivals.models import Arrival, Brought, Source
from buckstop.arrivals.readers.reader import Place, Reader
from buckstop.arrivals.reconciling import reconcile
from buckstop.arrivals.rules import Report, as_text, batches
from buckstop.arrivals.threads import Author, Said, Side, Thread
from buckstop.conversations.actions.erasing import erase_customer
from buckstop.ledger.actor import DESK
from buckstop.ledger.transaction import acting
from buckstop.ledger.verify import verify
from buckstop.people.holdings import Erased
from buckstop.people.models import Customer
from buckstop.problems.actions import whose
from buckstop.problems.models import Case, Problem
from buckstop.problems.tests.guarantees import broken
from buckstop.problems.tests.world import World

AT = datetime(2020, 5, 4, 10, tzinfo=UTC)
KIM = Author("Kim Berg", "kim@werk.example")


class Given(Reader):
    """Threads that a test says."""

    def __init__(self, *threads: Thread) -> None:
        super().__init__(Place(""))
        self.given = threads

    def threads(self, after: str = "") -> Iterator[Thread]:
        del after
        return iter(self.given)


def said(name: str, text: str, author: Author = KIM, side: Side = Side.THEIRS) -> Said:
    return Said(name, AT, side, author, text=text)


def thread(
    *messages: Said, runs: bool = False, theirs: str = "1", organisation: str = ""
) -> Thread:
    return Thread(
        theirs=theirs,
        title="Tropft",
        state="open" if runs else "resolved",
        runs=runs,
        opened_at=AT,
        ended_at=None if runs else AT,
        contact=KIM,
        organisation=organisation,
        said=messages,
    )


def bring(world: World, *threads: Thread) -> tuple[Source, Report]:
    source = name_source("given", "Old desk", by=DESK, at=world.now)
    return source, bring_all(
        source, Given(*threads), by=DESK, now=lambda: world.now, tell=lambda _: None
    )


def whole() -> bool:
    return broken() == [] and list(verify()) == []


def test_what_comes_twice_at_once_comes_once_and_whole(world: World) -> None:
    once = thread(said("a", "Hi"), said("a", "Hi"), said("a", "Other"))
    later = thread(said("a", "Hi"), said("b", "More"))
    source, report = bring(world, once, later)
    assert report.counts["came"] == 1
    assert set(Brought.objects.values_list("theirs", flat=True)) == {"a", "a (2)", "b"}
    assert reconcile(source, Given(once, later), lambda _: None)["same"] == 1
    assert whole()


def test_a_batch_is_full_by_all_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("buckstop.arrivals.rules.BATCH_BYTES", 10)
    threads = [thread(said("a", "x" * 9 + "y"), theirs=str(count)) for count in range(3)]
    assert [len(one) for one in batches(threads)] == [1, 1, 1]


def test_what_ended_there_since_is_kept_aside_no_more(world: World) -> None:
    ran = thread(said("a", "Hi"), runs=True)
    bring(world, ran)
    assert Problem.objects.get().outcome == "aside"
    _, report = bring(world, thread(said("a", "Hi")))
    [problem] = Problem.objects.all()
    assert (problem.outcome, problem.closed_at, Case.objects.get().ended_at) == ("imported", AT, AT)
    assert report.counts["ended there since"] == 1
    _, report = bring(world, ran)
    assert (Problem.objects.get().outcome, report.counts["runs again there"]) == ("aside", 1)
    assert whole()


def test_a_customer_merged_here_is_not_made_anew(world: World) -> None:
    bring(world, thread(said("a", "Hi"), organisation="Werk AG"))
    werk = Customer.objects.get(name="Werk AG")
    whose.merge(werk, into=world.nordbank, by=world.ana.actor(), at=world.now)
    count = Customer.objects.count()
    bring(world, thread(said("a", "Hi"), organisation="Werk AG", theirs="2"))
    assert Customer.objects.count() == count
    assert set(Case.objects.values_list("customer", flat=True)) <= {world.nordbank.pk, werk.pk}
    assert Case.objects.latest("pk").customer == world.nordbank


def test_customers_come_with_their_threads_or_not_at_all(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("buckstop.arrivals.actions.bringing.import_problem", fails)
    with pytest.raises(KeyboardInterrupt):
        bring(world, thread(said("a", "Hi"), organisation="Werk AG"))
    assert not Customer.objects.filter(name="Werk AG").exists()


def test_of_who_is_erased_no_digest_stays_and_nothing_more_comes(world: World) -> None:
    agent = Author("Ana Ruiz", world.ana.email or "")
    ours = said("b", "Yes", agent, Side.OURS)
    mine = thread(said("a", "Hi"), ours, organisation="Werk AG")
    source, _ = bring(world, mine)
    source.refresh_from_db()
    assert str(agent) in source.report["agents"]
    assert agent.email not in as_text(source.report)
    customer = Customer.objects.get(name="Werk AG")
    erase_customer(customer, by=world.ana.actor(), at=world.now)
    assert Arrival.objects.get().digest == ""
    assert reconcile(source, None, lambda _: None)["erased since"] == 1
    _, report = bring(world, replace(mine, said=(*mine.said, said("c", "Again Kim"))))
    assert "erased here" in report.left_out[0][1]
    assert whole()


def test_a_report_names_no_agent_who_is_erased(world: World) -> None:
    otto = world.hire("Otto Old", "front line")
    agent = Author("Otto Old", otto.email or "")
    source, _ = bring(world, thread(said("a", "Hi"), said("b", "Yes", agent, Side.OURS)))
    erased = Erased(addresses={agent.email}, people={otto.pk})
    with acting(source, by=DESK, at=world.now) as act:
        Arrivals().forget(act, erased)
    source.refresh_from_db()
    assert source.report["agents"] == {}
    assert reconcile(source, None, lambda _: None)["erased since"] == 1
