"""Mail accounts of a story: added, and read by a connection of their own."""

from buckstop.conversations.models import Message
from buckstop.incoming.accounts.client import Folder
from buckstop.incoming.accounts.terms import Terms
from buckstop.incoming.accounts.tokens import Tokens
from buckstop.incoming.actions.accounts import add_account
from buckstop.incoming.actions.fetching import catch_up, heard
from buckstop.incoming.models import MailAccount
from buckstop.ledger.actor import DESK
from stories.post import US, Post
from tests.imap_server import PASSWORD, USER, ImapServer


def terms(imap: ImapServer, folder: str, **others: object) -> Terms:
    given = {"host": "127.0.0.1", "port": imap.port, "security": "none", "user": USER}
    return Terms(**(given | {"folder": folder, "address": US, "secret": PASSWORD} | others))  # type: ignore[arg-type]


def account_of(post: Post, imap: ImapServer, folder: str, **others: object) -> MailAccount:
    return add_account(terms=terms(imap, folder, **others), by=DESK, at=post.world.now)


def read(post: Post, account: MailAccount) -> int:
    """A connection of its own, and what came is worked on; how many mails were new."""
    account.refresh_from_db()
    opened = Folder.opened(Tokens().login(account))
    came = catch_up(account, opened, at=post.world.now)
    heard(account, at=post.world.now)
    opened.close()
    post.work()
    return came


def said() -> list[str]:
    """What came in by mail."""
    texts = Message.objects.filter(channel="mail").order_by("at", "pk")
    return [message.text.text or "" for message in texts.select_related("text") if message.text]
