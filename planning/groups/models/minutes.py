"""What a meeting leaves behind: minutes, resolutions, tasks."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kpss.core.dates import today
from kpss.core.files import random_name
from kpss.core.privacy import Personal, Privacy
from planning.groups.enums import DecisionWay, MinutesStatus, TaskStatus
from planning.groups.models.groups import Membership, PlanningGroup
from planning.groups.models.meetings import AgendaItem, Meeting
from planning.groups.querysets import MinutesQuerySet, ResolutionQuerySet, TaskQuerySet


class Minutes(models.Model):
    """The minutes of a meeting; what was said stands at the points of the agenda."""

    meeting = models.OneToOneField(Meeting, models.CASCADE, related_name="minutes")
    status = models.CharField(_("stav"), max_length=10, choices=MinutesStatus, default=MinutesStatus.WRITTEN)
    summary = models.CharField(
        _("jednou větou"), max_length=300, blank=True, help_text=_("Na čem jste se dohodli. Větu uvidí lidé na webu.")
    )
    written_by = models.CharField(_("zapsal(a)"), max_length=120, blank=True)
    chaired_by = models.CharField(_("jednání vedl(a)"), max_length=120, blank=True)
    verified_by = models.CharField(_("ověřil(a)"), max_length=120, blank=True)
    edit_count = models.PositiveIntegerField(_("pořadí úpravy"), default=0)
    objections_until = models.DateField(_("námitky do"), null=True, blank=True)
    approved_at = models.DateTimeField(_("schváleno"), null=True, blank=True)
    published_at = models.DateTimeField(_("zveřejněno"), null=True, blank=True)

    objects = MinutesQuerySet.as_manager()

    privacy = Privacy(
        other="id meeting status summary edit_count objections_until approved_at published_at written_by chaired_by "
        "verified_by"
    )

    class Meta:
        verbose_name = _("zápis")
        verbose_name_plural = _("zápisy")
        ordering = ["-meeting__starts_at"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status=MinutesStatus.OBJECTIONS) | Q(objections_until__isnull=False),
                name="minutes_objections_have_a_day",
            ),
            models.CheckConstraint(
                condition=Q(status=MinutesStatus.PUBLISHED, published_at__isnull=False)
                | (~Q(status=MinutesStatus.PUBLISHED) & Q(published_at=None)),
                name="minutes_published_have_a_day",
            ),
        ]

    def __str__(self) -> str:
        return _("Zápis z %(n)s. jednání") % {"n": self.meeting.number}


class Objection(models.Model):
    """What a member has against the minutes, and what became of it."""

    minutes = models.ForeignKey(Minutes, models.CASCADE, related_name="objections")
    membership = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="objections")
    text = models.TextField(_("s čím nesouhlasíte"), max_length=2000)
    answer = models.TextField(_("co jsme s tím udělali"), blank=True, max_length=2000)
    at = models.DateTimeField(_("kdy"), default=timezone.now)

    privacy = Privacy(
        other="id minutes answer at",
        personal={
            "membership": Personal(_("kdo má námitku k zápisu"), _("dokud trvá účet")),
            "text": Personal(_("námitka k zápisu"), _("dokud platí zápis"), on_erase="keep"),
        },
        subject="membership__user",
        what=_("námitky k zápisům"),
        told="minutes__meeting__number at answer",
    )

    class Meta:
        verbose_name = _("námitka k zápisu")
        verbose_name_plural = _("námitky k zápisům")
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return self.text[:60]


class Resolution(models.Model):
    """What a group decided: „usnesení 9/2“ is the second of the ninth meeting."""

    group = models.ForeignKey(PlanningGroup, models.CASCADE, related_name="resolutions")
    item = models.ForeignKey(AgendaItem, models.RESTRICT, null=True, blank=True, related_name="resolutions")
    label = models.CharField(_("číslo"), max_length=20)
    position = models.PositiveIntegerField(_("pořadí"))
    text = models.TextField(_("znění"), max_length=4000)
    way = models.CharField(_("jak se rozhodlo"), max_length=10, choices=DecisionWay, default=DecisionWay.CONSENSUS)
    votes_for = models.PositiveSmallIntegerField(_("pro"), null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField(_("proti"), null=True, blank=True)
    votes_abstained = models.PositiveSmallIntegerField(_("zdrželo se"), null=True, blank=True)
    votes_by_side = models.JSONField(_("hlasy podle stran"), default=dict, blank=True)
    is_passed = models.BooleanField(_("přijato"), default=True)
    decided_on = models.DateField(_("kdy"), default=today)

    objects = ResolutionQuerySet.as_manager()

    privacy = Privacy(
        other="id group item label position text way votes_for votes_against votes_abstained votes_by_side is_passed "
        "decided_on"
    )

    class Meta:
        verbose_name = _("usnesení")
        verbose_name_plural = _("usnesení")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["group", "label"], name="resolution_label_once"),
            models.CheckConstraint(
                condition=~Q(way=DecisionWay.VOTE)
                | Q(votes_for__isnull=False, votes_against__isnull=False, votes_abstained__isnull=False),
                name="resolution_vote_has_numbers",
                violation_error_message=_("Napište, kolik lidí bylo pro, proti a kolik se zdrželo."),
            ),
        ]

    def __str__(self) -> str:
        return _("Usnesení %(label)s") % {"label": self.label}


class Task(models.Model):
    """What somebody promised to do; it comes back at each meeting until it is done."""

    group = models.ForeignKey(PlanningGroup, models.CASCADE, related_name="tasks")
    item = models.ForeignKey(AgendaItem, models.SET_NULL, null=True, blank=True, related_name="tasks")
    label = models.CharField(_("číslo"), max_length=20)
    text = models.CharField(_("co se má udělat"), max_length=300)
    membership = models.ForeignKey(
        Membership, models.SET_NULL, null=True, blank=True, related_name="tasks", verbose_name=_("kdo")
    )
    who = models.CharField(_("kdo jiný"), max_length=120, blank=True, help_text=_("Když to není člen skupiny."))
    due_on = models.DateField(_("do kdy"), null=True, blank=True)
    status = models.CharField(_("stav"), max_length=8, choices=TaskStatus, default=TaskStatus.OPEN)
    note = models.CharField(_("jak to dopadlo"), max_length=300, blank=True)
    done_on = models.DateField(_("hotovo kdy"), null=True, blank=True)

    objects = TaskQuerySet.as_manager()

    privacy = Privacy(
        other="id group item label text who due_on status note done_on",
        personal={"membership": Personal(_("kdo má úkol udělat"), _("dokud trvá účet"))},
        subject="membership__user",
        what=_("úkoly ze skupin"),
        told="text due_on status",
    )

    class Meta:
        verbose_name = _("úkol")
        verbose_name_plural = _("úkoly")
        ordering = [F("due_on").asc(nulls_last=True), "id"]
        constraints = [
            models.UniqueConstraint(fields=["group", "label"], name="task_label_once"),
            models.CheckConstraint(
                condition=Q(status__in=["done", "dropped"], done_on__isnull=False)
                | (~Q(status__in=["done", "dropped"]) & Q(done_on=None)),
                name="task_done_has_a_day",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class GroupFile(models.Model):
    """A file of a group: for its members, or for everybody; of one meeting, or of none."""

    group = models.ForeignKey(PlanningGroup, models.CASCADE, related_name="files")
    meeting = models.ForeignKey(Meeting, models.CASCADE, null=True, blank=True, related_name="files")
    title = models.CharField(_("název"), max_length=160)
    file = models.FileField(_("soubor"), upload_to=random_name, max_length=200)
    is_public = models.BooleanField(_("smí vidět každý"), default=False)
    added_at = models.DateTimeField(_("přidáno"), default=timezone.now)

    privacy = Privacy(other="id group meeting title file is_public added_at")

    class Meta:
        verbose_name = _("soubor skupiny")
        verbose_name_plural = _("soubory skupin")
        ordering = ["-added_at", "-id"]

    def __str__(self) -> str:
        return self.title
