"""An act whose mapping is tried on a pasted message before it is kept."""

import hashlib
import json
from typing import Any

from django.utils.translation import gettext as _

from buckstop.doors.components.forms.base import Plain
from buckstop.doors.desk.acts.base import DeskAct
from buckstop.doors.desk.forms import put
from buckstop.ledger.refused import Refused


class TriedFirst[Found](DeskAct):
    """Its form has a `sample`, and in `sure` what was looked at."""

    found: list[Found] | None = None

    def tried(self, filled: dict[str, Any]) -> list[Found]:
        """What the sample would be read as. Refused where it can't be."""
        raise NotImplementedError

    def mapping(self, filled: dict[str, Any]) -> dict[str, str]:
        """What was said of where things stand."""
        raise NotImplementedError

    def stops(self, form: Plain) -> bool:
        """Until what it would be read as was looked at."""
        filled = form.cleaned_data
        try:
            self.found = self.tried(filled)
        except Refused as refused:
            put(form, refused, self.fields)
            return True
        asked = json.dumps([filled["sample"], self.mapping(filled)], sort_keys=True)
        digest = hashlib.sha256(asked.encode(errors="replace")).hexdigest()
        if filled["sure"] == digest:
            return False
        posted: Any = form.data
        form.data = posted.dict() | {"sure": digest}
        return True

    def context(self) -> dict[str, Any]:
        button = _("Add it") if self.found else _("Try it")
        return {"lead": "", "found": self.found, "button": button}
