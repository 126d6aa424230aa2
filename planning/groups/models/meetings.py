"""Meetings: what is to be talked about, who comes, who was there."""

import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kpss.core.dates import day_in_words, local
from kpss.core.privacy import Personal, Privacy
from planning.groups.enums import MeetingStatus, Presence, ReplyAnswer, TriadSide
from planning.groups.models.groups import Membership, PlanningGroup
from planning.groups.querysets import MeetingQuerySet, ReplyQuerySet


class Meeting(models.Model):
    """A meeting of a group with its place and time."""

    group = models.ForeignKey(PlanningGroup, models.CASCADE, related_name="meetings", verbose_name=_("skupina"))
    number = models.PositiveSmallIntegerField(_("kolikáté jednání"))
    starts_at = models.DateTimeField(_("začíná"))
    ends_at = models.DateTimeField(_("končí nejpozději"))
    place = models.CharField(_("kde"), max_length=200, help_text=_("Třeba: Komunitní dům, Školní 12, Lipovany."))
    access = models.CharField(
        _("jak se tam dostat"),
        max_length=300,
        blank=True,
        help_text=_("Bezbariérový vchod, autobus, parkování, jestli se někdo postará o blízkého."),
    )
    online_url = models.URLField(_("odkaz k připojení na dálku"), blank=True, help_text=_("Uvidí ho jen pozvaní."))
    note = models.TextField(_("co dodat do pozvánky"), blank=True)
    status = models.CharField(_("stav"), max_length=10, choices=MeetingStatus, default=MeetingStatus.PLANNED)
    invited_at = models.DateTimeField(_("pozvánky rozeslány"), null=True, blank=True)
    reminded_at = models.DateTimeField(_("připomenuto"), null=True, blank=True)
    cancelled_because = models.CharField(_("proč se jednání zrušilo"), max_length=300, blank=True)
    changed_at = models.DateTimeField(_("změněno"), auto_now=True)
    edit_count = models.PositiveIntegerField(_("pořadí úpravy"), default=0)

    objects = MeetingQuerySet.as_manager()

    privacy = Privacy(
        other="id group number starts_at ends_at place access online_url note status invited_at reminded_at "
        "cancelled_because changed_at edit_count"
    )

    class Meta:
        verbose_name = _("jednání")
        verbose_name_plural = _("jednání")
        ordering = ["-starts_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "number"],
                name="meeting_number_once",
                violation_error_message=_("Jednání s tímto číslem už skupina má."),
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="meeting_ends_after_it_begins",
                violation_error_message=_("Jednání nemůže skončit dřív, než začne."),
            ),
        ]

    def __str__(self) -> str:
        day = day_in_words(local(self.starts_at).date(), weekday=True)
        return _("%(n)s. jednání, %(day)s") % {"n": self.number, "day": day}

    def get_absolute_url(self) -> str:
        """Return the address of the meeting's page."""
        return reverse("groups:meeting", args=[self.group.slug, self.number])

    def has_begun(self) -> bool:
        """Return whether the meeting is on or over."""
        return self.starts_at <= timezone.now()

    def is_over(self, at: dt.datetime | None = None) -> bool:
        """Return whether it has ended."""
        return self.ends_at <= (at or timezone.now())

    @property
    def is_cancelled(self) -> bool:
        """Return whether it will not be held."""
        return self.status == MeetingStatus.CANCELLED


class AgendaItem(models.Model):
    """A point of the agenda; at the meeting it becomes „ad 1“ of the minutes."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="agenda")
    position = models.PositiveSmallIntegerField(_("pořadí"))
    title = models.CharField(_("o čem se bude mluvit"), max_length=200)
    minutes_long = models.PositiveSmallIntegerField(_("kolik minut"), null=True, blank=True)
    presenter = models.CharField(_("kdo bod uvede"), max_length=120, blank=True)
    record = models.TextField(_("co se řeklo"), blank=True)

    privacy = Privacy(other="id meeting position title minutes_long presenter record")

    class Meta:
        verbose_name = _("bod programu")
        verbose_name_plural = _("body programu")
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["meeting", "position"], name="agenda_position_once")]

    def __str__(self) -> str:
        return f"{self.position}. {self.title}"


class Reply(models.Model):
    """What a member answers to an invitation, or a guest who says that they come."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="replies")
    membership = models.ForeignKey(Membership, models.CASCADE, null=True, blank=True, related_name="replies")
    name = models.CharField(_("jméno"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    answer = models.CharField(_("odpověď"), max_length=10, choices=ReplyAnswer)
    note = models.CharField(_("vzkaz"), max_length=300, blank=True)
    at = models.DateTimeField(_("kdy"), default=timezone.now)

    objects = ReplyQuerySet.as_manager()

    privacy = Privacy(
        other="id meeting answer at",
        personal={
            "membership": Personal(_("kdo přijde na jednání"), _("měsíc po jednání"), on_erase="delete"),
            "name": Personal(_("kdo přijde na jednání jako host"), _("měsíc po jednání")),
            "email": Personal(_("připomenutí jednání hostovi"), _("měsíc po jednání")),
            "note": Personal(_("vzkaz k účasti"), _("měsíc po jednání")),
        },
        subject="membership__user",
        what=_("odpovědi na pozvánky"),
        told="meeting__number answer at",
    )

    class Meta:
        verbose_name = _("odpověď na pozvánku")
        verbose_name_plural = _("odpovědi na pozvánky")
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "membership"], condition=Q(membership__isnull=False), name="reply_once"
            ),
            models.UniqueConstraint(fields=["meeting", "email"], condition=~Q(email=""), name="reply_guest_once"),
            models.CheckConstraint(condition=Q(membership__isnull=False) | ~Q(name=""), name="reply_by_somebody"),
        ]

    def __str__(self) -> str:
        return f"{self.membership or self.name}: {self.get_answer_display()}"


class Attendance(models.Model):
    """Who was at a meeting. The name and the side are kept as they were that day."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendances")
    membership = models.ForeignKey(
        Membership, models.SET_NULL, null=True, blank=True, related_name="attendances", verbose_name=_("člen")
    )
    name = models.CharField(_("jméno"), max_length=120)
    listed_as = models.CharField(_("jak uvést ve zveřejněném zápise"), max_length=120, blank=True)
    side = models.CharField(_("strana triády"), max_length=12, choices=TriadSide, blank=True)
    presence = models.CharField(_("účast"), max_length=12, choices=Presence)
    substitute = models.CharField(_("kdo zastupoval"), max_length=120, blank=True)

    privacy = Privacy(
        other="id meeting side presence",
        personal={
            "membership": Personal(_("prezenční listina"), _("dokud trvá účet")),
            "name": Personal(_("prezenční listina a zápis"), _("dokud platí zápis"), on_erase="clear"),
            "listed_as": Personal(_("jak být uveden ve zveřejněném zápise"), _("dokud platí zápis")),
            "substitute": Personal(_("prezenční listina a zápis"), _("dokud platí zápis")),
        },
        subject="membership__user",
        what=_("účast na jednáních"),
        told="meeting__number presence",
    )

    class Meta:
        verbose_name = _("účast")
        verbose_name_plural = _("účasti")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "membership"], condition=Q(membership__isnull=False), name="attendance_once"
            ),
            models.CheckConstraint(
                condition=Q(presence=Presence.SUBSTITUTED) | Q(substitute=""),
                name="attendance_substitute_for_who_is_away",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.get_presence_display()}"
