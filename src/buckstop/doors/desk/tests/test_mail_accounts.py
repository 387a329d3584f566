"""Mail accounts on their page, by its own forms, against a real server."""

from buckstop.doors.desk.tests.filling import send
from buckstop.doors.desk.tests.telling import words
from buckstop.incoming.models import MailAccount
from buckstop.ledger.actor import DESK
from buckstop.people.actions import staff
from buckstop.problems.tests.world import World
from tests.imap_server import FOLDER, PASSWORD, USER, ImapServer


def test_an_account_is_added_tried_and_mended_on_its_page(world: World, seat):
    ada = staff.add(name="Ada", email="ada@desk.example", role="admin", by=DESK, at=world.now)
    browser, server = seat(ada), ImapServer()
    server.start()
    assert "No account is read." in words(browser.get("/mail-accounts/"))
    given = {"host": "127.0.0.1", "port": str(server.port), "security": "none", "user": USER,
             "folder": FOLDER, "address": "help@localhost", "grant": "password"}  # fmt: skip
    wrong = send(browser, "/mail-accounts/accounts/new/", **given)
    assert "Write the password" in words(wrong)
    send(browser, "/mail-accounts/accounts/new/", **given, secret="guessed")
    account = MailAccount.objects.get()
    assert "guessed" not in account.secret
    at = f"/mail-accounts/accounts/{account.pk}/"
    told = words(browser.post(f"{at}trials/", follow=True))
    assert "Invalid authentication credentials" in told, told
    send(browser, f"{at}changes/new/", secret=PASSWORD)
    assert "It works: 0 mails are in the folder." in words(
        browser.post(f"{at}trials/", follow=True)
    )
    server.stop()
    told = words(browser.post(f"{at}trials/", follow=True))
    assert "The mail server can’t be read" in told
    send(browser, f"{at}end/new/")
    account.refresh_from_db()
    assert (account.secret, account.ended_at is not None) == ("", True)
