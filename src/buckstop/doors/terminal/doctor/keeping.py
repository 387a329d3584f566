"""What is kept for bad days: whether a backup was ever proved, and which secret keys still open."""

from django.conf import settings

from buckstop.auditor.marks import last
from buckstop.auditor.models import MarkName
from buckstop.auditor.settings import BACKUP_KEYS
from buckstop.configuration.actions.sealing import lost, sealed_before
from buckstop.conversations.links import LIVES
from buckstop.doors.terminal.doctor.found import Found, Look, note
from buckstop.kit import clock, secret_key


def drill() -> Found:
    """When a restore was last tried, and whether backups are readable by whoever has them."""
    sealed = "sealed for a key" if BACKUP_KEYS.value else "readable by whoever has one"
    proved = last(MarkName.DRILL)
    if proved is None:
        says = f"No restore was ever tried. Backups are {sealed}."
        return note("drill", says, "`buckstop backup drill PLACE` tries one.")
    return Found("drill", True, f"A restore was proved on {proved:%Y-%m-%d}; they are {sealed}.")


def keys() -> Found:
    """Former secret keys that still open, and whether anything needs them."""
    if gone := lost():
        says = f"{gone} secrets were sealed with a key that is gone."
        do = "Write them anew in the browser, or give that key in BUCKSTOP_FORMER_SECRET_KEYS."
        return Found("secrets", False, says, do)
    former, file = settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY_FILE
    if not former:
        return Found("secrets", True, "Only the key of now opens.")
    kept = secret_key.read(file).former if file is not None else ()
    since = f" (the last since {kept[0].since:%Y-%m-%d})" if kept else ""
    says = f"Former keys that still open: {len(former)}{since}."
    if waiting := sealed_before():
        do = "`buckstop secrets reseal`."
        return Found("secrets", False, f"{says} {waiting} secrets are to be sealed anew.", do)
    do = "`buckstop secrets withdraw`, as soon as no link is needed that they signed."
    if kept and kept[0].since < clock.now() - LIVES:
        return Found("secrets", False, f"{says} The last link that they signed has ended.", do)
    return note("secrets", says, do)


LOOKS: tuple[Look, ...] = (drill, keys)
