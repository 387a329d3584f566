"""By what a process knows that the rosters it read are still what they were."""

from uuid import uuid4

from django.db import models


class Version(models.Model):
    """One row, whose `stamp` the database changes with whatever who-is-on-duty is made of: see
    migration 0018. A stamp never comes again, not even where a transaction was taken back."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    stamp = models.UUIDField(default=uuid4)

    def __str__(self) -> str:
        return str(self.stamp)
