"""How an account is logged in to now: with its password, or a token that is asked for in time."""

import time

from buckstop.incoming.accounts.client import Login, Unreachable
from buckstop.incoming.accounts.terms import grant_of, login_of
from buckstop.incoming.actions.fetching import keep_refresh
from buckstop.incoming.models import Grant, MailAccount
from buckstop.kit import oauth

EARLY = 120.0  # seconds before a token ends in which a new one is asked for


class Tokens:
    """The token of one account, for as long as it lives."""

    def __init__(self) -> None:
        self._ends_at: float | None = None

    @property
    def are_over(self) -> bool:
        """Whether the connection needs another one."""
        return self._ends_at is not None and time.monotonic() >= self._ends_at

    def login(self, account: MailAccount) -> Login:
        """The way in. Raises Unreachable where no token is granted."""
        self._ends_at = None
        if account.grant == Grant.PASSWORD:
            return login_of(account)
        try:
            token = oauth.exchange(grant_of(account))
        except oauth.NotGranted as refused:
            raise Unreachable(str(refused)) from refused
        if token.refresh_token and account.grant == Grant.REFRESH:
            keep_refresh(account, token.refresh_token)
        self._ends_at = time.monotonic() + max(token.lives - EARLY, 30.0)
        return login_of(account, token=token.value)
