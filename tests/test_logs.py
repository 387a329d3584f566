"""A customer's link is a key: no log may hold one."""

import logging

from buckstop.logs import WithoutLinks

SECRET = "AaIAYurHf4eKvFKJTgCBaQGiAGLqx3"


def logged(message: str, *arguments: object) -> str:
    record = logging.LogRecord("django.request", logging.ERROR, "", 0, message, arguments, None)
    assert WithoutLinks().filter(record)
    return record.getMessage()


def test_links_are_taken_out_of_messages_and_arguments():
    assert SECRET not in logged(f"Internal Server Error: /c/{SECRET}/word/")
    assert logged("%s: %s", "Not Found", f"/c/{SECRET}/") == "Not Found: /c/…/"
    assert logged("%s", f"http://localhost/enter/{SECRET}/") == "http://localhost/enter/…/"


def test_other_addresses_stay():
    assert logged("%s: %s", "Failed", "/problems/P-1042/") == "Failed: /problems/P-1042/"
