"""Counters that say whether something changed since it was cached."""

from django.db import models

from kpss.core.privacy import Privacy


class Stamp(models.Model):
    """The number of changes of one named thing, for caches of every process and for ETags."""

    name = models.CharField(max_length=60, primary_key=True)
    value = models.PositiveBigIntegerField(default=0)

    privacy = Privacy(other="name value")

    class Meta:
        verbose_name = "razítko změn"

    def __str__(self) -> str:
        return f"{self.name} {self.value}"
