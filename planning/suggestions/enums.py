"""Words of suggestions and calls."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    """How something reached the town."""

    WEB = "web", _("z webu")
    PHONE = "phone", _("po telefonu")
    PAPER = "paper", _("na papíře")
    MEETING = "meeting", _("na setkání")
    EMAIL = "email", _("e-mailem")
    DATA_BOX = "data_box", _("datovou schránkou")


class Topic(models.TextChoices):
    """What a suggestion is about, as people would say it."""

    MISSING = "missing", _("Pomoc, která tu chybí")
    SERVICE = "service", _("Služba, která tu je")
    ACCESS = "access", _("Doprava a bariéry")
    INFORMATION = "information", _("Informace o pomoci")
    OTHER = "other", _("Něco jiného")


class SuggestionStatus(models.TextChoices):
    """How far a suggestion is."""

    NEW = "new", _("čeká na přečtení")
    ASSIGNED = "assigned", _("řeší se")
    ANSWERED = "answered", _("odpověděli jsme")
    CLOSED = "closed", _("hotovo")
    REFUSED = "refused", _("nepatří do plánování")
    SPAM = "spam", _("spam")


class CallStatus(models.TextChoices):
    """How far a call is. Opening and closing come by themselves at their hour."""

    DRAFT = "draft", _("připravuje se")
    ANNOUNCED = "announced", _("vyhlášená, ještě nezačala")
    OPEN = "open", _("návrhy se sbírají")
    CHOOSING = "choosing", _("vybírá se")
    DECIDED = "decided", _("rozhodnuto")
    CANCELLED = "cancelled", _("zrušená")


class ChoiceWay(models.TextChoices):
    """Who chooses."""

    VISITORS = "visitors", _("každý, kdo potvrdí svůj e-mail")
    GROUP = "group", _("členové skupiny")


class EntryStatus(models.TextChoices):
    """The way of an entry from its author to the gallery."""

    UNCONFIRMED = "unconfirmed", _("nepotvrdil(a) e-mail")
    WAITING = "waiting", _("čeká na přijetí")
    ACCEPTED = "accepted", _("přijatý")
    REFUSED = "refused", _("nepřijatý")
