"""Forms of the catalogue."""

from providers.forms.entries import Begun, PlaceFormSet, ProviderForm, ServiceForm, read_base, sign_base
from providers.forms.visitors import (
    ApplicationForm,
    AttachmentForm,
    DecisionForm,
    ErrorReportForm,
    FreePlacesForm,
    ShortlistMailForm,
)

__all__ = [
    "ApplicationForm",
    "AttachmentForm",
    "Begun",
    "DecisionForm",
    "ErrorReportForm",
    "FreePlacesForm",
    "PlaceFormSet",
    "ProviderForm",
    "ServiceForm",
    "ShortlistMailForm",
    "read_base",
    "sign_base",
]
