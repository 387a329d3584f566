"""Forms of signals: which tool sends them, and what its messages mean."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from buckstop.doors.components.forms.base import Choices, Plain, words
from buckstop.signals.detectors.alarms import Often

PLAIN_TEXT = {"autocomplete": "off", "spellcheck": "false"}


class _OfSource(Plain):
    """What every source has: a name, and the service that its signals are about."""

    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        help_text=_("As you call it, such as Prometheus in Bern."),
        widget=forms.TextInput(PLAIN_TEXT),
    )
    service = forms.ChoiceField(
        label=_("Its signals are about"),
        required=False,
        help_text=_("Where they name no service of yours themselves."),
    )

    def __init__(self, *args: Any, services: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("service", [("", _("what they name themselves")), *services])


class _OfOurOwn(_OfSource):
    """What is one thing of ours and so names no service itself; `example` of what it is called."""

    example: ClassVar[Any] = ""

    def __init__(self, *args: Any, services: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, services=services, **kwargs)
        self.fields["name"].help_text = self.example
        about = self.fields["service"]
        about.label, about.help_text = _("The service that it is about"), ""
        self.offer("service", [("", _("none of them")), *services])


class SourceForm(_OfSource):
    """A tool that we know."""

    kind = forms.ChoiceField(label=_("Tool"))
    field_order = ("kind", "name", "service")

    def __init__(self, *args: Any, kinds: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("kind", kinds)


def way(label: Any, example: str, *, required: bool = False) -> forms.CharField:
    """Where in a message something stands, with an example."""
    placed = {**PLAIN_TEXT, "placeholder": example}
    return forms.CharField(
        label=label, max_length=200, required=required, widget=forms.TextInput(placed)
    )


class OtherSourceForm(_OfSource):
    """Another tool: where in its message things stand, tried on one. `sure`: what was looked at."""

    sample = words(_("A message of it, as it sends it"), rows=8, spellcheck="false")
    identity = way(_("What makes it the same trouble"), "event.id", required=True)
    title = way(_("What it says"), "event.name", required=True)
    state = way(_("How it stands"), "event.state")
    over = way(_("Words there that say that it is over"), "closed, resolved")
    severity = way(_("How bad it is"), "event.severity")
    at = way(_("When it happened"), "event.time")
    named = way(_("Which service it is about"), "event.system")
    signals = way(_("The list of signals, where a message has several"), "events")
    sure = forms.CharField(required=False, widget=forms.HiddenInput())


class HeartbeatForm(_OfOurOwn):
    """A job that pings us: how often, or at what time of day."""

    example = _("As you call it, such as the nightly backup.")

    every = forms.IntegerField(
        label=_("It runs every so many minutes"),
        required=False,
        min_value=1,
        max_value=60 * 24 * 31,
    )
    daily_at = forms.TimeField(
        label=_("Or once a day, at"),
        required=False,
        widget=forms.TimeInput({"type": "time"}, format="%H:%M"),
    )
    zone = forms.CharField(
        label=_("In the time zone"),
        max_length=60,
        required=False,
        help_text=_("Empty: the house’s."),
        widget=forms.TextInput(PLAIN_TEXT),
    )
    grace = forms.IntegerField(
        label=_("Minutes that it may be late"), initial=5, min_value=0, max_value=60 * 24
    )
    field_order = ("name", "every", "daily_at", "zone", "grace", "service")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("every", "daily_at", "zone"):  # one of the first two is needed
            self.fields[name].says_itself = True  # type: ignore[attr-defined]


class CheckForm(_OfOurOwn):
    """What we look at ourselves."""

    example = _("As you call it, such as the log-in page.")

    look = forms.ChoiceField(label=_("See whether"))
    address = forms.CharField(
        label=_("Where"),
        max_length=500,
        help_text=_("The whole address of a page, mail.example:25, or mail.example."),
        widget=forms.TextInput(PLAIN_TEXT),
    )
    expects = forms.CharField(
        label=_("Words that must be on the page, or the address of the name"),
        max_length=200,
        required=False,
        widget=forms.TextInput(PLAIN_TEXT),
    )
    every = forms.IntegerField(
        label=_("Every so many minutes"), initial=5, min_value=1, max_value=60 * 24
    )
    field_order = ("name", "look", "address", "expects", "every", "service")

    def __init__(self, *args: Any, looks: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("look", looks)


class SeriesForm(_OfOurOwn):
    """A series of numbers, and how many false alarms are borne."""

    example = _("As you call it, such as calls in an hour.")

    often = forms.ChoiceField(
        label=_("False alarms that you bear"),
        help_text=_("How unusual it must be follows from that."),
        choices=[
            (Often.MONTH, _("about one a month")),
            (Often.WEEK, _("about one a week")),
            (Often.QUARTER, _("about one in three months")),
        ],
    )
    field_order: tuple[str, ...] = ("name", "often", "service")


class FetchedForm(SeriesForm):
    """One that we fetch from Prometheus."""

    address = forms.CharField(
        label=_("Address of Prometheus"), max_length=500, widget=forms.TextInput(PLAIN_TEXT)
    )
    query = forms.CharField(
        label=_("Query that gives one series"),
        max_length=1_000,
        widget=forms.TextInput(PLAIN_TEXT),
    )
    every = forms.IntegerField(
        label=_("A row every so many minutes"), initial=5, min_value=1, max_value=60
    )
    field_order = ("name", "address", "query", "every", "often", "service")


class NothingForm(Plain):
    """Why there is nothing to do, and whether that holds for the next time."""

    reason = words(_("Nothing, because"), rows=2)
    teaches = forms.BooleanField(
        label=_("Such a signal opens no problem by itself again"), required=False
    )


class NameServiceForm(Plain):
    """Which service a problem is about."""

    service = forms.ChoiceField(label=_("Service"))

    def __init__(self, *args: Any, services: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("service", services)


class AffectedForm(Plain):
    """Whether a customer is affected, and how we know."""

    customer = forms.CharField(
        label=_("Customer"), max_length=160, widget=forms.TextInput(PLAIN_TEXT)
    )
    affected = forms.ChoiceField(
        label=_("They are"),
        choices=[("yes", _("affected")), ("no", _("not affected"))],
        widget=forms.RadioSelect(),
    )
    why = words(_("How you know"), rows=2)
