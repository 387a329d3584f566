"""What comes back is worked on by everything that a worker does."""

from buckstop.conversations.tests.conftest import data, postman, relay

__all__ = ["data", "postman", "relay"]
