"""The cast of the desk's tests: the mail viewer shows what they got."""

from buckstop.doors.desk.tests.conftest import ana, seat, world

__all__ = ["ana", "seat", "world"]
