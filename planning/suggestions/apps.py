"""What people tell the town unasked."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SuggestionsConfig(AppConfig):
    """Suggestions and calls; gives their events their sentences and their work its time."""

    name = "planning.suggestions"
    label = "suggestions"
    verbose_name = "podněty"

    def ready(self) -> None:
        from kpss.core import audit, due, panels, undo  # noqa: PLC0415 - models are not ready earlier
        from planning.suggestions import reports  # noqa: PLC0415 - models are not ready earlier
        from planning.suggestions.actions import calls, upkeep  # noqa: PLC0415 - models are not ready earlier

        panels.register("accounts.person", "components/link_list.html", reports.rights_of)
        undo.register(reports.MOVES_BACK, reports.ways_back)
        due.register("suggestions.contacts", upkeep.forget_contacts)
        due.register("suggestions.spam", upkeep.forget_spam)
        due.register("suggestions.entries", upkeep.forget_entries)
        due.register("suggestions.calls", calls.open_and_close_due)
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
                "suggestions.call.written": _("Založil(a) výzvu %(name)s"),
                "suggestions.call.changed": _("Upravil(a) výzvu %(name)s"),
                "suggestions.call.announce": _("Vyhlásil(a) výzvu %(name)s"),
                "suggestions.call.withdraw": _("Stáhl(a) výzvu %(name)s"),
                "suggestions.call.open": _("Začaly se sbírat návrhy: %(name)s"),
                "suggestions.call.close": _("Návrhy se přestaly sbírat: %(name)s"),
                "suggestions.call.decide": _("Zveřejnil(a) výsledek výzvy %(name)s"),
                "suggestions.call.reconsider": _("Vzal(a) zpět výsledek výzvy %(name)s"),
                "suggestions.call.cancel": _("Zrušil(a) výzvu %(name)s"),
                "suggestions.call.renew": _("Obnovil(a) výzvu %(name)s"),
                "suggestions.entry.sent": _("Někdo poslal návrh do výzvy %(call)s"),
                "suggestions.entry.confirmed": _("Autor potvrdil e-mail návrhu do výzvy %(call)s"),
                "suggestions.entry.accept": _("Přijal(a) návrh %(name)s (%(call)s)"),
                "suggestions.entry.refuse": _("Nepřijal(a) návrh %(name)s (%(call)s)"),
            }
        )
