"""Questionnaire surveys."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SurveysConfig(AppConfig):
    """Surveys, their questionnaires and answers; gives its events their sentences."""

    name = "surveys"
    verbose_name = "dotazníková šetření"

    def ready(self) -> None:
        from kpss.core import audit, due, undo  # noqa: PLC0415 - models are not ready earlier
        from surveys.actions import upkeep  # noqa: PLC0415 - models are not ready earlier
        from surveys.reports import desk  # noqa: PLC0415 - models are not ready earlier

        undo.register(["surveys.results.published"], desk.ways_back)
        due.register("surveys.closing", upkeep.close_due)
        due.register("surveys.envelopes", upkeep.open_envelopes)
        due.register("surveys.retention", upkeep.forget_old)
        audit.register(
            {
                "surveys.demo.loaded": _("Ukázková šetření se načetla"),
                "surveys.survey.created": _("Založil(a) šetření %(name)s"),
                "surveys.survey.changed": _("Upravil(a) údaje šetření %(name)s"),
                "surveys.survey.launched": _("Spustil(a) šetření %(name)s"),
                "surveys.survey.rescheduled": _("Změnil(a) konec šetření %(name)s"),
                "surveys.survey.closed": _("Skončilo šetření %(name)s"),
                "surveys.survey.deleted": _("Smazal(a) šetření %(name)s"),
                "surveys.survey.forgotten": _("Uplynula doba uchování: smazaly se volné texty šetření %(name)s"),
                "surveys.results.published": _("Zveřejnil(a) výsledky šetření %(name)s"),
                "surveys.results.withdrawn": _("Stáhl(a) výsledky šetření %(name)s"),
                "surveys.answers.weighted": _("Zvážil(a) odpovědi šetření %(name)s (%(sources)s)"),
                "surveys.results.unsuppressed": _("Zobrazil(a) výsledky šetření %(name)s i s malými čísly"),
                "surveys.quote.released": _("Uveřejnil(a) text z odpovědí na otázku %(question)s šetření %(name)s"),
                "surveys.quote.withdrawn": _("Stáhl(a) uveřejněný text k otázce %(question)s šetření %(name)s"),
                "surveys.margins.changed": _("Vyplnil(a) počty obyvatel, podle kterých se váží šetření %(name)s"),
                "surveys.weights.cancelled": _("Zrušil(a) váhy odpovědí šetření %(name)s"),
                "surveys.published.kept": _("Zapsal(a) uveřejněná čísla k otázkám %(questions)s šetření %(name)s"),
                "surveys.published.removed": _("Smazal(a) uveřejněná čísla k otázce %(questions)s šetření %(name)s"),
                "surveys.words.released": _("Uveřejnil(a) nejčastější slova u otázky %(question)s šetření %(name)s"),
                "surveys.words.withdrawn": _("Skryl(a) nejčastější slova u otázky %(question)s šetření %(name)s"),
                "surveys.questionnaire.imported": _("Načetl(a) dotazník šetření %(name)s"),
                "surveys.questionnaire.published": _("Zveřejnil(a) dotazník %(name)s"),
                "surveys.questionnaire.corrected": _("Opravil(a) zveřejněný dotazník %(name)s: %(what)s"),
                "surveys.batch.opened": _("Založil(a) dávku papírových dotazníků %(name)s"),
                "surveys.batch.finished": _("Uzavřel(a) dávku papírových dotazníků %(name)s"),
                "surveys.sheet.removed": _("Smazal(a) přepsaný list %(name)s"),
                "surveys.answers.imported": _("Načetl(a) odpovědi (%(count)s) k dotazníku %(name)s"),
                "surveys.answers.exported": _("Vzal(a) jednotlivé odpovědi šetření %(name)s (%(kind)s)"),
                "surveys.codes.made": _("Vytvořil(a) přístupové kódy (%(count)s) šetření %(name)s"),
                "surveys.codes.taken": _("Přijal(a) kódy z papíru (%(count)s) v šetření %(name)s"),
                "surveys.codes.reminded": _("Připomněl(a) šetření %(name)s lidem s nepoužitým kódem"),
            }
        )
