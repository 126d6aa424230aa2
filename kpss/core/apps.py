"""The shared part of the portal."""

from django.apps import AppConfig
from django.db.backends.signals import connection_created


class CoreConfig(AppConfig):
    """Registers the Czech collation with each new SQLite connection."""

    name = "kpss.core"
    label = "core"
    verbose_name = "společné"

    def ready(self) -> None:
        from kpss.core import collation, due, housekeeping, outgoing  # noqa: PLC0415 - models are not ready earlier

        connection_created.connect(collation.register, dispatch_uid="kpss.collation")
        due.register("core.housekeeping", housekeeping.tidy)
        due.register("core.mail", outgoing.deliver_due)
