"""The gallery on a free port, and a browser to look at it with. Neither touches the database."""

import os
import threading
from collections.abc import Iterator
from pathlib import Path
from shutil import which
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.wsgi import get_wsgi_application
from django.test import override_settings
from playwright.sync_api import Browser, sync_playwright
from playwright.sync_api import Error as BrowserError

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


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


@pytest.fixture(scope="module")  # its event loop must end before other modules run theirs
def browser() -> Iterator[Browser]:
    """Debian's or Playwright's Chromium; without one the test says so and is skipped."""
    # Playwright runs an event loop in this thread, which Django's safety check would refuse
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    found = next((p for p in ("chromium", "chromium-browser", "google-chrome") if which(p)), None)
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
        program = which(found) if found else own if Path(own).exists() else None
        if program is None:
            pytest.skip("no Chromium on this machine: the pages weren't looked at in a browser")
        try:
            chromium = playwright.chromium.launch(executable_path=program, args=FLAGS)
        except BrowserError as problem:
            pytest.skip(f"Chromium didn't start: {problem.message.splitlines()[0]}")
        yield chromium
        chromium.close()
