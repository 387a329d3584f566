"""The cast, and a data folder."""

from buckstop.conversations.tests.conftest import data, world

__all__ = ["data", "world"]
