"""Every sheet as a page of its own, and some with errors in them."""

from typing import Any

from buckstop.doors.components.examples.cast import (
    NOW,
    PROBLEM,
    TITLE,
    ZONE,
    Example,
    at,
    context,
    shell,
)
from buckstop.doors.components.examples.problem import OPEN
from buckstop.doors.components.forms import cases, customers, logging, owning, saying
from buckstop.doors.components.forms.base import time_choices

_PEOPLE = [
    ("bruno", "Bruno Okafor, on duty until 22:00, owns 3"),
    ("mei", "Mei Tan, on duty tomorrow, owns 5"),
]
_LEADERS = [("carla", "Carla Mendes, on duty until 17:00")]
_CASES = [("", "nobody in particular"), ("c1", "Nordbank"), ("c2", "Alpina Hotels")]
_SCOPES = [("all", "all customers"), ("c1", "Nordbank only")]
_ANSWERS = [
    ("backing", "Ana has my backing"),
    ("align", "I align it with the others"),
    ("take", "I take it"),
]


def _times() -> dict[str, Any]:
    return {"times": time_choices([at(11), at(12), at(16)], now=NOW, zone=ZONE), "zone": ZONE}


def _sheet(name: str, form: Any, **more: Any) -> Example:
    return Example(
        name=f"sheet-{name}",
        template=f"desk/sheet_{name.split('-')[0]}.html",
        context=context(
            shell=shell("problems"),
            ref="P-1042",
            title=TITLE,
            back=PROBLEM,
            action=PROBLEM + "x/",
            form=form,
            **more,
        ),
    )


def _refused() -> owning.OfferForm:
    form = owning.OfferForm({"to": "mei", "brief": "", "by": "other"}, people=_PEOPLE, **_times())
    form.add_error("to", "Mei Tan is off duty until 08:00 tomorrow. Choose somebody on duty.")
    return form


EXAMPLES = [
    _sheet("offer", owning.OfferForm(people=_PEOPLE, **_times()), owner="Ana Ruiz"),
    _sheet("offer-refused", _refused(), owner="Ana Ruiz"),
    _sheet("refuse", owning.ReasonForm(), owner="Bruno Okafor"),
    _sheet("take", owning.ReasonForm(), owner="Bruno Okafor"),
    _sheet("hand_back", owning.ReasonForm(), until=at(10, 35)),
    _sheet("move_time", owning.MoveTimeForm(**_times()), what="Next news", promised=at(10, 40)),
    _sheet("escalate", owning.EscalateForm(leaders=_LEADERS, cases=_CASES, **_times())),
    _sheet("ask", owning.AskForm(people=_PEOPLE, **_times())),
    _sheet(
        "answer",
        owning.AnswerForm(answers=_ANSWERS),
        asker="Ana Ruiz",
        by=at(10, 45),
        asked="May we restart the gateway during banking hours?",
        early=True,
    ),
    _sheet("step", owning.StepForm(people=_PEOPLE, scopes=_SCOPES, **_times())),
    _sheet("fixed", saying.FixedForm(**_times()), customers="Nordbank, Alpina Hotels and Lumen"),
    _sheet("update", saying.UpdateForm(**_times()), customers="Nordbank and two more"),
    _sheet(
        "understanding",
        saying.UnderstandingForm(scopes=_SCOPES),
        corrected_by="Ines Keller",
        correction="Standing orders fail as well.",
    ),
    _sheet("word", cases.WordForm(), contact="Marco Hofer", customer="Alpina Hotels"),
    _sheet("move_case", cases.MoveCaseForm(), customer="Alpina Hotels", similar=OPEN.similar),
    _sheet("move_out", cases.MoveOutForm(), customer="Alpina Hotels"),
    _sheet(
        "widen",
        cases.WidenForm({"text": "The certificate was refused."}),
        entry="4",
        scope="Nordbank only",
        customers="Nordbank, Alpina Hotels and Lumen",
    ),
    _sheet("kind", cases.KindForm(initial={"kind": "problem"})),
    _sheet("decline", cases.DeclineForm(), contact="Ines Keller"),
    _sheet("void", cases.VoidForm()),
    _sheet(
        "customer",
        customers.CustomerChoiceForm(initial={"name": "Berger Treuhand"}),
        contact="Tom Berger",
        now_for="",
        known=[{"id": "1", "name": "Nordbank", "detail": "nordbank.example, 3 contacts"}],
        found=[{"id": "3", "name": "Kanton Uri", "detail": "no contact yet"}],
        typed="uri",
        picked="3",
        domain="berger.example",
        found_url="/found/",
    ),
    _sheet(
        "reason",
        owning.ReasonForm(),
        heading="Withdraw the offer",
        button="Withdraw",
        lead="Bruno is told why.",
    ),
    _sheet(
        "person",
        logging.NewPersonForm(roles=[("front", "Front line"), ("lead", "Lead")]),
        lead="The link lets them in once, within 24 hours; then they choose a password.",
    ),
    _sheet("shift", logging.ShiftForm(people=_PEOPLE, days=[("0", "Monday")])),
    _sheet("deactivate", logging.DeactivateForm(people=_PEOPLE), person="Oskar Lind", owns=3),
]
