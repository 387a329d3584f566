"""How a story works at the desk: the way a person does, by what is written on the page."""

from playwright.sync_api import Locator, Page, TimeoutError, expect


class Desk:
    """One person's browser, logged in."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def open(self, ref: str) -> None:
        """Go to a problem's page."""
        self.page.goto(f"/problems/{ref}/")
        expect(self.page.get_by_role("heading", level=1)).to_be_visible()

    def sheet(self, label: str, *, within: Locator | None = None) -> Locator:
        """Open the sheet behind an act; returns the sheet."""
        place = within or self.page.locator("main")
        act = place.get_by_role("link", name=label, exact=True, include_hidden=True).first
        if not act.is_visible():
            self._unfold(act)
        act.click()
        found = self.page.locator("dialog[open]")
        expect(found.get_by_role("heading", level=1)).to_be_visible()
        return found

    def _unfold(self, act: Locator) -> None:
        """Some acts stand under “More”."""
        act.locator("xpath=ancestor::details[not(@open)][1]/summary").click()

    def press(self, label: str, *, within: Locator | None = None) -> None:
        """Press a button that acts at once."""
        button = (within or self.page.locator("main")).get_by_role(
            "button", name=label, exact=True, include_hidden=True
        )
        if not button.first.is_visible():
            self._unfold(button.first)
        button.first.click()
        self.rest()

    def send(self, sheet: Locator, button: str) -> None:
        """Send a sheet, which closes when what it asks for is done."""
        sheet.get_by_role("button", name=button, exact=True).click()
        expect(self.page.locator("dialog[open]")).to_have_count(0)

    def rest(self) -> None:
        """Until the page asks for nothing more. A stream that began anew may keep it from that for
        long: what comes next in a story waits for what it leads to."""
        try:
            self.page.wait_for_load_state("networkidle", timeout=10_000)
        except TimeoutError:
            return

    def update(self, text: str, *, phone: bool = False) -> None:
        """Write to all customers, from the composer."""
        form = self.page.locator("form.composer-update")
        if not form.is_visible():
            self.page.get_by_text("Update all customers", exact=True).click()
        form.get_by_label("News for all customers").fill(text)
        if phone:
            form.get_by_label("told them by phone").check()
        form.get_by_role("button", name="Send update").click()
        self.rest()

    def reply(self, text: str) -> None:
        """Write to the customer who is chosen, from the composer."""
        self.page.get_by_text("Reply to", exact=False).first.click()
        form = self.page.locator("form.composer-reply")
        form.get_by_label("Your answer").fill(text)
        form.get_by_role("button", name="Send", exact=True).click()
        self.rest()

    def case_of(self, customer: str) -> Locator:
        """The part of the page about one customer."""
        return self.page.locator(".case", has_text=customer).first
