"""Groups of the community triad."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GroupsConfig(AppConfig):
    """Groups, their members and meetings; gives its events their sentences."""

    name = "planning.groups"
    label = "groups"
    verbose_name = "skupiny"

    def ready(self) -> None:
        from kpss.core import audit, due, panels, undo  # noqa: PLC0415 - models are not ready earlier
        from planning.groups import reports  # noqa: PLC0415 - models are not ready earlier
        from planning.groups.actions import ballots, letters, meetings, minutes, upkeep  # noqa: PLC0415 - models are not ready earlier

        panels.register("accounts.person", "components/link_list.html", reports.rights_of)
        undo.register(["groups.minutes.publish"], reports.ways_back)
        due.register("groups.applications", upkeep.forget_applications)
        due.register("groups.retention", upkeep.forget_former_members)
        due.register("groups.replies", upkeep.forget_replies)
        due.register("groups.reminders", meetings.remind_due)
        due.register("groups.minutes", minutes.approve_due)
        due.register("groups.ballots", ballots.count_due)
        due.register("groups.tasks", letters.remind_of_tasks)
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
                "groups.meeting.planned": _("Naplánoval(a) %(name)s (%(group)s)"),
                "groups.meeting.changed": _("Upravil(a) %(name)s (%(group)s)"),
                "groups.meeting.invited": _("Pozval(a) na %(name)s (%(group)s)"),
                "groups.meeting.cancelled": _("Zrušil(a) %(name)s (%(group)s)"),
                "groups.meeting.renewed": _("Obnovil(a) %(name)s (%(group)s)"),
                "groups.meeting.deleted": _("Smazal(a) připravované %(name)s (%(group)s)"),
                "groups.resolution.added": _("Zapsal(a) %(name)s (%(group)s)"),
                "groups.resolution.changed": _("Upravil(a) %(name)s (%(group)s)"),
                "groups.resolution.removed": _("Smazal(a) z rozepsaného zápisu %(name)s (%(group)s)"),
                "groups.task.added": _("Zadal(a) úkol „%(name)s“ (%(group)s)"),
                "groups.task.changed": _("Upravil(a) úkol „%(name)s“ (%(group)s)"),
                "groups.minutes.send_round": _("Rozeslal(a) členům: %(name)s (%(group)s)"),
                "groups.minutes.take_back": _("Vrátil(a) k přepsání: %(name)s (%(group)s)"),
                "groups.minutes.objected": _("Podal(a) námitku: %(name)s (%(group)s)"),
                "groups.minutes.answered": _("Odpověděl(a) na námitku: %(name)s (%(group)s)"),
                "groups.minutes.approve": _("Schválen: %(name)s (%(group)s)"),
                "groups.minutes.publish": _("Zveřejnil(a): %(name)s (%(group)s)"),
                "groups.minutes.withdraw": _("Stáhl(a) ze zveřejnění: %(name)s (%(group)s)"),
                "groups.ballot.asked": _("Položil(a) členům otázku „%(name)s“ (%(group)s)"),
                "groups.ballot.withdrawn": _("Stáhl(a) otázku „%(name)s“ (%(group)s)"),
                "groups.ballot.counted": _("Sečetly se odpovědi na otázku „%(name)s“ (%(group)s)"),
                "groups.letter.sent": _("Napsal(a) členům (%(count)s): %(title)s (%(group)s)"),
                "groups.file.added": _("Přiložil(a) soubor %(name)s (%(group)s)"),
                "groups.file.removed": _("Smazal(a) soubor %(name)s (%(group)s)"),
                "groups.charter.published": _("Zveřejnil(a) dokument skupiny %(group)s: %(name)s"),
            }
        )
