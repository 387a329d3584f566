"""A step of setting up."""

from typing import TYPE_CHECKING, Any, ClassVar

from buckstop.configuration.group import Group
from buckstop.doors.desk.addresses import SETTING_UP_STEP
from buckstop.doors.desk.reader import Reader

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
