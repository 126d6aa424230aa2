"""What people tell the town unasked."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SuggestionsConfig(AppConfig):
    """Suggestions and calls; gives their events their sentences and their work its time."""

    name = "planning.suggestions"
    label = "suggestions"
    verbose_name = "podněty"

    def ready(self) -> None:
        from kpss.core import audit, due  # noqa: PLC0415 - models are not ready earlier
        from planning.suggestions.actions import upkeep  # noqa: PLC0415 - models are not ready earlier

        due.register("suggestions.contacts", upkeep.forget_contacts)
        due.register("suggestions.spam", upkeep.forget_spam)
        audit.register(
            {
                "suggestions.demo.loaded": _("Ukázkové podněty se načetly"),
                "suggestions.suggestion.submitted": _("Přišel %(name)s (%(way)s)"),
                "suggestions.suggestion.changed": _("Upravil(a) %(name)s"),
                "suggestions.suggestion.assigned": _("Přidělil(a) %(name)s"),
                "suggestions.suggestion.unassign": _("Zrušil(a) přidělení: %(name)s"),
                "suggestions.suggestion.answered": _("Odpověděl(a): %(name)s"),
                "suggestions.suggestion.answered_publicly": _("Odpověděl(a) veřejně: %(name)s"),
                "suggestions.suggestion.close": _("Označil(a) jako hotový: %(name)s"),
                "suggestions.suggestion.reopen": _("Vrátil(a) z hotových: %(name)s"),
                "suggestions.suggestion.refuse": _("Napsal(a), že do plánování nepatří: %(name)s"),
                "suggestions.suggestion.discard": _("Označil(a) jako spam: %(name)s"),
                "suggestions.suggestion.restore": _("Vrátil(a) k vyřízení: %(name)s"),
                "suggestions.suggestion.noted": _("Připsal(a) poznámku: %(name)s"),
            }
        )
