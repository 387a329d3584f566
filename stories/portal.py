"""The portal as one of a customer's people has it: by the forms of its own pages."""

from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

from django.test import Client

from buckstop.doors.components.tests.rendered import form_to
from stories.post import Post


class Colleague:
    """One of a customer's people, in the portal by the link in a mail."""

    def __init__(self, post: Post, address: str) -> None:
        self.browser = Client(enforce_csrf_checks=True)
        self.send("/portal/log-in/", email=address)
        post.work()
        words = post.letters(address)[-1].text.split()
        [link] = [urlsplit(word).path for word in words if "/portal/in/" in word]
        self.send(link)

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
