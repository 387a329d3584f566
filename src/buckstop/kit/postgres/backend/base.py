"""Django's connection to PostgreSQL, where the server may be another one a moment later.

Three things are told as what they are, the database being away, so that everybody tries again:

- a server that takes no writes any more, since another one is the primary by now;
- a commit whose wait for the standby was cut short: PostgreSQL says that it is done and only warns
  that it may be nowhere else, so that a primary that is lost then takes it along;
- a server that ended, as before.
"""

from types import TracebackType
from typing import Any

import psycopg
from django.db import OperationalError
from django.db.backends.postgresql import base
from django.db.utils import DatabaseErrorWrapper
from psycopg.errors import Diagnostic, ReadOnlySqlTransaction

from buckstop.kit.postgres import hosts

ALONE = (
    "the commit waits for no standby any more: it may be on this server alone, and is to be "
    "done again"
)
WAITS_FOR_STANDBYS = "SyncRepWaitForLSN"
"""Where in PostgreSQL's source the warning comes from; what it says depends on the language."""


class Errors(DatabaseErrorWrapper):
    """Says of what goes wrong here in whose hands it is."""

    wrapper: "DatabaseWrapper"

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        place: TracebackType | None,
    ) -> None:
        if kind is None:
            if self.wrapper.is_alone:
                self.wrapper.is_alone = False
                self.wrapper.close()
                raise OperationalError(ALONE)
        elif issubclass(kind, ReadOnlySqlTransaction):
            self.wrapper.close()
            raise OperationalError(str(error)) from error
        else:
            super().__exit__(kind, error, place)


class DatabaseWrapper(base.DatabaseWrapper):
    """Comes back to the server that took writes last, and tells what `Errors` tells."""

    is_alone = False
    commits = 0
    """How many transactions of this connection were committed: whether one was meanwhile."""

    @property
    def wrap_database_errors(self) -> Errors:
        return self._errors

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self._errors = Errors(self)

    def get_connection_params(self) -> dict[str, Any]:
        """Where to connect, first to where it was found last."""
        return hosts.in_turn(super().get_connection_params())

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Connect, and hear what the server warns of."""
        made = super().get_new_connection(conn_params)
        self.is_alone = False
        made.add_notice_handler(self._warned)
        hosts.found(conn_params, made)
        return made

    def _commit(self) -> Any:
        self.commits += 1
        return super()._commit()  # type: ignore[misc]  # no stub has it

    def _warned(self, notice: Diagnostic) -> None:
        if notice.source_function == WAITS_FOR_STANDBYS:
            self.is_alone = True


Database = psycopg
