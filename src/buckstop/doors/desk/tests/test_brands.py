"""Brands on their page, by its own forms."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from buckstop.doors.desk.tests.filling import send
from buckstop.doors.desk.tests.telling import words
from buckstop.ledger.actor import DESK
from buckstop.people.actions import staff
from buckstop.people.models import Brand, BrandAddress
from buckstop.problems.tests.world import World

PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)


def test_a_brand_is_added_given_an_address_and_ended(world: World, seat):
    ada = staff.add(name="Ada", email="ada@desk.example", role="admin", by=DESK, at=world.now)
    browser = seat(ada)
    assert "No brand: everything is said in the organisation’s own name." in words(
        browser.get("/brands/")
    )
    given = {"name": "Nordlicht", "address": "help@localhost"}
    pale = send(browser, "/brands/brands/new/", **given, accent="#ffffee")
    assert "can’t be read on our paper" in words(pale)
    send(browser, "/brands/brands/new/", **given, accent="#7a1f5c", signature="Bern")
    brand = Brand.objects.get()
    logo = SimpleUploadedFile("a.png", PNG, "image/png")
    browser.post(f"/brands/brands/{brand.pk}/changes/", given | {"accent": "", "logo": logo})
    brand.refresh_from_db()
    assert brand.logo_id is not None
    shown = Client().get(f"/look/logo/{brand.logo_id}/")
    assert (shown.status_code, shown.content) == (200, PNG)
    asked = browser.get("/brands/addresses/new/?address=help%40localhost")
    assert "Whose an address is" in words(asked)
    said = {"address": "help@localhost", "brand": str(brand.pk), "language": "de"}
    send(browser, "/brands/addresses/new/", **said)
    assert "help@localhost Nordlicht · German" in words(browser.get("/brands/"))
    assert "1 brand." in words(browser.get("/house/"))
    send(browser, f"/brands/brands/{brand.pk}/end/new/")
    assert BrandAddress.objects.get().brand is None
