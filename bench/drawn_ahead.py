"""Part of `desk`: a row to its problem where the browser draws it ahead, as people's do.

What Playwright drives only fetches it, so this speaks to the tab itself. The time is the browser's
own: from the press until the page was painted for whoever looks.
"""

import asyncio

from bench.figures import Figure
from bench.spans import p95
from tests.tab import Tab, tab

PART = "desk"
CLICK_MS = 100
PRESSES = 40
RESTS = 500  # ms between reaching a row and pressing it: it is drawn after 200
ROW = "[data-row] [data-open]"
NOTES = """addEventListener("click", (event) =>
  sessionStorage.setItem("pressed", performance.timeOrigin + event.timeStamp), true)"""
TOOK = """(() => {
  const [painted] = performance.getEntriesByName("first-contentful-paint");
  const [{ activationStart }] = performance.getEntriesByType("navigation");
  if (!document.querySelector("#composer") || !painted) return null;
  const at = performance.timeOrigin + Math.max(painted.startTime, activationStart);
  return { took: at - sessionStorage.getItem("pressed"), drawn: activationStart > 0 };
})()"""


def figure(program: str, at: str, cookie: str) -> Figure:
    """What 95 of a hundred presses take at most, and how many found their page drawn."""
    with asyncio.Runner() as runner, tab(runner.get_loop(), program) as mine:
        for one in cookie.split("; "):
            name, _is, value = one.partition("=")
            mine.ask("Network.setCookie", name=name, value=value, url=at)
        presses = [_press(mine, at) for _ in range(PRESSES + 3)][3:]
    spans = [one["took"] for one in presses]
    more = {"p50": sorted(spans)[len(spans) // 2], "drawn": sum(one["drawn"] for one in presses)}
    name = f"a row to its problem, the pointer on it for {RESTS} ms, p95"
    return Figure(PART, name, p95(spans), "ms", target=CLICK_MS, more=more)


def _press(mine: Tab, at: str) -> dict[str, float]:
    mine.go_to(f"{at}/problems/")
    mine.says(NOTES)
    mine.rest_on(ROW)
    mine.says(f"new Promise((rested) => setTimeout(rested, {RESTS}))")
    mine.press(ROW)
    mine.until("location.pathname.startsWith('/problems/P-')")
    taken: dict[str, float] = mine.until(TOOK)
    return taken
