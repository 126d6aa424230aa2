"""Services of the catalogue with their forms, places, contacts and files."""

import datetime as dt
import uuid

from django.core.validators import MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kpss.core.dates import months_since, today
from kpss.core.fields import OpeningHoursField
from kpss.core.files import random_name, validate_document
from kpss.core.models import Municipality, SearchTerm
from kpss.core.privacy import Privacy
from kpss.core.text import phone_readable
from kpss.core.validators import validate_postal_code
from providers.enums import (
    AttachmentKind,
    CapacityUnit,
    ContactKind,
    EntryStatus,
    Freshness,
    Language,
    Price,
    ServiceForm,
)
from providers.models.codebooks import ServiceKind, TargetGroup
from providers.models.providers import Provider
from providers.querysets import ServiceQuerySet

FREE_PLACES_HOLD = dt.timedelta(days=30)
AGING_MONTHS, STALE_MONTHS = 6, 12


class SocialService(models.Model):
    """One service: registered by the Act (``kind``), or a related one outside it (``related_kind``)."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="services", verbose_name=_("poskytovatel"))
    name = models.CharField(_("název služby"), max_length=200)
    slug = models.SlugField(_("adresa stránky"), unique=True, max_length=100)
    kind = models.ForeignKey(
        ServiceKind,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="services",
        verbose_name=_("druh služby"),
    )
    related_kind = models.CharField(_("druh návazné služby"), max_length=120, blank=True)
    register_number = models.PositiveIntegerField(_("číslo v registru (portalId)"), null=True, blank=True, unique=True)
    register_identifier = models.CharField(_("identifikátor služby"), max_length=20, blank=True)

    summary = models.CharField(_("jednou větou"), max_length=300, blank=True)
    what_it_does = models.TextField(_("co dělá"), blank=True)
    for_whom = models.TextField(_("pro koho, slovy"), blank=True)
    where_note = models.TextField(_("kde, slovy"), blank=True)
    when_note = models.TextField(_("kdy má čas, slovy"), blank=True)
    price = models.CharField(_("cena"), max_length=10, choices=Price, default=Price.UNKNOWN)
    price_note = models.CharField(_("cena krátce"), max_length=200, blank=True)
    how_to_begin = models.TextField(_("jak začít"), blank=True)
    easy_read = models.TextField(_("snadné čtení"), blank=True)
    languages = models.JSONField(_("jazyky"), default=list, blank=True)

    target_groups = models.ManyToManyField(TargetGroup, blank=True, related_name="services", verbose_name=_("pro koho"))
    age_from = models.PositiveSmallIntegerField(_("od let"), null=True, blank=True)
    age_to = models.PositiveSmallIntegerField(_("do let"), null=True, blank=True)
    served_municipalities = models.ManyToManyField(
        Municipality, blank=True, related_name="serving_services", verbose_name=_("obce, kam dojede")
    )
    serves_everywhere = models.BooleanField(_("dojede do všech obcí portálu"), default=False)
    opening_hours = OpeningHoursField(_("provozní doba"))

    free_places = models.PositiveSmallIntegerField(_("volná místa"), null=True, blank=True)
    free_places_on = models.DateField(_("volná místa ke dni"), null=True, blank=True)
    waiting_note = models.CharField(_("jak dlouho se čeká"), max_length=200, blank=True)

    valid_from = models.DateField(_("poskytuje se od"), null=True, blank=True)
    valid_to = models.DateField(_("poskytuje se do"), null=True, blank=True)
    closed_from = models.DateField(_("dočasně zavřeno od"), null=True, blank=True)
    closed_to = models.DateField(_("dočasně zavřeno do"), null=True, blank=True)
    closed_note = models.CharField(_("proč je zavřeno"), max_length=200, blank=True)

    status = models.CharField(_("stav"), max_length=10, choices=EntryStatus, default=EntryStatus.DRAFT)
    was_published = models.BooleanField(_("už byla zveřejněná"), default=False, editable=False)
    verified_on = models.DateField(_("ověřeno dne"), null=True, blank=True)
    verified_by_provider = models.BooleanField(_("potvrdila služba sama"), default=False)
    successor = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("nahradila ji služba"),
    )
    deleted_at = models.DateTimeField(_("smazáno"), null=True, blank=True)
    updated_at = models.DateTimeField(_("změněno"), auto_now=True)
    version = models.PositiveIntegerField(_("verze"), default=1, validators=[MinValueValidator(1)])

    objects = ServiceQuerySet.as_manager()

    privacy = Privacy(
        other="id uuid provider name slug kind related_kind register_number register_identifier summary what_it_does for_whom "
        "where_note when_note price price_note how_to_begin easy_read languages target_groups age_from age_to "
        "served_municipalities serves_everywhere opening_hours free_places free_places_on waiting_note valid_from valid_to "
        "closed_from closed_to closed_note status was_published verified_on verified_by_provider successor deleted_at updated_at version"
    )

    class Meta:
        verbose_name = _("služba")
        verbose_name_plural = _("služby")
        indexes = [
            models.Index(fields=["deleted_at"], name="service_deleted", condition=models.Q(deleted_at__isnull=False))
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__isnull=False, related_kind="")
                | models.Q(kind__isnull=True) & ~models.Q(related_kind=""),
                name="service_is_statutory_or_related",
                violation_error_message=_(
                    "Vyberte druh služby podle zákona, nebo napište druh návazné služby. Ne obojí."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(age_from__isnull=True)
                | models.Q(age_to__isnull=True)
                | models.Q(age_to__gte=models.F("age_from")),
                name="service_ages_in_order",
                violation_error_message=_("Věk „do“ je nižší než věk „od“."),
            ),
            models.CheckConstraint(
                condition=models.Q(valid_from__isnull=True)
                | models.Q(valid_to__isnull=True)
                | models.Q(valid_to__gte=models.F("valid_from")),
                name="service_validity_in_order",
                violation_error_message=_("Konec platnosti je před začátkem."),
            ),
            models.CheckConstraint(
                condition=models.Q(closed_to__isnull=True) | models.Q(closed_from__lte=models.F("closed_to")),
                name="service_closing_in_order",
                violation_error_message=_("Napište, odkdy je zavřeno, a konec až po začátku."),
            ),
            models.CheckConstraint(
                condition=models.Q(free_places__isnull=True, free_places_on__isnull=True)
                | models.Q(free_places__isnull=False, free_places_on__isnull=False),
                name="service_free_places_dated",
                violation_error_message=_("K volným místům patří i den, ke kterému platí."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("providers:service", args=[self.slug])

    def get_short_url(self) -> str:
        """Return the address that can be dictated: /s/123."""
        return reverse("providers:short", args=[self.pk])

    @property
    def plain_kind(self) -> str:
        """Return what people call this kind of service."""
        return self.kind.plain_name if self.kind else self.related_kind

    @property
    def is_ended(self) -> bool:
        return self.status == EntryStatus.ENDED or bool(self.valid_to and self.valid_to < today())

    @property
    def is_closed_now(self) -> bool:
        day = today()
        return bool(self.closed_from and self.closed_from <= day and (self.closed_to is None or day <= self.closed_to))

    @property
    def known_free_places(self) -> int | None:
        """Return the free places when the figure is at most 30 days old; older ones say nothing."""
        if self.free_places_on is None or today() - self.free_places_on > FREE_PLACES_HOLD:
            return None
        return self.free_places

    @property
    def freshness(self) -> Freshness:
        """Return how long ago somebody confirmed the entry: under 6 months, under 12, more, never."""
        if self.verified_on is None:
            return Freshness.NEVER
        months = months_since(self.verified_on, today())
        if months < AGING_MONTHS:
            return Freshness.FRESH
        return Freshness.AGING if months < STALE_MONTHS else Freshness.STALE

    def contacts_by(self, kind: str) -> list["Contact"]:
        """Return the contacts of a kind, the provider's where the service has none (the rule of the register)."""
        own = [contact for contact in self.contacts.all() if contact.kind == kind]
        return own or [contact for contact in self.provider.contacts.all() if contact.kind == kind]

    @property
    def language_words(self) -> list[str]:
        return [str(Language(code).label) for code in self.languages if code in Language.values]


class FormOffer(models.Model):
    """A form in which the service is given, with its capacities; capacity belongs to the form, not to a place."""

    service = models.ForeignKey(SocialService, models.CASCADE, related_name="form_offers")
    form = models.CharField(_("forma"), max_length=12, choices=ServiceForm)
    is_nonstop = models.BooleanField(_("nepřetržitě"), default=False)

    privacy = Privacy(other="id service form is_nonstop")

    class Meta:
        verbose_name = _("forma služby")
        verbose_name_plural = _("formy služby")
        ordering = ["form"]
        constraints = [models.UniqueConstraint(fields=["service", "form"], name="form_offer_once")]

    def __str__(self) -> str:
        return str(self.get_form_display())


class Capacity(models.Model):
    """The registered maximum in one unit; figures of different units are never added."""

    offer = models.ForeignKey(FormOffer, models.CASCADE, related_name="capacities")
    unit = models.CharField(_("jednotka"), max_length=14, choices=CapacityUnit)
    count = models.PositiveIntegerField(_("kolik"))
    note = models.CharField(_("poznámka"), max_length=200, blank=True)

    privacy = Privacy(other="id offer unit count note")

    class Meta:
        verbose_name = _("kapacita")
        verbose_name_plural = _("kapacity")
        ordering = ["unit", "-count", "id"]

    def __str__(self) -> str:
        return f"{self.count} {self.get_unit_display()}"


class Location(models.Model):
    """A place where the service is given. A secret one keeps no address at all: the database refuses it."""

    service = models.ForeignKey(SocialService, models.CASCADE, related_name="locations")
    name = models.CharField(_("název místa"), max_length=200, blank=True)
    is_secret = models.BooleanField(_("utajená adresa"), default=False)
    street = models.CharField(_("ulice"), max_length=120, blank=True)
    house_number = models.CharField(_("číslo domu"), max_length=20, blank=True)
    postal_code = models.CharField(_("PSČ"), max_length=6, blank=True, validators=[validate_postal_code])
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, null=True, blank=True, related_name="locations", verbose_name=_("obec")
    )
    part = models.CharField(_("část obce"), max_length=80, blank=True)
    address_code = models.PositiveIntegerField(_("kód adresního místa (RÚIAN)"), null=True, blank=True)
    latitude = models.FloatField(_("zeměpisná šířka"), null=True, blank=True)
    longitude = models.FloatField(_("zeměpisná délka"), null=True, blank=True)
    accessibility_note = models.CharField(_("jak se tam dostanete"), max_length=250, blank=True)
    is_step_free = models.BooleanField(_("bez schodů"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("pořadí"), default=0)

    privacy = Privacy(
        other="id service name is_secret street house_number postal_code municipality part address_code latitude longitude "
        "accessibility_note is_step_free position"
    )

    class Meta:
        verbose_name = _("místo")
        verbose_name_plural = _("místa")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(is_secret=False)
                | models.Q(
                    municipality__isnull=True,
                    street="",
                    house_number="",
                    postal_code="",
                    part="",
                    address_code__isnull=True,
                    latitude__isnull=True,
                    longitude__isnull=True,
                    accessibility_note="",
                ),
                name="secret_location_keeps_no_address",
                violation_error_message=_("Utajené místo nesmí mít uloženou adresu. Smažte ulici, PSČ i souřadnice."),
            ),
            models.CheckConstraint(
                condition=models.Q(latitude__isnull=True, longitude__isnull=True)
                | models.Q(latitude__range=(48, 52), longitude__range=(12, 19)),
                name="location_lies_in_czechia",
                violation_error_message=_("Souřadnice neleží v Česku."),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.address

    @property
    def address(self) -> str:
        """Return the address in one line; nothing for a secret place."""
        if self.is_secret:
            return ""
        town = self.municipality.known_name if self.municipality else ""
        line = " ".join(part for part in (self.street or self.part, self.house_number) if part)
        place = " ".join(part for part in (self._postal(), town) if part)
        return ", ".join(part for part in (line, place) if part)

    def _postal(self) -> str:
        code = self.postal_code.replace(" ", "")
        return f"{code[:3]}\N{NO-BREAK SPACE}{code[3:]}" if code else ""


class Contact(models.Model):
    """A phone, e-mail or web of a service or of a provider (exactly one of them)."""

    service = models.ForeignKey(SocialService, models.CASCADE, null=True, blank=True, related_name="contacts")
    provider = models.ForeignKey(Provider, models.CASCADE, null=True, blank=True, related_name="contacts")
    kind = models.CharField(_("druh"), max_length=5, choices=ContactKind)
    value = models.CharField(_("číslo nebo adresa"), max_length=254)
    note = models.CharField(_("kdo a kdy to zvedá"), max_length=120, blank=True)
    position = models.PositiveSmallIntegerField(_("pořadí"), default=0)
    bounced_at = models.DateTimeField(_("pošta se vrátila"), null=True, blank=True)

    privacy = Privacy(other="id service provider kind value note position bounced_at")

    class Meta:
        verbose_name = _("kontakt")
        verbose_name_plural = _("kontakty")
        ordering = ["kind", "position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(service__isnull=True, provider__isnull=False)
                | models.Q(service__isnull=False, provider__isnull=True),
                name="contact_of_one",
                violation_error_message=_("Kontakt patří buď službě, nebo poskytovateli."),
            )
        ]

    def __str__(self) -> str:
        return phone_readable(self.value) if self.kind == ContactKind.PHONE else self.value

    @property
    def href(self) -> str:
        """Return the link: tel:, mailto: or the web address."""
        prefixes = {ContactKind.PHONE: "tel:", ContactKind.EMAIL: "mailto:", ContactKind.WEB: ""}
        return prefixes[ContactKind(self.kind)] + self.value

    @property
    def shown(self) -> str:
        """Return the value as people read it: no https:// and no last slash."""
        if self.kind == ContactKind.WEB:
            return self.value.split("://", 1)[-1].removeprefix("www.").rstrip("/")
        return str(self)


class PriceItem(models.Model):
    """A line of the price list: what and for how much, in words."""

    service = models.ForeignKey(SocialService, models.CASCADE, related_name="price_items")
    what = models.CharField(_("za co"), max_length=160)
    amount = models.CharField(_("kolik"), max_length=60)
    position = models.PositiveSmallIntegerField(_("pořadí"), default=0)

    privacy = Privacy(other="id service what amount position")

    class Meta:
        verbose_name = _("položka ceníku")
        verbose_name_plural = _("položky ceníku")
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return f"{self.what}: {self.amount}"


class Attachment(models.Model):
    """A file to download: price list, application form. Its storage name is random, its shown name our own."""

    service = models.ForeignKey(SocialService, models.CASCADE, related_name="attachments")
    kind = models.CharField(_("co to je"), max_length=12, choices=AttachmentKind, default=AttachmentKind.OTHER)
    title = models.CharField(_("název"), max_length=160)
    file = models.FileField(_("soubor"), upload_to=random_name, validators=[validate_document])
    size = models.PositiveIntegerField(_("velikost v bajtech"), default=0)
    added_at = models.DateTimeField(_("přidáno"), auto_now_add=True)

    privacy = Privacy(other="id service kind title file size added_at")

    class Meta:
        verbose_name = _("soubor ke stažení")
        verbose_name_plural = _("soubory ke stažení")
        ordering = ["kind", "title"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("providers:attachment", args=[self.pk])


class ServiceTerm(SearchTerm):
    """A term of the search index of services."""

    service = models.ForeignKey(SocialService, models.CASCADE, related_name="terms")

    privacy = Privacy(other="id service term weight")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["term", "service"], name="service_term_once")]
        # Holds everything the search reads, so that it never touches the table (40 ms → 16 ms at 350,000 rows).
        indexes = [models.Index(fields=["term", "service", "weight"], name="service_term_covering")]
