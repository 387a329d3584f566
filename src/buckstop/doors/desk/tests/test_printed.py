"""A problem on paper: unfolded, without what only a screen needs; made by a real browser."""

import re
from datetime import timedelta
from pathlib import Path

from django.test import Client
from playwright.sync_api import Browser, expect

from buckstop.conversations.actions import telling
from buckstop.doors.desk.tests.telling import home, reported
from buckstop.problems.commitments.step import add_step
from buckstop.problems.tests.world import World
from tests.pages_in_browser import looking

A_PAGE = re.compile(rb"/Type\s*/Page\b")


def test_a_problem_is_printed_whole(
    browser: Browser, world: World, ana: Client, tmp_path: Path
) -> None:
    case = reported(world)
    by, soon = world.ana.actor(), world.now + timedelta(hours=2)
    add_step(case.problem, what="Restart it", debtor=world.ana, due=soon, by=by, at=world.now)
    telling.note(case.problem, text="Olaf saw it too.", by=by, at=world.now)
    with looking(browser, ana) as page:
        page.goto(home(case))
        expect(page.get_by_text("Printed by Ana Ruiz")).to_be_hidden()
        page.emulate_media(media="print", color_scheme="dark")
        for seen in ("Printed by Ana Ruiz", "Restart it", "Olaf saw it too.", "owes it"):
            expect(page.get_by_text(seen).first).to_be_visible()
        for chrome in (".bar", ".composer", ".problem-acts", ".timeline-which", ".asked-acts"):
            expect(page.locator(chrome).first).to_be_hidden()
        expect(page.locator("main button:visible, main textarea:visible")).to_have_count(0)
        printed = page.get_by_text("Printed by Ana Ruiz")
        expect(printed).to_contain_text(re.compile(r"\b20\d\d, \d\d:\d\d"))  # not “today”
        owner, said = page.locator(".problem-owner"), page.locator("#timeline")
        first, then = owner.bounding_box(), said.bounding_box()
        assert first is not None
        assert then is not None
        assert first["y"] < then["y"]  # who owns it and what is promised before all that was said
        paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert "0.9" in paper or "rgb(25" in paper  # light, whatever the screen is
        raw = page.pdf(path=tmp_path / "problem.pdf", format="A4")
    assert raw.startswith(b"%PDF")
    assert 1 <= len(A_PAGE.findall(raw)) <= 2
