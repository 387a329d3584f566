"""What somebody put first, whatever it costs those who wait."""

from django.db import models

from buckstop.kit.ids import uuid7
from buckstop.ledger.models import Body
from buckstop.people.models import Person
from buckstop.problems.models.problem import Problem


class Pin(models.Model):
    """`person` put a problem before all others of its owner, until the end of a shift."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    problem = models.ForeignKey(Problem, models.PROTECT, related_name="pins")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    why = models.ForeignKey(Body, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    until = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["problem", "-at"], name="pins_of_problem")]

    def __str__(self) -> str:
        return f"{self.person} until {self.until}"
