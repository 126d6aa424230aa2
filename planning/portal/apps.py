"""What the visitor meets."""

from functools import partial

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    """The app at the right end of the line; gives its events their sentences and its work its time."""

    name = "planning.portal"
    label = "portal"
    verbose_name = "portál"

    def ready(self) -> None:
        from kpss.core import audit, due, outgoing, panels, undo  # noqa: PLC0415 - models are not ready earlier
        from planning.portal import tasks  # noqa: PLC0415 - models are not ready earlier
        from planning.portal.actions import (  # noqa: PLC0415 - as above
            documents,
            entries,
            events,
            subscriptions,
            team,
            upkeep,
        )
        from planning.portal.models.kinds import KINDS  # noqa: PLC0415 - models are not ready earlier
        from planning.portal.presenters import documents as shown  # noqa: PLC0415 - models are not ready earlier
        from planning.portal.reports import desk  # noqa: PLC0415 - models are not ready earlier

        due.register("portal.retention", upkeep.forget_old)
        due.register("portal.reminders", events.remind_due)
        due.register("portal.contacts", events.forget_contacts)
        due.register("portal.deleted", entries.forget_deleted)
        due.register("portal.digests", tasks.hand_over_due)
        due.register("portal.unconfirmed", subscriptions.forget_unconfirmed)
        due.register("portal.search", tasks.refresh_search_due)
        audit.recorded.connect(tasks.on_recorded, dispatch_uid="portal.search")
        outgoing.address_refused.connect(
            lambda email, **_kwargs: subscriptions.forget_refused(email), weak=False, dispatch_uid="portal.refused"
        )
        for kind in KINDS:
            undo.register([f"portal.{kind}.{done}" for done in desk.MOVES_BACK], partial(desk.ways_back, kind))
        undo.register(["portal.contact.deleted"], desk.contacts_back)
        due.register("portal.versions", documents.forget_deleted_versions)
        due.register("portal.team", team.forget_deleted_contacts)
        panels.register("plans.milestones", "components/milestones.html", shown.of_milestones)
        panels.register("plans.cycle", "portal/_cycle_documents.html", shown.of_cycle)
        audit.register(
            {
                "portal.accessibility.reported": _("Návštěvník podal podnět k přístupnosti %(name)s"),
                "portal.accessibility.closed": _("Vyřídil(a) podnět k přístupnosti %(name)s"),
                "portal.demo.loaded": _("Ukázkové aktuality, akce, stránky a dokumenty se načetly"),
                "portal.news.written": _("Napsal(a) aktualitu „%(name)s“"),
                "portal.news.changed": _("Upravil(a) aktualitu „%(name)s“"),
                "portal.news.published": _("Zveřejnil(a) nebo naplánoval(a) aktualitu „%(name)s“"),
                "portal.news.withdrawn": _("Stáhl(a) aktualitu „%(name)s“"),
                "portal.news.archived": _("Dal(a) do archivu aktualitu „%(name)s“"),
                "portal.news.deleted": _("Smazal(a) aktualitu „%(name)s“"),
                "portal.news.restored": _("Vrátil(a) aktualitu „%(name)s“"),
                "portal.event.written": _("Napsal(a) akci „%(name)s“"),
                "portal.event.changed": _("Upravil(a) akci „%(name)s“"),
                "portal.event.published": _("Zveřejnil(a) nebo naplánoval(a) akci „%(name)s“"),
                "portal.event.withdrawn": _("Stáhl(a) akci „%(name)s“"),
                "portal.event.archived": _("Dal(a) do archivu akci „%(name)s“"),
                "portal.event.deleted": _("Smazal(a) akci „%(name)s“"),
                "portal.event.restored": _("Vrátil(a) akci „%(name)s“"),
                "portal.event.cancelled": _("Zrušil(a) akci „%(name)s“"),
                "portal.event.registered": _("Zapsal(a) člověka na akci „%(name)s“"),
                "portal.event.unregistered": _("Odhlásil(a) člověka z akce „%(name)s“"),
                "portal.page.written": _("Napsal(a) stránku „%(name)s“"),
                "portal.page.changed": _("Upravil(a) stránku „%(name)s“"),
                "portal.page.published": _("Zveřejnil(a) nebo naplánoval(a) stránku „%(name)s“"),
                "portal.page.withdrawn": _("Stáhl(a) stránku „%(name)s“"),
                "portal.page.archived": _("Dal(a) do archivu stránku „%(name)s“"),
                "portal.page.deleted": _("Smazal(a) stránku „%(name)s“"),
                "portal.page.restored": _("Vrátil(a) stránku „%(name)s“"),
                "portal.subscription.removed": _("Zrušil(a) odběr novinek na přání odběratele"),
                "portal.digest.sent": _("Poslal(a) souhrn novinek odběratelům"),
                "portal.mail.tried_again": _("Poslal(a) znovu e-mail, který neodešel"),
                "portal.mail.discarded": _("Zahodil(a) e-mail, který neodešel"),
                "portal.territory.changed": _("Zapsal(a) obce, kterým portál slouží"),
                "portal.start.finished": _("Dokončil(a) první nastavení portálu"),
                "portal.document.written": _("Napsal(a) dokument „%(name)s“"),
                "portal.document.changed": _("Upravil(a) dokument „%(name)s“"),
                "portal.document.published": _("Zveřejnil(a) nebo naplánoval(a) dokument „%(name)s“"),
                "portal.document.withdrawn": _("Stáhl(a) dokument „%(name)s“"),
                "portal.document.archived": _("Dal(a) do archivu dokument „%(name)s“"),
                "portal.document.deleted": _("Smazal(a) dokument „%(name)s“"),
                "portal.document.restored": _("Vrátil(a) dokument „%(name)s“"),
                "portal.document.file_added": _("Nahrál(a) soubor „%(file)s“ k dokumentu „%(name)s“"),
                "portal.document.file_deleted": _("Smazal(a) soubor „%(file)s“ dokumentu „%(name)s“"),
                "portal.document.file_restored": _("Vrátil(a) soubor „%(file)s“ dokumentu „%(name)s“"),
                "portal.contact.written": _("Přidal(a) kontakt „%(name)s“"),
                "portal.contact.changed": _("Upravil(a) kontakt „%(name)s“"),
                "portal.contact.moved": _("Přesunul(a) kontakt „%(name)s“"),
                "portal.contact.deleted": _("Smazal(a) kontakt „%(name)s“"),
                "portal.contact.restored": _("Vrátil(a) kontakt „%(name)s“"),
                "portal.project.written": _("Přidal(a) projekt „%(name)s“"),
                "portal.project.changed": _("Upravil(a) projekt „%(name)s“"),
                "portal.topic.added": _("Přidal(a) téma „%(name)s“"),
                "portal.topic.renamed": _("Přejmenoval(a) téma „%(name)s“"),
                "portal.topic.joined": _("Spojil(a) téma „%(name)s“ s tématem „%(into)s“"),
                "portal.topic.deleted": _("Smazal(a) téma „%(name)s“"),
                "portal.town.changed": _("Změnil(a) nastavení města"),
                "portal.look.changed": _("Změnil(a) znak a barvu města"),
                "portal.statement.changed": _("Upravil(a) prohlášení o přístupnosti"),
            }
        )
