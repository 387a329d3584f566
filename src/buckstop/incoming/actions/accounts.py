"""Mail accounts elsewhere are added, changed, and read no more."""

from dataclasses import fields
from datetime import datetime
from typing import Any

from buckstop.configuration.secrets import seal
from buckstop.incoming import entries
from buckstop.incoming.accounts.terms import Terms, check_terms
from buckstop.incoming.models import MailAccount
from buckstop.incoming.permissions import may_change_account, may_end_account
from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import check
from buckstop.ledger.transaction import acting
from buckstop.people.actions.staff import found_house

SEALED = ("secret", "refresh")
_SINCE = {"heard_at": None, "compared_at": None, "failing_since": None, "why": ""}
_ANEW: dict[str, Any] = {"uidvalidity": None, "after": 0, "through": 0, "left_until": None}


def add_account(*, terms: Terms, by: Actor, at: datetime) -> MailAccount:
    """Its mail is read from now on."""
    terms = check_terms(terms)
    with acting(found_house(by=by, at=at), by=by, at=at) as act:
        account = act.add(MailAccount(added_at=act.at, **_values(terms)))
        said = act.body(str(terms)).digest
        act.record(entries.MailAccountAdded(account=account.pk, said=said))
    return account


def change_account(account: MailAccount, *, terms: Terms, by: Actor, at: datetime) -> None:
    """Say anew where it is and how we get in. Another folder is begun as a new account is."""
    terms = check_terms(terms, is_new=False)
    with acting(found_house(by=by, at=at), by=by, at=at) as act:
        account = act.lock(account)
        check(may_change_account(account))
        values = _values(terms)
        before = (account.host, account.user, account.folder)
        moved = before != (values["host"], values["user"], values["folder"])
        kept = {name: value for name, value in values.items() if value or name not in SEALED}
        act.change(account, **kept, **_SINCE, **(_ANEW if moved else {}))
        said = act.body(str(terms)).digest
        act.record(entries.MailAccountChanged(account=account.pk, said=said))


def end_account(account: MailAccount, *, by: Actor, at: datetime) -> None:
    """It is read no more; what came from it stays, its secrets don't."""
    with acting(found_house(by=by, at=at), by=by, at=at) as act:
        account = act.lock(account)
        check(may_end_account(account))
        act.change(account, ended_at=act.at, secret="", refresh="")
        act.record(entries.MailAccountEnded(account=account.pk))


def _values(terms: Terms) -> dict[str, Any]:
    found = {one.name: getattr(terms, one.name) for one in fields(terms)}
    return found | {name: seal(found[name]) if found[name] else "" for name in SEALED}
