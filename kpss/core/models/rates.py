"""Counters against floods, which know nobody."""

from django.db import models

from kpss.core.privacy import Privacy


class RateCounter(models.Model):
    """How often one unnamed visitor did one thing in one window; the key is an HMAC with a key that lives a day."""

    key = models.CharField(max_length=64, primary_key=True)
    count = models.PositiveIntegerField(default=0)
    expires_at = models.DateTimeField(db_index=True)

    privacy = Privacy(other="key count expires_at")

    class Meta:
        verbose_name = "počítadlo"

    def __str__(self) -> str:
        return f"{self.key[:8]}… {self.count}"
