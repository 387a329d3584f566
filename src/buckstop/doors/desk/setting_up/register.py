"""Every step of setting up: what stands in this folder is there."""

from importlib import import_module
from pathlib import Path

from django.db.models import Exists

from buckstop.doors.desk.setting_up.step import STEPS, Step
from buckstop.doors.desk.settings import DISMISSED
from buckstop.people.models import House

for _file in sorted(Path(__file__).parent.glob("*.py")):
    if _file.stem not in ("__init__", "register", "step"):
        import_module(f"{__package__}.{_file.stem}")


def in_order() -> list[type[Step]]:
    """All steps, the first one first."""
    return sorted(STEPS.values(), key=lambda step: step.rank)


def is_dismissed(step: type[Step]) -> bool:
    """Whether somebody said that this organisation doesn't need it."""
    return step.name in DISMISSED.value


def done() -> set[str]:
    """The names of the steps that are done; in one query."""
    shown = {step.name: step.evidence() for step in in_order()}
    asked = {name: found for name, found in shown.items() if not isinstance(found, bool)}
    columns = {f"step{n}": Exists(found) for n, found in enumerate(asked.values())}
    row = House.objects.annotate(**columns).values_list(*columns).first() or ()
    found = dict(zip(asked, row, strict=False))
    return {name for name, there in (shown | found).items() if there is True}


def still_open() -> list[type[Step]]:
    """The steps that are neither done nor dismissed."""
    steps = [step for step in in_order() if not is_dismissed(step)]
    finished = done() if steps else set()
    return [step for step in steps if step.name not in finished]


def after(step: type[Step]) -> type[Step] | None:
    """The next step, whether it is done or not; None after the last."""
    steps = in_order()
    place = steps.index(step) + 1
    return steps[place] if place < len(steps) else None
