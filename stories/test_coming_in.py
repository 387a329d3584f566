"""8. Staff come in: by a link, by a new password, and with nothing but a passkey."""

from playwright.sync_api import CDPSession, Page, expect

from buckstop.kit import clock
from buckstop.ledger.actor import DESK
from buckstop.people.actions import staff
from buckstop.people.models import Person
from stories.house import House

SECRET = "a long walk home"


def anonymous(house: House) -> Page:
    """A browser that nobody has logged in with."""
    return house._page(house.browser.new_context(locale="en-GB", base_url=house.url).new_page())


def link_for(house: House, person: Person) -> str:
    secret = staff.make_log_in_link(person, by=DESK, at=clock.now())
    return f"{house.url}/enter/{secret}/"


def authenticator(page: Page) -> CDPSession:
    """A device that knows its owner by their finger."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return session


def test_a_passkey_alone_logs_in(house: House) -> None:
    page = anonymous(house)
    authenticator(page)
    page.goto(link_for(house, house.ana))
    page.get_by_role("button", name="Log in").press("Enter")
    expect(page.get_by_role("heading", name="Choose a new password")).to_be_visible()
    expect(page.get_by_label("New password")).to_be_focused()
    page.get_by_label("New password").fill(SECRET)
    page.get_by_label("The same again").fill(SECRET)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Your password is set.")).to_be_visible()
    expect(page.get_by_role("heading", name="My work")).to_be_visible()

    page.goto("/log-in/keys/webauthn/add/")
    page.get_by_label("What you call it").fill("My laptop")
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_text("it logs you in from now on")).to_be_visible()
    expect(page.get_by_text("You have recovery codes now")).to_be_visible()
    expect(page.get_by_text("My laptop")).to_be_visible()

    page.goto("/log-out/")
    page.get_by_role("button", name="Log out").click()
    page.wait_for_url("**/log-in/**")
    page.get_by_role("button", name="With a passkey").click()
    expect(page.get_by_role("heading", name="My work")).to_be_visible()
