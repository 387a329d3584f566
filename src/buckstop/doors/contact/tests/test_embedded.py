"""The two lines on a page of somebody else's: the form in place, with work proved, in a browser."""

import re
from contextvars import copy_context
from urllib.parse import urlsplit

from django.test import Client
from playwright.sync_api import Browser, Route, expect

from buckstop.conversations.models import Message
from buckstop.doors.contact.working import ALL_PLAIN, PLAIN
from buckstop.doors.shared.limits import count
from buckstop.kit import clock
from buckstop.problems.models import Case
from buckstop.problems.tests.world import World
from tests.browser import leave

PAGE = """<!doctype html><html lang="en"><title>Nordlicht</title>
<script src="http://desk.localhost/contact/tell-us.js" async></script>
<tell-us><a href="http://desk.localhost/contact/">Tell us</a></tell-us>"""


def test_the_form_is_on_another_page(browser: Browser, world: World) -> None:
    context, here = browser.new_context(), copy_context()

    def answer(route: Route) -> None:
        asked = route.request
        if urlsplit(asked.url).hostname != "desk.localhost":
            return route.fulfill(body=PAGE, content_type="text/html")
        accept = {"Accept": asked.headers.get("accept", "*/*")}
        said = here.run(
            Client().generic,
            asked.method,
            urlsplit(asked.url).path,
            asked.post_data_buffer or b"",
            asked.headers.get("content-type", ""),
            headers=accept,
        )
        return route.fulfill(
            status=said.status_code, headers=dict(said.items()), body=said.getvalue()
        )

    context.route(re.compile(""), answer)
    page = context.new_page()
    page.goto("http://nordlicht.localhost/")
    page.get_by_label("What is wrong?").fill("Transfers fail")
    page.get_by_label("Your name").fill("Ines")
    page.get_by_label("Your mail address").fill("ines@nordbank")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("alert")).to_contain_text("valid email address")
    expect(page.get_by_label("Your mail address")).to_have_attribute("aria-invalid", "true")
    page.get_by_label("What is wrong?").fill(" ")
    page.get_by_label("Your mail address").fill("ines@nordbank.example")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_label("What is wrong?")).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_label("Your mail address")).not_to_have_attribute("aria-invalid", "true")
    page.get_by_label("What is wrong?").fill("Transfers fail")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("status")).to_contain_text("We have it")
    leave(context)
    assert Case.objects.get().contact == world.ines
    assert Message.objects.filter(kind="heard").count() == 1
    # it proved its work: nothing was counted as sent without
    assert count(ALL_PLAIN, "everybody", clock.now()).left == ALL_PLAIN.most - 1
    assert PLAIN.most < ALL_PLAIN.most
