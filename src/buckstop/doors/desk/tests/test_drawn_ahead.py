"""The page on whose link one rests is drawn ahead, and does nothing until somebody looks at it."""

import asyncio
from collections.abc import Iterator
from typing import NamedTuple

import pytest

from buckstop.doors.desk.tests.conftest import Seat
from buckstop.doors.desk.tests.telling import reported
from buckstop.problems.tests.world import World
from tests.pages_in_browser import Desk, answering
from tests.tab import Tab, tab

ROW = "[data-row] [data-open]"
AHEAD = "performance.getEntriesByType('navigation')[0].activationStart > 0"
ASKED = "[...document.querySelectorAll('script[data-of]')].map((one) => one.dataset.of)"
RECENT = "Object.values(localStorage).join()"


class Ana(NamedTuple):
    """Her tab, what it asks for, and the problem in her list."""

    tab: Tab
    desk: Desk
    ref: str

    def asked(self, method: str, path: str) -> int:
        """How often."""
        return self.desk.asked.count((method, path))


@pytest.fixture
def ana(world: World, seat: Seat, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ana]:
    """She looks at the list of all problems, in a browser that draws ahead."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # pages are answered on this loop
    ref = reported(world).problem.ref
    with (
        asyncio.Runner() as runner,
        tab(runner.get_loop()) as mine,
        answering(seat(world.ana), runner.get_loop()) as desk,
    ):
        mine.go_to(f"{desk.address}/problems/")
        yield Ana(mine, desk, ref)


@pytest.mark.parametrize("key", ["the pointer", "j"])
def test_it_is_drawn_when_it_is_pressed_and_nobody_read_it_before(ana: Ana, key: str) -> None:
    home, presence = f"/problems/{ana.ref}/", f"/problems/{ana.ref}/presence/"
    ana.tab.key("j") if key == "j" else ana.tab.rest_on(ROW)
    ana.tab.until_drawn()
    assert ana.asked("GET", home) == 1
    assert ana.asked("POST", presence) == 0
    assert ana.asked("GET", "/notices/bell/") == 1  # the list's
    assert ana.ref not in ana.tab.says(RECENT)

    ana.tab.key("Enter") if key == "j" else ana.tab.press(ROW)
    ana.tab.until(f"location.pathname === '{home}'")
    assert ana.tab.says(AHEAD)
    ana.tab.until(f"{RECENT}.includes('{ana.ref}')")
    assert ana.asked("POST", presence) == 1
    assert ana.asked("GET", home) == 1
    ana.tab.key("r")  # its keys work
    ana.tab.until("document.activeElement.matches('.composer textarea')")


def test_of_what_the_keys_pass_over_two_stay_drawn(ana: Ana, world: World) -> None:
    for number in range(3):
        reported(world, text=f"Another one, number {number}")
    ana.tab.go_to(f"{ana.desk.address}/problems/")
    passed = []
    for _row in range(4):
        ana.tab.key("j")
        passed.append(ana.tab.until("document.activeElement.closest('[data-open]')?.href"))
        ana.tab.until(f"({ASKED}).at(-1) === '{passed[-1]}'")
    assert ana.tab.says(ASKED) == passed[-2:]
