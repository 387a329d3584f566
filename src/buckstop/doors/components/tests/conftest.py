"""The gallery on a free port; it doesn't touch the database."""

import threading
from collections.abc import Iterator
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.wsgi import get_wsgi_application
from django.test import override_settings


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: a test's output is its failure."""


class _Threaded(ThreadingMixIn, WSGIServer):
    daemon_threads = True


@pytest.fixture
def gallery_settings() -> Iterator[None]:
    """Settings under which the gallery shows, at its own addresses."""
    with override_settings(
        ROOT_URLCONF="buckstop.doors.components.tests.urls",
        DEMO=True,
        HOUSE="Halden IT",
        HOUSE_ZONE="Europe/Zurich",
        MFA_PASSKEY_LOGIN_ENABLED=True,
        MFA_SUPPORTED_TYPES=["totp", "webauthn", "recovery_codes"],
        ACCOUNT_LOGIN_METHODS={"email"},
        ACCOUNT_USER_MODEL_USERNAME_FIELD=None,
    ):
        yield


@pytest.fixture
def gallery(gallery_settings: None) -> Iterator[str]:
    """The address of a running gallery."""
    application = StaticFilesHandler(get_wsgi_application())
    server = make_server("127.0.0.1", 0, application, _Threaded, _Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()
