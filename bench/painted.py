"""From a press to what it shows, by the browser's own clock: from the event's own time until the
frame in which it stands is painted. What drives the browser takes its time beside that: until it
has looked where to press, and until it has asked again whether something is there.
"""

from playwright.sync_api import Page

# Each page notes the press, whoever handles it; and once what was asked for stands in a document,
# that document notes when the frame with it had been given away.
NOTES = """
addEventListener("click", (event) => {
  sessionStorage.setItem("pressed", performance.timeOrigin + event.timeStamp);
  sessionStorage.removeItem("painted");
  look();
}, true);
function look() {
  const wanted = sessionStorage.getItem("wanted");
  if (!wanted || sessionStorage.getItem("painted")) return;
  if (!document.querySelector(wanted)) return void requestAnimationFrame(look);
  requestAnimationFrame(() => {
    const after = new MessageChannel();
    after.port1.onmessage = () =>
      sessionStorage.setItem("painted", performance.timeOrigin + performance.now());
    after.port2.postMessage(0);
  });
}
requestAnimationFrame(look);
"""
TOOK = """() => new Promise((said) => {
  const ask = () => {
    const painted = sessionStorage.getItem("painted");
    if (painted) said(painted - sessionStorage.getItem("pressed"));
    else setTimeout(ask, 5);
  };
  ask();
})"""


def note(page: Page) -> None:
    """Let every page of this browser note presses and paints, from the next one on."""
    page.add_init_script(NOTES)


def want(page: Page, selector: str) -> None:
    """What the presses to come show."""
    page.evaluate("(wanted) => sessionStorage.setItem('wanted', wanted)", selector)


def took(page: Page) -> float:
    """Milliseconds of the last press, once what it shows has been painted."""
    return float(page.evaluate(TOOK))
