"""An account manager hears first and carries the news; a lesson of one is offered to another."""

from typing import Any

from django.test import Client

from buckstop.conversations import links
from buckstop.doors.components.tests.rendered import form_to, forms_in
from buckstop.doors.desk.entrance import BACKEND
from buckstop.doors.desk.tests.telling import words
from buckstop.kit import clock
from buckstop.ledger import following
from buckstop.people.models import Person
from buckstop.problems.actions import fixing
from buckstop.problems.actions.understandings import change_hurt
from buckstop.problems.models import Case, Problem
from buckstop.relationships.tests.faces import has_relationship
from stories.post import Post


def at_desk(person: Person) -> Client:
    """A browser in which somebody is logged in."""
    browser = Client()
    browser.force_login(person, backend=BACKEND)
    return browser


def press(browser: Client, page: str, noun: str, **given: Any) -> str:
    """Send the form of a page that leads to a noun; returns what the next page says."""
    shown = browser.get(page).content.decode()
    [action] = {form.action for form in forms_in(shown) if form.action.endswith(noun)}
    form = form_to(shown, action, **given)
    answer = browser.post(action, form.filled(given))
    assert answer.status_code == 302, words(answer)
    return words(browser.get(answer["Location"]))


def customers_page(case: Case) -> str:
    """What the customer reads."""
    url = f"/c/{links.make(case.pk, case.contact_id, clock.now())}/"
    return words(Client().get(url))


def told() -> None:
    while following.drain(at=clock.now()):
        pass


def test_an_account_manager_hears_first_and_carries_the_news(post: Post):
    world = post.world
    bea_frey = world.hire("Bea Frey", "front line")
    has_relationship(world, bea_frey)
    post.comes("Ines Vogt <ines@nordbank.example>", "Since nine nothing goes out.")
    case = Case.objects.select_related("problem").get()
    change_hurt(case.problem, hurts=2, by=world.ana.actor(), at=clock.now())
    told()
    bea, ana, page = at_desk(bea_frey), at_desk(world.ana), f"/problems/{case.problem.ref}/"
    assert "Something stops a customer of yours" in words(bea.get("/notices/"))

    assert "Ana Ruiz is asked." in press(bea, f"{page}carrying/new/", "carrying/", why="At two.")
    told()
    assert "Bea Frey offers to carry the next news" in words(ana.get(page))
    assert "They would tell the customers themselves." in words(ana.get("/"))
    assert "Bea Frey owes the next news now." in press(ana, page, "/acceptance/")

    assert "Next news from Bea" in customers_page(case)
    assert "You owe an update." in words(bea.get("/"))
    text = "I spoke with Ines: transfers go out again. I will check the old ones next."
    press(bea, page, "/updates/", text=text)
    said = customers_page(case)
    assert "transfers go out again" in said
    assert "Next news from Ana" in said


def test_a_lesson_written_by_one_is_offered_to_another_on_the_like_problem(post: Post):
    world = post.world
    post.comes("Ines Vogt <ines@nordbank.example>", "Nothing goes out.", subject="Transfers fail")
    case = Case.objects.select_related("problem").get()
    fixing.fix(case.problem, by=world.ana.actor(), at=clock.now())
    ana, bruno = at_desk(world.ana), at_desk(world.bruno)
    lines = {"looked_like": "Pending", "was": "A full disk", "do_first": "Look at the disks"}
    page = f"/problems/{case.problem.ref}/"
    assert "A colleague reviews it." in press(ana, f"{page}lesson/new/", "lesson/", **lines)
    assert "It holds" not in words(ana.get("/lessons/"))
    assert "it is offered on problems like it" in press(bruno, "/lessons/", "/review/")

    post.comes("Olaf Lund <olaf@fjord.example>", "Since ten.", subject="Transfers fail again")
    other = Problem.objects.exclude(pk=case.problem_id).get()
    asked = bruno.get(f"/problems/{other.ref}/").content.decode()
    assert f'hx-get="/problems/{other.ref}/lessons/"' in asked
    said = words(bruno.get(f"/problems/{other.ref}/lessons/", HTTP_HX_REQUEST="true"))
    assert "Learnt before Look at the disks A full disk P-" in said
    assert "stays for another year" in press(
        bruno, f"/problems/{other.ref}/lessons/", "/usefulness/"
    )
    told = press(bruno, f"/problems/{other.ref}/thanks/new/?to={world.ana.pk}", "/thanks/",
                 to=str(world.ana.pk), text="Your lesson saved me an hour.")  # fmt: skip
    assert "Ana Ruiz hears of it." in told
    assert "Your lesson saved me an hour." in words(ana.get("/thanks/"))
    assert "saved me an hour" not in words(at_desk(world.carla).get("/thanks/"))
