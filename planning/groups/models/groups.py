"""A group that plans, and its people."""

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kpss.core.privacy import Personal, Privacy
from kpss.core.validators import validate_phone
from planning.groups.enums import (
    Admission,
    GroupKind,
    Majority,
    MemberRole,
    MembershipStatus,
    Quorum,
    TriadSide,
)
from planning.groups.querysets import LIVE, GroupQuerySet, MembershipQuerySet


class PlanningGroup(models.Model):
    """A steering, coordination or working group with the rules by which it meets and decides."""

    name = models.CharField(_("název"), max_length=120)
    slug = models.SlugField(_("adresa"), unique=True, max_length=80)
    kind = models.CharField(_("druh"), max_length=12, choices=GroupKind, default=GroupKind.WORKING)
    about = models.TextField(
        _("o čem skupina je"),
        help_text=_("Dvě tři věty: kdo se schází, jak často a o čem mluví. Čtou je lidé, kteří zvažují, že přijdou."),
    )
    admission = models.CharField(_("kdo může do skupiny"), max_length=10, choices=Admission, default=Admission.OPEN)
    appointed_by = models.CharField(
        _("kdo členy jmenuje a odvolává"), max_length=120, blank=True, help_text=_("Třeba: rada města.")
    )
    is_closed = models.BooleanField(
        _("neveřejná skupina"),
        default=False,
        help_text=_("O neveřejné skupině se kromě jejích členů nikdo nic nedozví, ani že existuje."),
    )
    guest_visits = models.PositiveSmallIntegerField(
        _("kolikrát přijít nejdřív jako host"),
        default=0,
        validators=[MaxValueValidator(5)],
        help_text=_("0 = členem se dá stát hned."),
    )
    notice_days = models.PositiveSmallIntegerField(
        _("kolik dní předem se zve na jednání"), default=7, validators=[MaxValueValidator(60)]
    )
    quorum = models.CharField(_("kdy smí skupina rozhodovat"), max_length=10, choices=Quorum, default=Quorum.HALF)
    majority = models.CharField(_("kolik hlasů je potřeba"), max_length=10, choices=Majority, default=Majority.PRESENT)
    votes_by_side = models.BooleanField(
        _("počítat hlasy i za každou stranu triády"),
        default=False,
        help_text=_("Návrh projde, jen když je pro něj většina na každé straně."),
    )
    wished_users = models.PositiveSmallIntegerField(
        _("míst pro uživatele a pečující"), default=0, validators=[MaxValueValidator(99)]
    )
    wished_providers = models.PositiveSmallIntegerField(
        _("míst pro poskytovatele"), default=0, validators=[MaxValueValidator(99)]
    )
    wished_commissioners = models.PositiveSmallIntegerField(
        _("míst pro zadavatele"), default=0, validators=[MaxValueValidator(99)]
    )
    founded_on = models.DateField(_("od kdy se schází"), null=True, blank=True)
    ended_on = models.DateField(_("skončila"), null=True, blank=True)

    objects = GroupQuerySet.as_manager()

    privacy = Privacy(
        other="id name slug kind about admission appointed_by is_closed guest_visits notice_days quorum majority "
        "votes_by_side wished_users wished_providers wished_commissioners founded_on ended_on"
    )

    class Meta:
        verbose_name = _("skupina")
        verbose_name_plural = _("skupiny")
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(founded_on=None) | Q(ended_on__gte=F("founded_on")),
                name="group_ends_after_it_begins",
                violation_error_message=_("Skupina nemohla skončit dřív, než vznikla."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of the group's page."""
        return reverse("groups:group", args=[self.slug])

    def wished(self, side: str) -> int:
        """Return how many seats the group wishes for a side; 0 = it does not say."""
        seats = {
            TriadSide.USER: self.wished_users,
            TriadSide.PROVIDER: self.wished_providers,
            TriadSide.COMMISSIONER: self.wished_commissioners,
        }
        return seats.get(TriadSide(side), 0)


class Membership(models.Model):
    """A person in a group, from the application to the end of the mandate. Not everybody has an account."""

    group = models.ForeignKey(PlanningGroup, models.CASCADE, related_name="memberships", verbose_name=_("skupina"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="memberships",
        verbose_name=_("účet"),
    )
    name = models.CharField(_("jméno a příjmení"), max_length=120)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("telefon"), max_length=30, blank=True, validators=[validate_phone])
    organisation = models.CharField(_("organizace nebo obec"), max_length=160, blank=True)
    side = models.CharField(_("strana triády"), max_length=12, choices=TriadSide)
    role = models.CharField(_("role ve skupině"), max_length=10, choices=MemberRole, default=MemberRole.MEMBER)
    listed_as = models.CharField(
        _("jak uvést na webu"),
        max_length=120,
        blank=True,
        help_text=_(
            "Jméno, nebo třeba „dcera, která pečuje o maminku“. Prázdné: na webu bude jen v počtu. "
            "Uvádějte jen to, s čím člověk souhlasil."
        ),
    )
    motivation = models.TextField(_("proč chce do skupiny"), blank=True, max_length=2000)
    substitute_of = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="substitutes",
        verbose_name=_("zastupuje"),
        help_text=_("Náhradník nemá vlastní místo: přijde, když jeho člen nemůže."),
    )
    status = models.CharField(_("stav"), max_length=12, choices=MembershipStatus, default=MembershipStatus.UNCONFIRMED)
    mandate_from = models.DateField(_("mandát od"), null=True, blank=True)
    mandate_to = models.DateField(_("mandát do"), null=True, blank=True)
    appointed_by = models.CharField(_("kdo jmenoval"), max_length=160, blank=True)
    ended_on = models.DateField(_("skončilo"), null=True, blank=True)
    ended_by = models.CharField(_("kdo odvolal, nebo proč členství skončilo"), max_length=300, blank=True)
    applied_at = models.DateTimeField(_("přihláška"), default=timezone.now)

    objects = MembershipQuerySet.as_manager()

    privacy = Privacy(
        other="id group side role organisation substitute_of status mandate_from mandate_to appointed_by ended_on "
        "ended_by applied_at",
        personal={
            "user": Personal(_("přihlášení člena skupiny"), _("dokud trvá účet")),
            "name": Personal(_("kdo je ve skupině"), _("rok po konci členství")),
            "email": Personal(_("pozvánky na jednání"), _("rok po konci členství")),
            "phone": Personal(_("domluva se členem"), _("rok po konci členství")),
            "listed_as": Personal(_("jak chce být člen uveden na webu"), _("dokud trvá členství")),
            "motivation": Personal(_("rozhodnutí o přijetí"), _("rok po konci členství")),
        },
        subject="user",
        what=_("členství ve skupinách"),
        told="group__name side status applied_at ended_on",
    )

    class Meta:
        verbose_name = _("členství")
        verbose_name_plural = _("členství")
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "email"],
                condition=Q(status__in=LIVE) & ~Q(email=""),
                name="membership_email_once",
                violation_error_message=_("Někdo s tímto e-mailem už ve skupině je, nebo se hlásí."),
            ),
            models.UniqueConstraint(
                fields=["group", "user"],
                condition=Q(status__in=LIVE, user__isnull=False),
                name="membership_user_once",
                violation_error_message=_("Tento člověk už ve skupině je."),
            ),
            models.CheckConstraint(
                condition=Q(mandate_from=None) | Q(mandate_to=None) | Q(mandate_to__gte=F("mandate_from")),
                name="membership_mandate_ends_after_it_begins",
                violation_error_message=_("Mandát nemůže skončit dřív, než začal."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=["refused", "ended"], ended_on__isnull=False)
                | (~Q(status__in=["refused", "ended"]) & Q(ended_on=None)),
                name="membership_over_has_its_day",
            ),
            models.CheckConstraint(
                condition=Q(substitute_of=None) | ~Q(substitute_of=F("id")),
                name="membership_substitutes_another",
                violation_error_message=_("Nikdo nemůže zastupovat sám sebe."),
            ),
        ]
        indexes = [models.Index(fields=["group", "status", "side"], name="membership_by_side")]

    def __str__(self) -> str:
        return self.name or str(_("bývalý člen"))

    def has_seat(self) -> bool:
        """Return whether the person has a vote of their own: neither a guest nor somebody's substitute."""
        return self.status == MembershipStatus.MEMBER and self.substitute_of_id is None

    def has_account(self) -> bool:
        """Return whether the person can sign in: an invitation that nobody accepted yet opens nothing."""
        return self.user is not None and self.user.is_active
