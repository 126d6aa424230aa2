"""Words of the catalogue as code."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ServiceCategory(models.TextChoices):
    """The three groups of the Act (§ 37, § 38–52, § 53–70 of Act 108/2006 Sb.)."""

    COUNSELLING = "counselling", _("sociální poradenství")
    CARE = "care", _("služby sociální péče")
    PREVENTION = "prevention", _("služby sociální prevence")


class ServiceForm(models.TextChoices):
    """How the service is given (§ 33 of the Act)."""

    FIELD = "field", _("terénní")
    OUTPATIENT = "outpatient", _("ambulantní")
    RESIDENTIAL = "residential", _("pobytová")


#: The same in the words of a person who looks for help.
FORM_WORDS = {
    ServiceForm.FIELD: _("přijdou k vám domů"),
    ServiceForm.OUTPATIENT: _("dojdete k nim"),
    ServiceForm.RESIDENTIAL: _("bydlení s péčí"),
}


class AgeGroup(models.TextChoices):
    """Ages a visitor can choose from."""

    CHILDREN = "deti", _("děti do 15 let")
    YOUNG = "mladi", _("mladí 15–26 let")
    ADULTS = "dospeli", _("dospělí 27–64 let")
    SENIORS = "seniori", _("senioři od 65 let")


OLDEST = 120
#: The youngest and the oldest of each group.
AGES = {
    AgeGroup.CHILDREN: (0, 14),
    AgeGroup.YOUNG: (15, 26),
    AgeGroup.ADULTS: (27, 64),
    AgeGroup.SENIORS: (65, OLDEST),
}


class CapacityUnit(models.TextChoices):
    """Units in which the register counts capacity."""

    CLIENTS = "clients", _("klientů")
    CONTACTS = "contacts", _("kontaktů (10 minut)")
    INTERVENTIONS = "interventions", _("intervencí (30 minut)")
    BEDS = "beds", _("lůžek")
    CALLS = "calls", _("hovorů")


class Price(models.TextChoices):
    """Whether people pay."""

    FREE = "free", _("zdarma")
    PAID = "paid", _("za úhradu")
    PARTLY = "partly", _("něco zdarma, něco za úhradu")
    UNKNOWN = "unknown", pgettext_lazy("price", "neuvedeno")


class LegalForm(models.TextChoices):
    """Legal forms of providers."""

    MUNICIPALITY = "municipality", _("obec")
    CONTRIBUTORY = "contributory", _("příspěvková organizace")
    ASSOCIATION = "association", _("spolek")
    INSTITUTE = "institute", _("ústav")
    BENEFIT = "benefit", _("obecně prospěšná společnost")
    CHURCH = "church", _("církevní právnická osoba")
    COMPANY = "company", _("obchodní společnost")
    PERSON = "person", _("podnikající fyzická osoba")
    OTHER = "other", _("jiná")


class EntryStatus(models.TextChoices):
    """Where an entry of the catalogue is."""

    DRAFT = "draft", _("rozepsáno")
    PUBLISHED = "published", _("zveřejněno")
    ENDED = "ended", _("služba skončila")


class ChangeStatus(models.TextChoices):
    """Where a change request is."""

    SUBMITTED = "submitted", _("čeká na schválení")
    APPROVED = "approved", _("schváleno")
    RETURNED = "returned", _("vráceno k opravě")
    WITHDRAWN = "withdrawn", _("staženo")


class ContactKind(models.TextChoices):
    """How one can be reached."""

    PHONE = "phone", _("telefon")
    EMAIL = "email", _("e-mail")
    WEB = "web", _("web")


class AttachmentKind(models.TextChoices):
    """What an attached file is."""

    PRICE_LIST = "price_list", _("ceník")
    APPLICATION = "application", _("žádost o službu")
    RULES = "rules", _("pravidla služby")
    OTHER = "other", _("jiný soubor")


class ReportTopic(models.TextChoices):
    """What a visitor says is wrong."""

    CONTACT = "contact", _("telefon, e-mail nebo web nefunguje")
    HOURS = "hours", _("nesedí provozní doba")
    PRICE = "price", _("nesedí cena")
    ENDED = "ended", _("služba už neexistuje")
    OTHER = "other", _("něco jiného")


class Freshness(models.TextChoices):
    """How long ago somebody confirmed the entry, in words."""

    FRESH = "fresh", _("ověřeno")
    AGING = "aging", _("déle než půl roku neověřeno")
    STALE = "stale", _("déle než rok neověřeno")
    NEVER = "never", _("zatím neověřeno")


class Language(models.TextChoices):
    """Languages in which one can get on with a service (ISO 639)."""

    CS = "cs", _("česky")
    SK = "sk", _("slovensky")
    EN = "en", _("anglicky")
    DE = "de", _("německy")
    UK = "uk", _("ukrajinsky")
    RU = "ru", _("rusky")
    VI = "vi", _("vietnamsky")
    PL = "pl", _("polsky")
    ROM = "rom", _("romsky")
    CSE = "cse", _("českým znakovým jazykem")
