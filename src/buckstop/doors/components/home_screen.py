"""The desk on a home screen: its manifest, and the small worker that answers while one is offline.

The worker keeps our style sheets and scripts and one page that says that one is offline; never a
page with anything on it. Both are for everybody: nothing of a house stands in them but its name.
"""

import json
from hashlib import sha256

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from buckstop.doors.components.bundles import FILES, bundles
from buckstop.people.settings import NAME

HOUR = "max-age=3600"
ICONS = ((192, "any"), (512, "any"), (512, "maskable"))


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """What a phone puts on its home screen."""
    del request
    says = {
        "id": "/",
        "name": f"Buckstop · {NAME.value}",
        "short_name": "Buckstop",
        "description": _("The desk: who owns what, and what is promised by when."),
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#fcfbf9",
        "theme_color": "#2b4a8c",
        "icons": [
            {
                "src": static(f"buckstop/icon-{size}.png"),
                "sizes": f"{size}x{size}",
                "type": "image/png",
                "purpose": purpose,
            }
            for size, purpose in ICONS
        ],
        "shortcuts": [
            {"name": _("Log a problem"), "url": "/log/"},
            {"name": _("Notices"), "url": "/notices/"},
        ],
    }
    answer = HttpResponse(json.dumps(says), content_type="application/manifest+json")
    answer["Cache-Control"] = HOUR
    return answer


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker, with the files that it keeps and their version."""
    del request
    files = [*(one.address for one in bundles().values()), static("buckstop/mark.svg"), "/offline/"]
    version = sha256("".join(files).encode()).hexdigest()[:12]
    kept = json.dumps({"version": version, "files": files})
    body = (FILES / "js" / "worker.js").read_text("utf-8").replace("/* KEPT */ null", kept)
    answer = HttpResponse(body, content_type="text/javascript; charset=utf-8")
    answer["Cache-Control"] = "no-cache"
    return answer


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """What is shown while nothing can be fetched."""
    return render(request, "offline.html")


urlpatterns: list[URLPattern] = [
    path("manifest.webmanifest", manifest, name="manifest"),
    path("worker.js", worker, name="worker"),
    path("offline/", offline, name="offline"),
]
