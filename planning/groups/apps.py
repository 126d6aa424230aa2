"""Groups of the community triad."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GroupsConfig(AppConfig):
    """Groups, their members and meetings; gives its events their sentences."""

    name = "planning.groups"
    label = "groups"
    verbose_name = "skupiny"

    def ready(self) -> None:
        from kpss.core import audit, due  # noqa: PLC0415 - models are not ready earlier
        from planning.groups.actions import upkeep  # noqa: PLC0415 - models are not ready earlier

        due.register("groups.applications", upkeep.forget_applications)
        due.register("groups.retention", upkeep.forget_former_members)
        audit.register(
            {
                "groups.demo.loaded": _("Ukázkové skupiny se načetly"),
                "groups.group.founded": _("Založil(a) skupinu %(name)s"),
                "groups.group.changed": _("Upravil(a) skupinu %(name)s"),
                "groups.group.ended": _("Ukončil(a) skupinu %(name)s"),
                "groups.group.restored": _("Obnovil(a) skupinu %(name)s"),
                "groups.membership.applied": _("Někdo se přihlásil do skupiny %(group)s"),
                "groups.membership.confirmed": _("Uchazeč potvrdil e-mail přihlášky do skupiny %(group)s"),
                "groups.membership.added": _("Přidal(a) člena do skupiny %(group)s"),
                "groups.membership.changed": _("Upravil(a) údaje člena skupiny %(group)s"),
                "groups.membership.invite": _("Pozval(a) uchazeče jako hosta do skupiny %(group)s"),
                "groups.membership.admit": _("Přijal(a) člena do skupiny %(group)s"),
                "groups.membership.refuse": _("Nepřijal(a) uchazeče do skupiny %(group)s"),
                "groups.membership.reconsider": _("Vrátil(a) přihlášku do skupiny %(group)s k rozhodnutí"),
                "groups.membership.end": _("Ukončil(a) členství ve skupině %(group)s"),
                "groups.membership.restore": _("Obnovil(a) členství ve skupině %(group)s"),
                "groups.charter.published": _("Zveřejnil(a) dokument skupiny %(group)s: %(name)s"),
            }
        )
