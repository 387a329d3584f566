"""What was chosen."""

from django.db import models


class Chosen(models.Model):
    """What somebody chose for the setting called `name`; None is the default again."""

    name = models.CharField(max_length=80, primary_key=True)
    value = models.TextField(null=True)

    def __str__(self) -> str:
        return self.name
