"""The provider catalogue."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProvidersConfig(AppConfig):
    """The catalogue of providers and services; gives its events their sentences."""

    name = "providers"
    verbose_name = "katalog poskytovatelů"

    def ready(self) -> None:
        from kpss.core import audit  # noqa: PLC0415 - models are not ready earlier

        audit.register(
            {
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
            }
        )
