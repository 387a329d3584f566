"""Takes pictures of the desk for README and guides anew, from a demo company that runs:

    buckstop serve --demo --data build/pictures
    python -m stories.pictures [--at http://localhost:8000] [--to docs/pictures] [name ...]

With `--each`, every page of the desk's bar is taken light, dark and on a phone instead, to be
looked at; nothing of that belongs into the repository.
"""

import argparse
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

PASSWORD = "own the problem"
DESKTOP, PHONE = (1280, 900), (390, 844)
LOOKS = {"light": ("light", DESKTOP), "dark": ("dark", DESKTOP), "phone": ("light", PHONE)}

BETTER_NOT = (
    "You forgot to send the log, and as we already told you the gateway can't restart without it. "
    "Tannwald Timber waits for the same part. We will look into it soon, and I'll call you by "
    "four tomorrow."
)

CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//another program//EN
BEGIN:VEVENT
UID:1
DTSTART;TZID=Europe/Zurich:20260105T080000
DTEND;TZID=Europe/Zurich:20260105T120000
RRULE:FREQ=WEEKLY;BYDAY=MO,WE
SUMMARY:Desk: Nina Petrova
END:VEVENT
BEGIN:VEVENT
UID:2
DTSTART;TZID=America/New_York:20260105T140000
DTEND;TZID=America/New_York:20260105T220000
RRULE:FREQ=WEEKLY;INTERVAL=4
SUMMARY:On call: Oskar Lind
END:VEVENT
BEGIN:VEVENT
UID:3
DTSTART;TZID=Europe/Zurich:20260105T080000
DTEND;TZID=Europe/Zurich:20260105T170000
RRULE:FREQ=WEEKLY
SUMMARY:Somebody from the agency
END:VEVENT
END:VCALENDAR
"""

type Go = Callable[[Page], None]
"""From the first page of who is logged in to what is to be seen."""


@dataclass(frozen=True)
class Shot:
    """A picture: its name, where it is to be found, how it is looked at."""

    name: str
    go: Go
    look: str = "light"
    size: tuple[int, int] = DESKTOP
    who: str = "ana"
    part: str = ""  # of the page alone, by its selector


def at(path: str) -> Go:
    """A page that has an address of its own."""
    return lambda page: void(page.goto(path))


def void(_: object) -> None:
    """What is gone to says nothing."""


def problem(page: Page) -> None:
    """The one that the README tells of; where the demo has moved on, what comes first."""
    links = page.locator("a[href^='/problems/P-']")
    told = links.filter(has_text="Transfers fail since nine")
    page.goto(str((told if told.count() else links).first.get_attribute("href")))


def wording(page: Page) -> None:
    """Words to Nordbank that are better not sent, marked."""
    problem(page)
    page.keyboard.press("r")
    page.keyboard.press("Control+a")  # the draft of the last time
    page.keyboard.type(BETTER_NOT)
    page.locator(".composer-reply .wording-marks mark").first.wait_for()


def ledger(page: Page) -> None:
    """What is on record of it."""
    problem(page)
    page.goto(page.url.rstrip("/") + "/ledger/")


def supplier(page: Page) -> None:
    """The one that is asked most."""
    page.goto("/suppliers/")
    page.locator("main a", has_text="Fjordnet").first.click()


def right(page: Page) -> None:
    """The sheet by which something is given, as the palette opens it."""
    problem(page)
    page.keyboard.press("Control+k")
    page.keyboard.type("right")
    page.locator("#palette-list [role=option]").first.wait_for()
    page.keyboard.press("Enter")
    page.locator("dialog[open] input[type=radio]").nth(1).check()


def briefing(page: Page) -> None:
    """What everybody here is told of."""
    page.goto("/briefings/")
    page.locator("main a[href$='/briefing/']").first.click()


def team(page: Page) -> None:
    """One of the teams that came to the service desk."""
    page.goto("/teams/")
    page.locator("main a", has_text="Network").first.click()


def crew(page: Page) -> None:
    """Who owes what to whom on a problem."""
    problem(page)
    page.locator("details.crew summary").first.click()


def brought(page: Page) -> None:
    """A calendar of another program, as it would be kept."""
    page.goto("/roster/calendar-files/new/")
    called = {"name": "roster.ics", "mimeType": "text/calendar", "buffer": CALENDAR.encode()}
    page.set_input_files("input[type=file]", called)  # type: ignore[arg-type]
    page.get_by_role("button", name="Preview").click()
    page.get_by_role("button", name="Keep them").wait_for()


def concern(page: Page) -> None:
    """What somebody reads with their code: raised without a name just now."""
    page.goto("/concerns/")
    form = page.locator("form[action='/speak-up/']")
    form.locator("textarea").fill("We answer two customers a day with words that nobody checked.")
    form.get_by_role("button").click()
    code = page.locator("p.notice code").inner_text()
    page.fill("input[name=code]", code)
    page.get_by_role("button", name="Read the answer").click()
    page.get_by_role("button", name="Get the receipt").wait_for()


def read_concern(page: Page) -> None:
    """A concern as a leader reads it."""
    page.goto("/concerns/")
    page.goto(str(page.locator("main a[href*='/concerns/']").first.get_attribute("href")))


SHOTS = (
    Shot("my-work", at("/")),
    Shot("problem", problem),
    Shot("all-problems", at("/problems/")),
    Shot("ledger", ledger),
    Shot("roster", at("/roster/")),
    Shot("roster-phone", at("/roster/"), size=PHONE),
    Shot("coverage", at("/coverage/"), who="carla"),
    Shot("ladders", at("/ladders/"), who="carla"),
    Shot("levels", at("/levels/"), who="carla"),
    Shot("teams", at("/teams/"), who="carla"),
    Shot("team", team, who="carla"),
    Shot("even-out", at("/coverage/evening-out/new/"), size=(1280, 1180), who="carla"),
    Shot("bring-roster", brought, size=(1280, 640), who="carla"),
    Shot("going", at("/going/"), size=(1280, 480)),
    Shot("speak-up", at("/concerns/"), who="carla"),
    Shot("concern", concern, size=(1280, 760)),
    Shot("concern-read", read_concern, size=PHONE, who="carla", part="main"),
    Shot("crew", crew, size=PHONE, part="details.crew"),
    Shot("auditor", at("/auditor/"), who="carla"),
    Shot("signals", at("/signals/"), who="carla"),
    Shot("suppliers", at("/suppliers/"), who="carla"),
    Shot("supplier", supplier, who="carla"),
    Shot("remedies", at("/remedies/"), who="carla"),
    Shot("right", right, size=(1280, 1400), part="dialog[open]"),
    Shot("my-customers", at("/my-customers/"), size=(1280, 520), who="bruno"),
    Shot("briefing", briefing),
    Shot("lessons", at("/lessons/")),
    Shot("thanks", at("/thanks/"), size=(1280, 660), who="bruno"),
    Shot("you", at("/you/")),
    Shot("told", at("/you/#ways"), size=(1280, 800)),
    Shot("wording", wording, part="#composer"),
)


def log_in(browser: Browser, base: str, shot: Shot) -> Page:
    """Somebody's own browser, at their first page."""
    width, height = shot.size
    context = browser.new_context(
        base_url=base,
        viewport={"width": width, "height": height},
        color_scheme="dark" if shot.look == "dark" else "light",
        device_scale_factor=1.5,
        locale="en-GB",
        timezone_id="Europe/Zurich",
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto("/log-in/")
    page.fill("input[name=login]", f"{shot.who}@halden.example")
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_url("**/")
    return page


def each(browser: Browser, base: str) -> list[Shot]:
    """Every page that the bar and its menu lead to, in each look."""
    page = log_in(browser, base, Shot("", at("/"), who="carla"))
    found = page.locator("header a[href^='/'], nav a[href^='/']").evaluate_all(
        "all => [...new Set(all.map(one => one.getAttribute('href')))]"
    )
    page.context.close()
    return [
        Shot(f"{path.strip('/').replace('/', '-') or 'my-work'}-{name}", at(path), *look, "carla")
        for path in found
        for name, look in LOOKS.items()
    ]


def take(shots: list[Shot], browser: Browser, base: str, folder: Path) -> None:
    """Take each, one after the other."""
    for shot in shots:
        page = log_in(browser, base, shot)
        shot.go(page)
        page.wait_for_timeout(300)  # fonts and what is live
        seen = page.locator(shot.part).first if shot.part else page
        seen.screenshot(path=folder / f"{shot.name}.png")
        print(folder / f"{shot.name}.png", flush=True)
        page.context.close()


def main() -> None:
    """Take those that are named, or all of them."""
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("names", nargs="*", metavar="name")
    asked.add_argument("--at", default="http://localhost:8000")
    asked.add_argument("--to", type=Path, default=Path("docs/pictures"))
    asked.add_argument("--each", action="store_true")
    chosen = asked.parse_args()
    chosen.to.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM"))
        shots = each(browser, chosen.at) if chosen.each else list(SHOTS)
        wanted = [one for one in shots if one.name in chosen.names or not chosen.names]
        take(wanted, browser, chosen.at, chosen.to)


if __name__ == "__main__":
    main()
