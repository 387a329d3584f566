"""The form of a group of settings: a field each, by its kind."""

from collections.abc import Iterable
from functools import singledispatch
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from buckstop.configuration.actions.choosing import Wish
from buckstop.configuration.kinds import Choice, LongSecret, Number, Picture, Secret, Switch
from buckstop.configuration.setting import Origin, Setting
from buckstop.doors.components.forms.base import Plain

REMOVE = "-remove"
_PLAIN = {"autocomplete": "off", "spellcheck": "false"}


class SettingsForm(Plain):
    """What of a group can be chosen here; what the environment gives has no field."""

    def __init__(self, *args: Any, settings: Iterable[Setting[Any]], **kwargs: Any) -> None:
        self._settings = [one for one in settings if one.origin is not Origin.GIVEN]
        super().__init__(*args, **kwargs)
        for setting in self._settings:
            field = self.fields[setting.name] = field_of(setting)
            field.says_itself = True  # type: ignore[attr-defined]  # what an empty one means
            if isinstance(setting, Secret | Picture) and setting.value:
                self.fields[setting.name + REMOVE] = forms.BooleanField(
                    label=_("Remove it"), required=False
                )

    def wishes(self) -> dict[Setting[Any], Wish]:
        """What was filled in. An empty secret or picture stays as it is."""
        return {s: wish for s in self._settings if (wish := self._wish(s)) != ""}

    def _wish(self, setting: Setting[Any]) -> Wish:
        said = self.cleaned_data.get(setting.name)
        if self.cleaned_data.get(setting.name + REMOVE):
            return None
        if isinstance(setting, Secret):
            return str(said or "")
        if isinstance(setting, Picture):
            return said.read() if said else ""
        if isinstance(setting, Switch):
            return "1" if said else "0"
        return str(said or "") or None


@singledispatch
def field_of(setting: Setting[Any]) -> forms.Field:
    """The control of a setting: a line of text, where its kind has no other."""
    return forms.CharField(
        widget=forms.TextInput({**_PLAIN, "placeholder": setting.example}),
        initial=setting.write(setting.value) if setting.origin is Origin.CHOSEN else "",
        max_length=2000,
        **_about(setting),
    )


@field_of.register
def _number(setting: Number) -> forms.Field:
    widget = forms.TextInput({**_PLAIN, "inputmode": "numeric", "size": 6})
    return forms.CharField(widget=widget, initial=str(setting.value), **_about(setting))


@field_of.register
def _choice(setting: Choice) -> forms.Field:
    choices = [(code, str(label)) for code, label in setting.choices.items()]
    return forms.ChoiceField(choices=choices, initial=setting.value, **_about(setting))


@field_of.register
def _switch(setting: Switch) -> forms.Field:
    return forms.BooleanField(initial=setting.value, **_about(setting))


@field_of.register
def _secret(setting: Secret) -> forms.Field:
    widget = forms.PasswordInput({"autocomplete": "new-password"})
    return forms.CharField(widget=widget, strip=False, **_about(setting))


@field_of.register
def _long_secret(setting: LongSecret) -> forms.Field:
    widget = forms.Textarea({**_PLAIN, "rows": 4})
    return forms.CharField(widget=widget, **_about(setting))


@field_of.register
def _picture(setting: Picture) -> forms.Field:
    widget = forms.FileInput({"accept": "image/png,image/jpeg,image/gif,image/webp"})
    return forms.FileField(widget=widget, **_about(setting))


def _about(setting: Setting[Any]) -> dict[str, Any]:
    return {"label": setting.label, "help_text": setting.says, "required": False}
