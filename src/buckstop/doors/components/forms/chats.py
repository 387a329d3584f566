"""Forms of chat: which tool speaks to us, where teams are told; and of what forms send."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from buckstop.chat_tools import tools
from buckstop.doors.components.forms.base import Choices, Plain, words
from buckstop.doors.components.forms.signals import PLAIN_TEXT, way


class ChatForm(Plain):
    """What a workspace is called, and by what it proves itself."""

    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        help_text=_("As you call it, such as the name of its workspace."),
        widget=forms.TextInput(PLAIN_TEXT),
    )
    secrets = words(_("Its secrets, one a line"), rows=3, required=False, **PLAIN_TEXT)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["secrets"].help_text = _(
            "Slack’s Signing Secret, Teams’ security token, or each of Mattermost’s tokens. Kept"
            " sealed and never shown again; left empty, what there was stays."
        )


class NewChatForm(ChatForm):
    """A workspace that speaks to us."""

    tool = forms.ChoiceField(label=_("Tool"))
    field_order = ("tool", "name", "secrets")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("tool", [(one.code, one.label) for one in tools()])


class RoomForm(Plain):
    """A channel in which a team is told."""

    team = forms.ChoiceField(label=_("Who is told there"), required=False)
    name = forms.CharField(
        label=_("What you call it"), max_length=60, widget=forms.TextInput(PLAIN_TEXT)
    )
    address = forms.CharField(
        label=_("The address of its incoming webhook"),
        max_length=1000,
        help_text=_("Of Slack, Microsoft Teams or Mattermost. It is sealed and never shown again."),
        widget=forms.TextInput(PLAIN_TEXT),
    )

    def __init__(self, *args: Any, teams: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("team", [("", _("the service desk")), *teams])


class CaseSourceForm(Plain):
    """A form or tool that sends problems: where in its message things stand, tried on one.
    `sure`: what was looked at."""

    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        help_text=_("As you call it, such as the form on our web site."),
        widget=forms.TextInput(PLAIN_TEXT),
    )
    sample = words(_("A message of it, as it sends it"), rows=8, spellcheck="false")
    identity = way(_("What makes it the same one, however often it is sent"), "id", required=True)
    text = way(_("What they say"), "fields.message", required=True)
    title = way(_("In a few words"), "fields.subject")
    contact = way(_("Who says so"), "fields.name")
    email = way(_("Their mail address"), "fields.email")
    phone = way(_("Or their phone number"), "fields.phone")
    customer = way(_("Which customer they are of, by name"), "fields.company")
    reports = way(_("The list of problems, where a message has several"), "rows")
    sure = forms.CharField(required=False, widget=forms.HiddenInput())
