"""What is planned."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlansConfig(AppConfig):
    """Planning cycles; gives their events their sentences and their work its time."""

    name = "planning.plans"
    label = "plans"
    verbose_name = "plánování"

    def ready(self) -> None:
        from kpss.core import audit, due, undo  # noqa: PLC0415 - models are not ready earlier
        from planning.plans import reports  # noqa: PLC0415 - models are not ready earlier
        from planning.plans.actions import cycles  # noqa: PLC0415 - as above

        due.register("plans.deleted", cycles.forget_deleted)
        undo.register(reports.DELETED, reports.ways_back)
        audit.register(
            {
                "plans.demo.loaded": _("Ukázková plánovací období se načetla"),
                "plans.cycle.written": _("Založil(a) plánovací období „%(name)s“"),
                "plans.cycle.changed": _("Upravil(a) plánovací období „%(name)s“"),
                "plans.cycle.deleted": _("Smazal(a) plánovací období „%(name)s“"),
                "plans.cycle.restored": _("Vrátil(a) plánovací období „%(name)s“"),
                "plans.phase.written": _("Přidal(a) fázi plánování „%(name)s“"),
                "plans.phase.changed": _("Upravil(a) fázi plánování „%(name)s“"),
                "plans.phase.moved": _("Přesunul(a) fázi plánování „%(name)s“"),
                "plans.phase.deleted": _("Smazal(a) fázi plánování „%(name)s“"),
                "plans.phase.restored": _("Vrátil(a) fázi plánování „%(name)s“"),
                "plans.milestone.written": _("Přidal(a) milník „%(name)s“"),
                "plans.milestone.changed": _("Upravil(a) milník „%(name)s“"),
                "plans.milestone.deleted": _("Smazal(a) milník „%(name)s“"),
                "plans.milestone.restored": _("Vrátil(a) milník „%(name)s“"),
            }
        )
