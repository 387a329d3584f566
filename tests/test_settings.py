"""Settings as they follow from what the operator gives, in a process of its own."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from buckstop import environment
from buckstop.kit.stop import Stop
from tests.source import sources

SHOW = """
import json
from django.conf import settings as s
names = ["ALLOWED_HOSTS", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_HSTS_SECONDS",
         "PROXIES"]
print(json.dumps({name: getattr(s, name) for name in names}))
"""


def settled(folder: Path, ready: str = "", **given: str) -> dict[str, object]:
    """The settings as a process reads them; to be `ready` costs it all imports besides."""
    kept = {name: os.environ[name] for name in os.environ if "BUCKSTOP" not in name}
    environment = kept | {"BUCKSTOP_DATA": str(folder)} | given
    command = [sys.executable, "-c", ready + SHOW]
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    found: dict[str, object] = json.loads(ran.stdout)
    return found


def test_on_one_machine_without_settings(tmp_path: Path) -> None:
    assert settled(tmp_path) == {
        "ALLOWED_HOSTS": ["localhost", "localhost", "127.0.0.1", "[::1]"],
        "SESSION_COOKIE_SECURE": False,
        "CSRF_COOKIE_SECURE": False,
        "SECURE_HSTS_SECONDS": 0,
        "PROXIES": ["127.0.0.0/8", "::1"],
    }


def test_behind_a_proxy_that_speaks_tls(tmp_path: Path) -> None:
    found = settled(
        tmp_path,
        BUCKSTOP_URL="https://Desk.example.org/",
        BUCKSTOP_HOSTS="intern.example.org, 10.1.2.3",
        FORWARDED_ALLOW_IPS="10.0.0.2",
    )
    assert found == {
        "ALLOWED_HOSTS": [
            "desk.example.org", "localhost", "127.0.0.1", "[::1]", "intern.example.org", "10.1.2.3",
        ],
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        "SECURE_HSTS_SECONDS": 31_536_000,
        "PROXIES": ["10.0.0.2"],
    }  # fmt: skip
    both = settled(tmp_path, BUCKSTOP_PROXIES="10.0.0.0/24,::1", FORWARDED_ALLOW_IPS="*")
    assert both["PROXIES"] == ["10.0.0.0/24", "::1"]


@pytest.mark.parametrize(
    "given",
    [
        {"BUCKSTOP_HOSTS": "*"},
        {"BUCKSTOP_HOSTS": "https://desk.example.org"},
        {"BUCKSTOP_PROXIES": "proxy.example.org"},
        {"BUCKSTOP_PROXIES": "10.0.0.1/8"},
        {"BUCKSTOP_URL": "https://"},
        {"BUCKSTOP_URL": "https://desk.example.org:many"},
    ],
)
def test_what_cannot_be_meant_is_refused(tmp_path: Path, given: dict[str, str]) -> None:
    with pytest.raises(subprocess.CalledProcessError) as refused:
        settled(tmp_path, "import buckstop.ready", **given)
    assert refused.value.stderr.splitlines()[-1].startswith("buckstop: BUCKSTOP_")


def test_a_folder_that_is_no_model_is_refused_with_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BUCKSTOP_MEANING", str(tmp_path))
    (tmp_path / "config.json").touch()
    with pytest.raises(Stop, match=r"tokenizer\.json isn't there"):
        environment.model("BUCKSTOP_MEANING")
    for name in ("tokenizer.json", "model.safetensors"):
        (tmp_path / name).touch()
    monkeypatch.setattr(environment, "find_spec", lambda name: None)
    with pytest.raises(Stop, match=r"buckstop\[semantic\]"):
        environment.model("BUCKSTOP_MEANING")


MOVED = re.compile(
    r"\bsettings\.(HOUSE|HOUSE_ZONE|ADDRESSES|RELAY|TRUSTED_AUTHENTICATION)\b(?!\.value)"
)


def test_what_is_chosen_in_the_browser_is_no_django_setting() -> None:
    """`people.settings.NAME.value` and its like say it; a test gives it by `monkeypatch.setenv`."""
    found = {source.path for source in sources() if MOVED.search(source.text)}
    assert found <= {"src/buckstop/demo/founding.py"}
