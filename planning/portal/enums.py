"""Words of what the portal publishes."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """How far an entry is on the way to the public; its times say so, no column does."""

    DRAFT = "draft", _("rozepsané")
    SCHEDULED = "scheduled", _("naplánované")
    PUBLIC = "public", _("zveřejněné")
    ARCHIVED = "archived", _("v archivu")
    DELETED = "deleted", _("smazané")


class RegistrationStatus(models.TextChoices):
    """How far somebody is on the way to an event."""

    UNCONFIRMED = "unconfirmed", _("nepotvrdil(a) e-mail")
    COMES = "comes", _("přijde")
    WAITING = "waiting", _("čeká na místo")
    CANCELLED = "cancelled", _("odhlásil(a) se")
