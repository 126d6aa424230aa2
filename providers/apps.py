"""The provider catalogue."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProvidersConfig(AppConfig):
    """The catalogue of providers and services; gives its events their sentences."""

    name = "providers"
    verbose_name = "katalog poskytovatelů"

    def ready(self) -> None:
        from kpss.core import audit, due, outgoing, panels, undo  # noqa: PLC0415 - models are not ready earlier
        from providers import reports  # noqa: PLC0415 - models are not ready earlier
        from providers.actions import entries, upkeep  # noqa: PLC0415 - models are not ready earlier
        from providers.search import index  # noqa: PLC0415 - models are not ready earlier

        panels.register("accounts.person", "components/link_list.html", reports.rights_of)
        undo.register(["providers.service.deleted"], reports.ways_back)
        due.register("providers.index", index.refresh_missing)
        due.register("providers.reminders", upkeep.remind)
        due.register("providers.retention", upkeep.forget_old)

        outgoing.address_refused.connect(
            lambda email, **_: entries.mark_bounced(email=email), weak=False, dispatch_uid="providers.bounced"
        )
        audit.register(
            {
                "providers.demo.loaded": _("Portál se naplnil ukázkovými údaji"),
                "providers.service.created": _("Založil(a) službu %(name)s"),
                "providers.service.changed": _("Změnil(a) údaje služby %(name)s"),
                "providers.service.published": _("Zveřejnil(a) službu %(name)s"),
                "providers.service.withdrawn": _("Stáhl(a) ze zveřejnění službu %(name)s"),
                "providers.service.ended": _("Označil(a) za ukončenou službu %(name)s"),
                "providers.service.deleted": _("Smazal(a) službu %(name)s"),
                "providers.service.restored": _("Obnovil(a) službu %(name)s"),
                "providers.service.verified": _("Potvrdil(a), že platí údaje služby %(name)s"),
                "providers.free_places.changed": _("Zapsal(a) volná místa služby %(name)s"),
                "providers.contact.bounced": _("Pošta se vrátila z kontaktu: %(name)s"),
                "providers.provider.created": _("Založil(a) poskytovatele %(name)s"),
                "providers.provider.changed": _("Změnil(a) údaje poskytovatele %(name)s"),
                "providers.provider.deleted": _("Smazal(a) poskytovatele %(name)s"),
                "providers.provider.restored": _("Obnovil(a) poskytovatele %(name)s"),
                "providers.error.reported": _("Návštěvník nahlásil chybu: %(name)s"),
                "providers.error.closed": _("Vyřídil(a) nahlášenou chybu: %(name)s"),
                "providers.application.submitted": _("Organizace podala žádost: %(name)s"),
                "providers.application.approved": _("Schválil(a) žádost organizace %(name)s"),
                "providers.application.returned": _("Vrátil(a) žádost organizace %(name)s"),
                "providers.editor.added": _("Přidal(a) redaktora poskytovateli %(name)s"),
                "providers.editor.removed": _("Odebral(a) redaktora poskytovateli %(name)s"),
                "providers.change.submitted": _("Navrhl(a) změnu: %(name)s"),
                "providers.change.approved": _("Schválil(a) změnu: %(name)s"),
                "providers.change.returned": _("Vrátil(a) změnu k opravě: %(name)s"),
                "providers.change.withdrawn": _("Stáhl(a) návrh změny: %(name)s"),
                "providers.situation.changed": _("Upravil(a) životní situaci %(name)s"),
                "providers.situation.deleted": _("Smazal(a) životní situaci %(name)s"),
                "providers.codebook.changed": _("Upravil(a) číselník: %(name)s"),
                "providers.codebook.deleted": _("Smazal(a) z číselníku: %(name)s"),
                "providers.attachment.added": _("Přidal(a) soubor ke službě %(name)s"),
                "providers.attachment.removed": _("Smazal(a) soubor služby %(name)s"),
                "providers.edition.published": _("Zveřejnil(a) tištěné vydání %(name)s"),
                "providers.edition.withdrawn": _("Utajila se adresa služby, a proto zmizela tištěná vydání"),
                "providers.register.imported": _("Načetl(a) soubor registru: %(name)s"),
                "providers.register.applied": _("Převzal(a) údaje z registru: %(name)s"),
                "providers.register.ignored": _("Nepřevzal(a) údaje z registru: %(name)s"),
                "providers.spreadsheet.imported": _("Načetl(a) tabulku služeb"),
            }
        )
