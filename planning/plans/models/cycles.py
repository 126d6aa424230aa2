"""A planning cycle: from the first meeting to the evaluation, in phases and milestones."""

import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kpss.core.dates import today
from kpss.core.models import Municipality, Undoable, UndoableQuerySet
from kpss.core.privacy import Privacy
from kpss.core.validators import validate_day
from planning.groups.models import Meeting
from planning.plans.enums import CycleState
from planning.plans.querysets import CycleQuerySet
from surveys.models import Survey


class PlanningCycle(Undoable):
    """The time for which one plan is made, approved and fulfilled."""

    name = models.CharField(_("název"), max_length=120, help_text=_("Třeba: Třetí komunitní plán 2027–2030."))
    slug = models.SlugField(_("adresa"), max_length=80, unique=True)
    description = models.TextField(
        _("o čem je"), blank=True, max_length=2000, help_text=_("Dvě tři věty pro lidi, kteří o plánování nic nevědí.")
    )
    starts_on = models.DateField(
        _("od kdy"), validators=[validate_day], help_text=_("Když víte jen rok, napište 1. ledna.")
    )
    ends_on = models.DateField(
        _("do kdy"), validators=[validate_day], help_text=_("Když víte jen rok, napište 31. prosince.")
    )
    municipalities = models.ManyToManyField(
        Municipality,
        related_name="planning_cycles",
        blank=True,
        verbose_name=_("pro které obce"),
        help_text=_("Když nevyberete žádnou, platí pro celé území portálu."),
    )
    is_public = models.BooleanField(_("ukázat na webu"), default=False)

    objects = CycleQuerySet.as_manager()

    privacy = Privacy(other="id deleted_at name slug description starts_on ends_on municipalities is_public")

    class Meta:
        verbose_name = _("plánovací období")
        verbose_name_plural = _("plánovací období")
        ordering = ["-starts_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")),
                name="cycle_ends_after_it_begins",
                violation_error_message=_("Období nemůže skončit dřív, než začne."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("plans:cycle", args=[self.slug])

    def state(self, day: dt.date | None = None) -> CycleState:
        """Return how far it is."""
        now = day or today()
        if now < self.starts_on:
            return CycleState.PLANNED
        return CycleState.FINISHED if now > self.ends_on else CycleState.RUNNING


class CyclePhase(Undoable):
    """A part of a cycle; one that has no days yet is still to come."""

    cycle = models.ForeignKey(PlanningCycle, models.CASCADE, related_name="phases")
    position = models.PositiveSmallIntegerField(_("pořadí"), default=0)
    name = models.CharField(_("co se děje"), max_length=120, help_text=_("Třeba: Sbíráme připomínky."))
    starts_on = models.DateField(_("od kdy"), validators=[validate_day], null=True, blank=True)
    ends_on = models.DateField(_("do kdy"), validators=[validate_day], null=True, blank=True)
    text = models.CharField(_("jednou větou"), max_length=300, blank=True)

    objects = UndoableQuerySet.as_manager()

    privacy = Privacy(other="id deleted_at cycle position name starts_on ends_on text")

    class Meta:
        verbose_name = _("fáze plánování")
        verbose_name_plural = _("fáze plánování")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on=None, ends_on=None)
                | Q(starts_on__isnull=False, ends_on__isnull=False, ends_on__gte=F("starts_on")),
                name="phase_has_both_days_in_order",
                violation_error_message=_("Vyplňte oba dny, druhý nesmí být dřív než první. Nebo nechte oba prázdné."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def is_over(self, day: dt.date | None = None) -> bool:
        """Return whether it has ended."""
        return self.ends_on is not None and self.ends_on < (day or today())

    def is_running(self, day: dt.date | None = None) -> bool:
        """Return whether it is going on."""
        now = day or today()
        return self.starts_on is not None and self.starts_on <= now and not self.is_over(now)


class Milestone(Undoable):
    """Something that happened or is to happen, with what came of it: a survey, a meeting or another page.

    Documents and news stand right of this app and point here themselves.
    """

    cycle = models.ForeignKey(PlanningCycle, models.CASCADE, related_name="milestones")
    phase = models.ForeignKey(
        CyclePhase, models.SET_NULL, null=True, blank=True, related_name="milestones", verbose_name=_("ve které fázi")
    )
    title = models.CharField(_("co se stalo"), max_length=160, help_text=_("Třeba: Zastupitelstvo schválilo plán."))
    happened_on = models.DateField(
        _("kdy"),
        validators=[validate_day],
        help_text=_("Když den nevíte přesně, stačí první den měsíce nebo roku a k němu slova."),
    )
    when = models.CharField(
        _("kdy, slovy"), max_length=60, blank=True, help_text=_("Ukáže se místo data: podzim 2024.")
    )
    text = models.CharField(_("jednou větou"), max_length=300, blank=True)
    body = models.CharField(_("kdo rozhodl"), max_length=120, blank=True, help_text=_("Třeba: Zastupitelstvo města."))
    resolution = models.CharField(_("číslo usnesení"), max_length=60, blank=True)
    survey = models.ForeignKey(
        Survey, models.SET_NULL, null=True, blank=True, related_name="milestones", verbose_name=_("šetření")
    )
    meeting = models.ForeignKey(
        Meeting, models.SET_NULL, null=True, blank=True, related_name="milestones", verbose_name=_("jednání skupiny")
    )
    url = models.URLField(_("adresa jiné stránky"), blank=True)
    url_title = models.CharField(_("jak se ta stránka jmenuje"), max_length=160, blank=True)

    objects = UndoableQuerySet.as_manager()

    privacy = Privacy(
        other="id deleted_at cycle phase title happened_on when text body resolution survey meeting url url_title"
    )

    class Meta:
        verbose_name = _("milník")
        verbose_name_plural = _("milníky")
        ordering = ["happened_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(survey=None, meeting=None) | Q(survey=None, url="") | Q(meeting=None, url=""),
                name="milestone_leads_to_one_place",
                violation_error_message=_("Vyberte jen jedno: šetření, jednání, nebo adresu jiné stránky."),
            ),
            models.CheckConstraint(
                condition=Q(url="", url_title="") | ~Q(url="") & ~Q(url_title=""),
                name="milestone_page_has_a_name",
                violation_error_message=_("Ke stránce napište adresu i jméno, jinak lidé nevědí, kam odkaz vede."),
            ),
        ]

    def __str__(self) -> str:
        return self.title
