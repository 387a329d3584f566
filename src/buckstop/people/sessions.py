"""Log-in sessions: Django's own rows and bytes, read by a statement that was compiled before."""

from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from buckstop.kit.reading import Given, reading


class SessionStore(db.SessionStore):
    """Every page reads one."""

    def _get_session_from_db(self) -> Any:
        found = _running.first(key=self.session_key, now=timezone.now())
        if found is None:
            self._session_key = None
        return found


@reading
def _running() -> "QuerySet[Session]":
    return Session.objects.filter(session_key=Given("key"), expire_date__gt=Given("now"))
