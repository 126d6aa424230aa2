"""Forms of the catalogue."""

from providers.forms.entries import PlaceFormSet, ProviderForm, ServiceForm, base_signer
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
    "DecisionForm",
    "ErrorReportForm",
    "FreePlacesForm",
    "PlaceFormSet",
    "ProviderForm",
    "ServiceForm",
    "ShortlistMailForm",
    "base_signer",
]
