"""A step of setting up, and which are still to be done."""

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from django.db.models import Exists

from buckstop.configuration.group import Group
from buckstop.doors.desk.addresses import SETTING_UP_STEP
from buckstop.doors.desk.reader import Reader
from buckstop.doors.desk.settings import DISMISSED
from buckstop.people.models import House

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django_stubs_ext import StrOrPromise

STEPS: dict[str, type["Step"]] = {}
"""Every step by its name, which stands in its address."""


class Step:
    """One thing that an organisation does before or soon after its first problem."""

    name: ClassVar[str]
    rank: ClassVar[int]  # the lowest comes first
    title: ClassVar["StrOrPromise"]
    says: ClassVar["StrOrPromise"]  # what it is good for, in a sentence or two
    group: ClassVar[Group | None] = None  # the settings that it asks for
    template: ClassVar[str]
    leads_on: ClassVar[bool] = True  # to the next step, once its settings are kept

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Register it, with the template beside its file."""
        super().__init_subclass__(**kwargs)
        cls.template = f"desk/setting_up/{cls.__module__.rpartition('.')[2]}.html"
        STEPS[cls.name] = cls

    @classmethod
    def evidence(cls) -> "QuerySet[Any] | bool":
        """What shows that it is done: whether it is, or a query that finds something then."""
        raise NotImplementedError

    @classmethod
    def shown(cls, reader: Reader) -> dict[str, Any]:
        """What its template needs, besides `form`."""
        del reader
        return {}

    @classmethod
    def form(cls, *posted: Any) -> Any:
        """The form that its template has, empty or with what was posted; None where it has none."""
        del posted
        return None

    @classmethod
    def url(cls) -> str:
        """Its page."""
        return SETTING_UP_STEP.url(cls.name)


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


def find() -> None:
    """Read every step: what stands in this folder is there."""
    for file in sorted(Path(__file__).parent.glob("*.py")):
        if file.stem not in ("__init__", "step"):
            import_module(f"{__package__}.{file.stem}")
