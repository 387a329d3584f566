"""Whether an account can be read, tried while somebody waits; nothing is taken in."""

from dataclasses import dataclass

from buckstop.incoming.accounts.client import Folder, Unreachable
from buckstop.incoming.accounts.tokens import Tokens
from buckstop.incoming.models import MailAccount


@dataclass(frozen=True, slots=True)
class Tried:
    """What is wrong, in a sentence; else how many mails the folder has, and whether it can say by
    itself that one more came (IDLE)."""

    wrong: str = ""
    count: int = 0
    can_wait: bool = False


def tried(account: MailAccount) -> Tried:
    """Connect, log in, open the folder and count."""
    try:
        folder = Folder.opened(Tokens().login(account))
        try:
            return Tried(count=len(folder.uids(1)), can_wait=folder.can_wait)
        finally:
            folder.close()
    except Unreachable as failure:
        return Tried(wrong=str(failure))
