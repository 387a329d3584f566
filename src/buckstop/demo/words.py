"""What the demo company writes again and again, and what it keeps of its problems."""

from datetime import datetime

from buckstop.conversations.actions.snippets import add_snippet
from buckstop.demo.staff import ANA, BRUNO
from buckstop.ledger.actor import Actor
from buckstop.people.models import Person
from buckstop.problems.actions.labels import add_label, relabel
from buckstop.problems.models import Problem

SHARED = (
    ("First answer", "Hello {{contact}}\n\nI have {{reference}} now and am looking at it. You hear from me {{promise}}."),
    ("We need a picture", "Could you send us a picture of the whole screen?\n\n- press **Print Screen**\n- paste it into your answer (`Ctrl+V`)\n\nThen we see at once where it stops."),
    ("Restart first", "Please try this once, in this order:\n\n1. Save what is open.\n2. Choose **Restart**, not *Shut down*.\n3. Tell me what you see then."),
    ("It can be tried", "It should work again. Would you try it, please, and tell me by a word whether it does?"),
)  # fmt: skip
OWN = ("My hours", "I am at the desk until four; after that Bruno reads what you write.")
SITES = ("Head office", "Branch", "Warehouse", "At home")
TAGS = (
    ("printing", "print"),
    ("vpn", "vpn"),
    ("mail", "mail"),
    ("phones", "phone"),
    ("accounts", "password"),
    ("network", "network"),
)
"""A tag, and the word in the title that calls for it."""
_MOST = 12  # problems of one tag


def add(*, present: datetime) -> None:
    """Kept and given at the `present`, by who would."""
    ana, bruno = (Person.objects.get(email=who.email) for who in (ANA, BRUNO))
    for name, text in SHARED:
        add_snippet(name=name, text=text, language="en", person=None, by=bruno.actor(), at=present)
    name, text = OWN
    add_snippet(name=name, text=text, language="en", person=ana, by=ana.actor(), at=present)
    _label(ana.actor(), bruno.actor(), present)


def _label(ana: Actor, bruno: Actor, at: datetime) -> None:
    site = add_label(name="Site", sort="choice", choices=SITES, for_customers=True, by=bruno, at=at)
    asset = add_label(name="Asset number", sort="text", kinds=["problem"], by=bruno, at=at)
    for place, (tag, word) in enumerate(TAGS):
        found = Problem.objects.filter(title__icontains=word).order_by("-number")[:_MOST]
        for number, problem in enumerate(found):
            values = {site.pk: SITES[(place + number) % len(SITES)]}
            if number % 3 == 0 and problem.kind == "problem":
                values[asset.pk] = f"HI-{4000 + 7 * problem.number % 5000}"
            relabel(problem, tags=[tag], values=values, by=ana, at=at)
