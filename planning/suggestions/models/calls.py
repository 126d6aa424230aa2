"""A call of the town, what people send to it, and the votes by which one is chosen."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kpss.core.files import random_name
from kpss.core.privacy import Personal, Privacy
from planning.groups.models import PlanningGroup
from planning.suggestions.enums import CallStatus, ChoiceWay, EntryStatus
from planning.suggestions.querysets import CallQuerySet, EntryQuerySet

ENDED = (CallStatus.DECIDED, CallStatus.CANCELLED)
_KEPT = _("rok od výsledku")


class Call(models.Model):
    """The town asks for entries, one of which is chosen: a logo, a name, a picture for the cover."""

    title = models.CharField(_("název"), max_length=120)
    slug = models.SlugField(_("adresa"), unique=True, max_length=80)
    about = models.TextField(_("o co jde"), max_length=2000)
    terms = models.TextField(_("podmínky"), max_length=6000)
    opens_at = models.DateTimeField(_("návrhy od"))
    closes_at = models.DateTimeField(_("návrhy do"))
    chosen_by = models.CharField(_("kdo vybírá"), max_length=10, choices=ChoiceWay, default=ChoiceWay.VISITORS)
    group = models.ForeignKey(
        PlanningGroup, models.PROTECT, null=True, blank=True, related_name="calls", verbose_name=_("skupina")
    )
    voting_ends_at = models.DateTimeField(_("hlasuje se do"))
    status = models.CharField(_("stav"), max_length=10, choices=CallStatus, default=CallStatus.DRAFT)
    winner = models.ForeignKey("Entry", models.RESTRICT, null=True, blank=True, related_name="+")
    result = models.TextField(_("proč vyhrál právě tenhle"), max_length=2000, blank=True)
    reason = models.TextField(_("proč se výzva ruší"), max_length=1000, blank=True)
    ended_at = models.DateTimeField(_("skončila"), null=True, blank=True)

    objects = CallQuerySet.as_manager()

    privacy = Privacy(
        other="id title slug about terms opens_at closes_at chosen_by group voting_ends_at status winner result reason "
        "ended_at"
    )

    class Meta:
        verbose_name = _("výzva")
        verbose_name_plural = _("výzvy")
        ordering = ["-closes_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(opens_at__lt=F("closes_at"), closes_at__lt=F("voting_ends_at")),
                name="call_hours_follow",
                violation_error_message=_("Nejdřív se návrhy sbírají, potom se hlasuje: zkontrolujte dny a hodiny."),
            ),
            models.CheckConstraint(
                condition=Q(chosen_by=ChoiceWay.VISITORS, group=None)
                | Q(chosen_by=ChoiceWay.GROUP, group__isnull=False),
                name="call_chosen_by_group_has_one",
                violation_error_message=_("Vyberte skupinu, jen když vybírají členové skupiny."),
            ),
            models.CheckConstraint(
                condition=~Q(status=CallStatus.DECIDED) | (Q(winner__isnull=False) & ~Q(result="")),
                name="call_decided_has_result",
                violation_error_message=_("Vyberte vítěze a napište proč."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=ENDED, ended_at__isnull=False) | (~Q(status__in=ENDED) & Q(ended_at=None)),
                name="call_ended_has_its_time",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the page of the call."""
        return reverse("suggestions:call", args=[self.slug])


class Entry(models.Model):
    """What somebody sent to a call: words, and a picture where the call is about one."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="entries")
    seed = models.UUIDField(_("značka formuláře"), unique=True, default=uuid.uuid4, editable=False)
    title = models.CharField(_("jak se návrh jmenuje"), max_length=120)
    text = models.TextField(_("pár slov k návrhu"), max_length=2000, blank=True)
    image = models.FileField(_("obrázek"), upload_to=random_name, blank=True, max_length=200)
    alt = models.CharField(_("co na obrázku je"), max_length=250, blank=True)
    name = models.CharField(_("jméno"), max_length=120)
    email = models.EmailField(_("e-mail"))
    is_named = models.BooleanField(_("uvést jméno u návrhu"), default=False)
    status = models.CharField(_("stav"), max_length=12, choices=EntryStatus, default=EntryStatus.UNCONFIRMED)
    reason = models.TextField(_("proč není přijatý"), max_length=1000, blank=True)
    sent_at = models.DateTimeField(_("odesláno"), default=timezone.now)

    objects = EntryQuerySet.as_manager()

    privacy = Privacy(
        other="id call seed title text image alt is_named status reason sent_at",
        personal={
            "name": Personal(_("kdo návrh poslal"), _KEPT, "keep"),
            "email": Personal(_("potvrzení návrhu a výsledek"), _KEPT, "keep"),
        },
        what=_("návrhy do výzev"),
    )

    class Meta:
        verbose_name = _("návrh")
        verbose_name_plural = _("návrhy")
        ordering = ["sent_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(image="") | ~Q(alt=""),
                name="entry_image_has_words",
                violation_error_message=_("Popište, co na obrázku je, pro lidi, kteří ho nevidí."),
            ),
            models.CheckConstraint(
                condition=~Q(image="") | ~Q(text=""),
                name="entry_says_something",
                violation_error_message=_("Přiložte obrázek, nebo návrh popište slovy."),
            ),
            models.CheckConstraint(
                condition=~Q(status=EntryStatus.REFUSED) | ~Q(reason=""), name="entry_refused_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Vote(models.Model):
    """One vote. Of who voted there is only a keyed hash, so that nobody votes twice."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="votes")
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="votes")
    voter_digest = models.CharField(_("otisk hlasujícího"), max_length=64)

    privacy = Privacy(other="id call entry voter_digest")

    class Meta:
        verbose_name = _("hlas")
        verbose_name_plural = _("hlasy")
        constraints = [models.UniqueConstraint(fields=["call", "voter_digest"], name="call_vote_once")]

    def __str__(self) -> str:
        return f"{self.call}: {self.entry}"
