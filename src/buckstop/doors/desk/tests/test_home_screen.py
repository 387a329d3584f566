"""The desk on a home screen: its manifest, and a worker that keeps nothing with data."""

import json
from pathlib import Path

from django.test import Client

from buckstop.doors import components
from buckstop.doors.components.bundles import bundles
from buckstop.doors.desk.tests.telling import words
from buckstop.problems.tests.world import World

STATIC = Path(components.__file__).parent / "static"


def test_it_can_be_put_on_a_home_screen(world: World, ana: Client) -> None:
    page = ana.get("/")
    assert b'rel="manifest" href="/manifest.webmanifest"' in page.content
    assert "manifest-src 'self'" in page["Content-Security-Policy"]
    says = json.loads(ana.get("/manifest.webmanifest").content)
    assert (says["start_url"], says["display"]) == ("/", "standalone")
    for icon in says["icons"]:
        raw = (STATIC / icon["src"].removeprefix("/static/")).read_bytes()
        size = int.from_bytes(raw[16:20])
        assert icon["sizes"] == f"{size}x{size}"


def test_the_worker_keeps_files_and_the_offline_page_alone(world: World) -> None:
    answer = Client().get("/worker.js")
    body = answer.content.decode()
    kept = json.loads(body.partition("{ version, files } = ")[2].partition(";\n")[0])
    looks = {one.address for one in bundles().values()} | {"/static/buckstop/mark.svg"}
    assert {*kept["files"]} - looks == {"/offline/"}
    assert "cache.put" not in body
    page = Client().get("/offline/")
    assert "You are offline" in words(page)
    assert page.cookies == {}
