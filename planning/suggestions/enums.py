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
