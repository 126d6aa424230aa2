"""Models of the provider catalogue."""

from providers.models.changes import Application, ChangeRequest, ErrorReport, Reminder, Revision
from providers.models.codebooks import ServiceKind, TargetGroup
from providers.models.editions import PrintedEdition
from providers.models.imports import RegisterImport, RegisterItem
from providers.models.lines import CrisisLine, EmergencyNumber, Office, OfficeContact
from providers.models.providers import Provider, ProviderEditor
from providers.models.services import (
    Attachment,
    Capacity,
    Contact,
    FormOffer,
    Location,
    PriceItem,
    ServiceTerm,
    SocialService,
)
from providers.models.situations import LifeSituation, SituationTarget

__all__ = [
    "Application",
    "Attachment",
    "Capacity",
    "ChangeRequest",
    "Contact",
    "CrisisLine",
    "EmergencyNumber",
    "ErrorReport",
    "FormOffer",
    "LifeSituation",
    "Location",
    "Office",
    "OfficeContact",
    "PriceItem",
    "PrintedEdition",
    "Provider",
    "ProviderEditor",
    "RegisterImport",
    "RegisterItem",
    "Reminder",
    "Revision",
    "ServiceKind",
    "ServiceTerm",
    "SituationTarget",
    "SocialService",
    "TargetGroup",
]
