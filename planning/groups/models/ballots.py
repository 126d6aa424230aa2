"""Decisions between meetings: a question to the members with a deadline."""

import datetime as dt
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kpss.core.privacy import Personal, Privacy
from planning.groups.enums import VoteChoice
from planning.groups.models.groups import Membership, PlanningGroup
from planning.groups.models.minutes import Resolution
from planning.groups.querysets import BallotQuerySet


class Ballot(models.Model):
    """A proposal on which a group decides without meeting; when it is counted, a resolution follows."""

    group = models.ForeignKey(PlanningGroup, models.CASCADE, related_name="ballots")
    proposal = models.TextField(
        _("co má skupina rozhodnout"),
        max_length=4000,
        help_text=_("Napište návrh tak, jak má znít usnesení: „Skupina doporučuje…“"),
    )
    reason = models.TextField(_("proč to nepočká na jednání"), blank=True, max_length=2000)
    opened_at = models.DateTimeField(_("položeno"), default=timezone.now)
    closes_at = models.DateTimeField(_("odpovědět do"))
    resolution = models.OneToOneField(
        Resolution, models.RESTRICT, null=True, blank=True, related_name="ballot", verbose_name=_("usnesení")
    )
    withdrawn_because = models.CharField(_("proč se otázka stáhla"), max_length=300, blank=True)

    objects = BallotQuerySet.as_manager()

    privacy = Privacy(other="id group proposal reason opened_at closes_at resolution withdrawn_because")

    class Meta:
        verbose_name = _("otázka mezi jednáními")
        verbose_name_plural = _("otázky mezi jednáními")
        ordering = ["-opened_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(resolution=None) | Q(withdrawn_because=""), name="ballot_counted_or_withdrawn"
            ),
        ]

    def __str__(self) -> str:
        return self.proposal[:80]

    def get_absolute_url(self) -> str:
        """Return the address of the question."""
        return reverse("groups:ballot", args=[self.group.slug, self.pk])

    def counted_votes(self) -> Any:
        """Return the answers of those who have a vote now: who left the group since does not decide."""
        return self.votes.filter(membership__in=self.group.memberships.seats())

    def is_open(self, at: dt.datetime | None = None) -> bool:
        """Return whether members may still answer."""
        return self.resolution_id is None and not self.withdrawn_because and self.closes_at > (at or timezone.now())


class Vote(models.Model):
    """What a member answered; an objection says why."""

    ballot = models.ForeignKey(Ballot, models.CASCADE, related_name="votes")
    membership = models.ForeignKey(Membership, models.CASCADE, related_name="votes")
    choice = models.CharField(_("odpověď"), max_length=8, choices=VoteChoice)
    reason = models.CharField(_("proč"), max_length=500, blank=True)
    at = models.DateTimeField(_("kdy"), default=timezone.now)

    privacy = Privacy(
        other="id ballot choice at",
        personal={
            "membership": Personal(_("kdo jak rozhodl mezi jednáními"), _("dokud trvá členství"), on_erase="delete"),
            "reason": Personal(_("námitka k návrhu"), _("dokud trvá členství")),
        },
        subject="membership__user",
        what=_("odpovědi na otázky mezi jednáními"),
        told="ballot__proposal choice at",
    )

    class Meta:
        verbose_name = _("hlas")
        verbose_name_plural = _("hlasy")
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["ballot", "membership"], name="vote_once"),
            models.CheckConstraint(
                condition=~Q(choice=VoteChoice.OBJECT) | ~Q(reason=""),
                name="vote_objection_has_a_reason",
                violation_error_message=_("Napište, s čím nesouhlasíte, ať se dá návrh upravit."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.membership}: {self.get_choice_display()}"
