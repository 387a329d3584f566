"""Forms of brands: what one is, and which one an address of the desk is of."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from buckstop.doors.components.forms.base import Choices, Plain
from buckstop.people.languages import Language

_PLAIN = {"autocomplete": "off", "spellcheck": "false"}
ANY_LANGUAGE = [("", _("not said")), *Language.choices]


class BrandForm(Plain):
    """One brand."""

    name = forms.CharField(label=_("Name"), max_length=120, widget=forms.TextInput(_PLAIN))
    address = forms.ChoiceField(
        label=_("Its letters come from"),
        help_text=_("One of the desk’s addresses. Answers come back there."),
    )
    accent = forms.CharField(
        label=_("Accent colour"),
        max_length=7,
        required=False,
        help_text=_("Of links and buttons. Empty: the organisation’s."),
        widget=forms.TextInput({**_PLAIN, "placeholder": "#1a5fb4"}),
    )
    logo = forms.FileField(
        label=_("Logo"),
        required=False,
        help_text=_("PNG, JPEG, GIF or WebP, at most 200 KiB. Left empty, it stays as it is."),
        widget=forms.FileInput({"accept": "image/png,image/jpeg,image/gif,image/webp"}),
    )
    language = forms.ChoiceField(label=_("Language"), choices=ANY_LANGUAGE, required=False)
    signature = forms.CharField(
        label=_("Signature"),
        max_length=500,
        required=False,
        help_text=_("Stands below the name in every letter."),
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(self, *args: Any, addresses: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("address", [(one, one) for one in addresses])


class AddressForm(Plain):
    """Which brand and language an address of the desk is of."""

    address = forms.ChoiceField(label=_("Address"))
    brand = forms.ChoiceField(label=_("Brand"), required=False)
    language = forms.ChoiceField(label=_("Language"), choices=ANY_LANGUAGE, required=False)

    def __init__(
        self, *args: Any, addresses: Sequence[str] = (), brands: Choices = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offer("address", [(one, one) for one in addresses])
        self.offer("brand", [("", _("the organisation itself")), *brands])
