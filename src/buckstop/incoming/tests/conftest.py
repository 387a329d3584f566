"""What tests of incoming mail share: the cast and the mail server of the tests of conversations."""

from buckstop.conversations.tests.conftest import data, postman, relay

__all__ = ["data", "postman", "relay"]
