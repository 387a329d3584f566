"""The portal as one of a customer's people has it: by the forms of its own pages."""

import re
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

import requests
from django.test import Client

from buckstop.doors.components.tests.rendered import form_to
from buckstop.identity.tests.provider import OpenIdProvider
from buckstop.outbox.channels.push import guard
from stories.post import Post

IN = "/portal/log-in/"


class InPortal:
    """One of a customer's people, in the portal."""

    told = ""

    def __init__(self) -> None:
        self.browser = Client(enforce_csrf_checks=True)

    def says(self, at: str = "/portal/") -> str:
        return " ".join(self.browser.get(at, follow=True).content.decode().split())

    def send(self, at: str, to: str = "", **given: Any) -> str:
        """Fill in the form of a page that leads to what is below it, and send it."""
        page = self.browser.get(at, follow=True)
        return self.fill(page.content.decode(), f"{page.request['PATH_INFO']}{to}", **given)

    def fill(self, page: str, action: str, **given: Any) -> str:
        files = {name: value for name, value in given.items() if isinstance(value, BytesIO)}
        form = form_to(page, action, **{k: v for k, v in given.items() if k not in files})
        answer = self.browser.post(action, form.filled(given))
        assert answer.status_code in (200, 302), answer.content
        return answer.content.decode()


class Colleague(InPortal):
    """One who came in by the link in a mail."""

    def __init__(self, post: Post, address: str) -> None:
        super().__init__()
        page = self.send(IN, email=address)
        if "by mail instead" in page:
            self.fill(page, IN, link="yes")
        post.work()
        words = [word for one in post.letters(address) for word in one.text.split()]
        links = [urlsplit(word).path for word in words if "/portal/in/" in word]
        self.send(links[-1])


def asked_by(address: str) -> str:
    """What somebody reads who asks how they come in with an address."""
    return InPortal().send(IN, email=address)


def comes_in_by(provider: OpenIdProvider, name: str, address: str) -> InPortal:
    """One whom their own provider knows, come back from it; `told` is the page they read then."""
    provider.person = {"sub": address, "name": name, "email": address, "email_verified": True}
    who = InPortal()
    [link] = re.findall(r'href="(/portal/log-in/with/[^"]+)"', who.send(IN, email=address))
    with guard.anywhere():  # a browser calls whom it likes
        away = requests.get(who.browser.get(link)["Location"], allow_redirects=False, timeout=5)
    back = urlsplit(away.headers["Location"])
    who.told = who.says(f"{back.path}?{back.query}")
    return who
