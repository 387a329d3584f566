"""The bell: what is new, by problem, kept on the server; and told on the computer when allowed."""

from collections.abc import Iterator

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from buckstop.doors.desk.tests.conftest import Seat
from buckstop.doors.desk.tests.telling import reported, words
from buckstop.ledger.models import Entry
from buckstop.ledger.reading import fact_of
from buckstop.notices.actions.telling import tell_staff
from buckstop.notices.models import Notice
from buckstop.problems.commitments.step import add_step
from buckstop.problems.entries.promising import StepAdded
from buckstop.problems.tests.world import World
from tests.pages_in_browser import looking

WATCH = """
window.shownHere = [];
window.Notification = class extends EventTarget {
  static permission = "default";
  static async requestPermission() { return Notification.permission = "granted"; }
  constructor(title, more) {
    super();
    document.body.dataset.shown = window.shownHere.push([title, more.body, more.tag]);
  }
};
document.hasFocus = () => window.isInFront ?? true;
"""


def told(world: World, what: str, title: str = "Transfers fail") -> str:
    """Bruno gives Ana two steps of a problem; returns its reference."""
    case = reported(world, title)
    for n in range(2):
        add_step(
            case.problem, what=f"{what} {n}", debtor=world.ana, due=world.now.replace(hour=15),
            case=case, by=world.bruno.actor(), at=world.now,
        )  # fmt: skip
    rows = Entry.objects.filter(chain=case.problem.chain_id)
    tell_staff([one for one in rows if type(fact_of(one)) is StepAdded], world.now)
    return case.problem.ref


def test_what_is_new_stands_by_problem_until_it_was_seen(world: World, ana: Client, seat: Seat):
    first, second = told(world, "Look"), told(world, "Print", "The printer is quiet")
    assert words(ana.get("/notices/bell/")) == "Notices 2 new"
    said = words(ana.get("/notices/")).partition("What you were told")[2]
    assert said.count(first) == said.count(second) == 1
    assert said.count("A step is yours, 2 times") == said.count("A step is yours") == 2
    notice = Notice.objects.filter(person=world.ana, problem__title="Transfers fail").first()
    assert notice is not None
    ana.post(f"/notices/{notice.pk}/sight/")
    again = Client()
    again.force_login(world.ana, backend="buckstop.people.backends.ByName")
    assert words(again.get("/notices/bell/")) == "Notices 1 new"
    assert words(seat(world.bruno).get("/notices/bell/")) == "Notices"  # who did it isn't told


@pytest.fixture
def page(browser: Browser, ana: Client) -> Iterator[Page]:
    with looking(browser, ana, viewport={"width": 1200, "height": 900}) as page:
        page.add_init_script(WATCH)
        page.on("pageerror", lambda error: pytest.fail(f"a script failed: {error}"))
        yield page


def test_a_fact_is_told_once_and_only_behind_other_windows(world: World, page: Page) -> None:
    told(world, "Look")
    page.goto("/notices/")
    count = page.locator(".bar-bell-count")
    expect(count).to_contain_text("1")
    expect(page).to_have_title("(1) Notices · Buckstop")
    assert page.evaluate("Notification.permission") == "default"  # never asked on load
    page.get_by_role("button", name="Tell me on this computer").click()
    expect(page.get_by_text("This browser tells you")).to_be_visible()
    changed = "document.getElementById('bell').dispatchEvent(new CustomEvent('buckstop:changed'))"
    told(world, "Print", "The printer is quiet")
    page.evaluate(changed)
    expect(page).to_have_title("(2) Notices · Buckstop")
    page.wait_for_load_state("networkidle")
    assert page.evaluate("shownHere") == []  # it is in front
    page.evaluate("window.isInFront = false")
    told(world, "Ring", "The phone is dead")
    page.evaluate(changed)
    expect(count).to_contain_text("3")
    expect(page.locator("body[data-shown]")).to_be_visible()
    page.evaluate(changed)
    expect(page.locator("body[data-shown='2']")).to_be_visible()
    page.wait_for_load_state("networkidle")
    shown = page.evaluate("shownHere")
    assert {title for title, _, _ in shown} == {"A step is yours"}
    assert len({tag for _, _, tag in shown}) == len(shown) == 2
    page.get_by_role("button", name="Stop that").click()
    expect(page.get_by_role("button", name="Tell me on this computer")).to_be_visible()


def test_a_problem_is_opened_from_it(world: World, page: Page) -> None:
    ref = told(world, "Look")
    page.goto("/notices/")
    page.get_by_role("button", name=ref).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Transfers fail")
    expect(page.locator(".bar-bell-count")).to_have_count(0)
    assert page.locator(".problem-state .ref").inner_text() == ref
