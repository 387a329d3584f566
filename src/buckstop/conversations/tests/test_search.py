"""Search: any part of what stands there finds it, however it is written."""

from typing import Any

import pytest

from buckstop.conversations.actions import finding, hearing, telling
from buckstop.conversations.actions.posting import File
from buckstop.conversations.models import Findable
from buckstop.conversations.queries import best as best_of
from buckstop.conversations.queries import search as searching
from buckstop.conversations.queries.best import best
from buckstop.conversations.queries.search import found_in, search
from buckstop.conversations.queries.terms import Term, terms_of
from buckstop.ledger.actions import erase_bodies
from buckstop.ledger.actor import DESK
from buckstop.people.actions import customers
from buckstop.problems.actions.fixing import confirm, fix
from buckstop.problems.models import Case, Problem
from buckstop.problems.tests.world import World, answering

SAID = """Der Müßiggang im Café: die Spülmaschine an der Straße 5 tropft.
Fehler 0x80070005 bei nb-4711-22, 100% der Läufe, 5_000 Stück, C:\\data\\relay7.nordbank
上海打印机故障，很急。エレベーターが止まりました。 부산 공장"""


@pytest.fixture(params=[False, True], ids=["just said", "folded"])
def case(request: Any, world: World) -> Case:
    files = [File("Rechnung 2026-11.pdf", "application/pdf", b"%PDF")]
    case = hearing.log(
        text=SAID, title="Straßenzugang", contact=world.ines, customer=world.nordbank,
        files=files, by=DESK, at=world.now,
    )  # fmt: skip
    hearing.log(text="Something else", contact=world.olaf, by=DESK, at=world.now)
    if request.param:
        assert finding.fold_what_was_said(at=world.now) == 2
        assert finding.fold_what_was_said(at=world.now) == 0
    return case


def found(typed: str) -> list[Problem]:
    return search(Problem.objects.all(), typed).listed.rows


@pytest.mark.parametrize(
    "typed",
    [
        "Müßiggang", "mussig", "MUSSIG", "cafe", "CAFÉ", "Cafe\u0301", "maschine", "spulmaschine",
        "strassenzugang", "STRASSEN", "80070005", "4711", "nb 4711 22", "nb-4711", "100%", "5_000",
        "C:\\data", "relay7", "Rechnung", "2026-11.pdf", '"Straße 5 tropft"', "打印机", "上海 故障",
        "故障", "故障 -nichts", "エレベーター", "부산", "tropft -printer",
        "nordbank", "Ines", "vogt", "ines@nordbank.example", "nordbank.example", "gang cafe tropft",
    ],
)  # fmt: skip
def test_any_part_finds_it(case: Case, typed: str):
    assert found(typed) == [case.problem], typed


@pytest.mark.parametrize(
    "typed",
    ["100x", "5x000", "坏", "打机", "café -tropft", "zirconium", "nb 4711 23", "x" * 3000],
)
def test_nothing_else_does(case: Case, typed: str):
    assert case.problem not in found(typed)


@pytest.mark.parametrize("kept", ["+41 44 555 01 10", "044 555 01 10", "0041(0)445550110"])
@pytest.mark.parametrize(
    "typed", ["0445550110", "+41 44 555 01 10", "0041 44 555 01 10", "044/555-01-10", "555 01 10"]
)
def test_a_phone_number_however_it_is_written(world: World, kept: str, typed: str):
    person = customers.meet(
        email="", phone=kept, name="Mira", on=world.nordbank, by=DESK, at=world.now
    )
    case = hearing.log(text="The lift", contact=person, by=DESK, at=world.now)
    hearing.log(text="The other", contact=world.olaf, by=DESK, at=world.now)
    assert found(typed) == [case.problem]


def test_what_is_quoted_and_noted_is_found_and_shown(world: World):
    case = world.report()
    telling.note(case.problem, text="The über-secret café", by=world.ana.actor(), at=world.now)
    assert found("uber-secret") == [case.problem]
    assert found_in([case.problem], "uber cafe") == {case.problem.pk: "The über-secret café"}


def test_what_was_found_is_shown_where_it_stands(world: World):
    said = "ß é 上海 " * 200 + "the gasket of pump 7 is torn" + " ü" * 200
    case = hearing.log(text=said, contact=world.ines, by=DESK, at=world.now)
    shown = found_in([case.problem], "gasket")[case.problem.pk]
    assert "the gasket of pump 7" in shown
    assert (shown[0], shown[-1]) == ("…", "…")
    assert set(shown.strip("…").split()) <= set(said.split())  # no word is cut


def test_what_was_erased_is_found_no_more(world: World):
    case = hearing.log(text="My gasket", title="T", contact=world.ines, by=DESK, at=world.now)
    finding.fold_what_was_said(at=world.now)
    assert found("gasket") == [case.problem]
    body = case.messages.get().text
    assert body is not None
    erase_bodies([body], on=case, by=DESK, at=world.now)
    assert found("gasket") == []
    finding.fold_what_was_said(at=world.now)
    assert Findable.objects.get(message__case=case).folded == ""


def test_a_moved_case_is_found_where_it_is(world: World):
    case = hearing.log(text="The gasket", title="T", contact=world.ines, by=DESK, at=world.now)
    other = world.report("Pump")
    Case.objects.filter(pk=case.pk).update(problem=other.problem)
    assert found("gasket") == [other.problem]


@pytest.mark.parametrize("few", [3, 100])
def test_common_words_end_nowhere_in_silence(
    world: World, monkeypatch: pytest.MonkeyPatch, few: int
):
    """Every problem that fits is reached, whether its words are rare or everybody's."""
    for name, value in (("FEW", few), ("NEWEST", 7), ("MANY", 15), ("WALKED", 14)):
        monkeypatch.setattr(searching, name, value)
    for n in range(60):
        world.report(f"{'odd' if n % 5 else 'even'} printer {n}")
        world.later(seconds=n % 2)
    for typed, many in (("printer", 60), ("even printer", 12), ("printer -even", 48)):
        seen: list[int] = []
        after = None
        for _ in range(100):
            page = search(Problem.objects.all(), typed, after=after, limit=5)
            seen += [row.number for row in page.listed.rows]
            after = page.listed.older
            if after is None:
                break
        assert len(seen) == len(set(seen)) == many, typed
        assert seen == sorted(seen, reverse=True)


@pytest.mark.parametrize("few", [6, 100], ids=["many hold it", "few hold it"])
def test_the_best_stands_first(world: World, monkeypatch: pytest.MonkeyPatch, few: int):
    for module in (searching, best_of):
        monkeypatch.setattr(module, "FEW", few)
    titles = ("Café roof", "Roofing", "Sunroof", "A leak", "Roof leaks", "Roof leak", "The mail")
    cases = {title: world.report(title) for title in titles}
    for title in ("A leak", "The mail"):
        by = answering(cases[title])
        hearing.write(cases[title], text="The roof leaks.", by=by, at=world.now)
    fix(cases["Roof leak"].problem, by=world.ana.actor(), at=world.now)
    confirm(cases["Roof leak"], by=answering(cases["Roof leak"]), at=world.now)

    def ranked(typed: str, **more: int) -> list[str]:
        return [row.title for row in best(Problem.objects.all(), typed, **more).listed.rows]

    assert ranked("roof") == [
        "Roof leaks", "Café roof", "Roof leak", "Roofing", "Sunroof", "The mail", "A leak"
    ]  # fmt: skip
    assert ranked("roof leak") == ["Roof leak", "Roof leaks", "A leak", "The mail"]
    assert ranked("cafe roof") == ["Café roof"]
    assert ranked("roof -leak") == ["Café roof", "Roofing", "Sunroof"]
    assert ranked(f"roof {cases['Sunroof'].problem.number}") == ["Sunroof"]
    assert ranked("roof", behind=2, limit=2) == ["Roof leak", "Roofing"]
    theirs = best(Problem.objects.exclude(title="Roof leaks"), "roof", limit=2)
    assert [row.title for row in theirs.listed.rows] == ["Café roof", "Roof leak"]
    assert (theirs.listed.behind, theirs.count) == (2, 6 if few == 100 else None)
    if few == 6:  # of which the newest alone are looked at, and whatever has it in its title
        for name in ("NEWEST", "WALKED", "MANY"):
            monkeypatch.setattr(searching, name, 1)
        assert ranked("roof") == [
            "Roof leaks", "Café roof", "Roof leak", "Roofing", "Sunroof", "The mail"
        ]  # fmt: skip


def test_terms():
    assert terms_of('nine "payment  gateway" -printer') == [
        Term("nine"), Term("payment gateway"), Term("printer", unwanted=True)
    ]  # fmt: skip
    assert terms_of("+41 44 555 01 10") == [Term("+41 44 555 01 10")]
    assert terms_of("   ") == []
    assert terms_of("-only") == [Term("-only")]
    assert terms_of('"open phrase') == [Term("open phrase")]
