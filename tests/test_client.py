"""The client is what the API's description says now."""

from tests.client import FOLDER, written


def test_the_client_is_in_step():
    for name, text in written().items():
        assert (FOLDER / name).read_text() == text, f"{name}: run `python -m tests.client`"
