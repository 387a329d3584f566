"""The first problem is owned, and answered."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from buckstop.doors.desk.reader import Reader
from buckstop.doors.desk.setting_up.mail_in import arrived
from buckstop.doors.desk.setting_up.step import Step
from buckstop.outbox.settings import sender
from buckstop.problems.models import Problem


class FirstProblem(Step):
    """Somebody sends themselves a problem."""

    name = "first-problem"
    rank = 90
    title = _("Your first problem")
    says = _("Write to the desk as a customer would, and see who owns it and what they are told.")

    @classmethod
    def evidence(cls) -> "QuerySet[Problem]":
        return Problem.objects.filter(first_word_at__isnull=False)

    @classmethod
    def shown(cls, reader: Reader) -> dict[str, Any]:
        return {"address": sender(), "came": arrived()}
