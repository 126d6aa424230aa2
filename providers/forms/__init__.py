"""Forms of the catalogue."""

from providers.forms.entries import PlaceFormSet, ProviderForm, ServiceForm, base_signer
from providers.forms.visitors import ApplicationForm, DecisionForm, ErrorReportForm, FreePlacesForm, ShortlistMailForm

__all__ = [
    "ApplicationForm",
    "DecisionForm",
    "ErrorReportForm",
    "FreePlacesForm",
    "PlaceFormSet",
    "ProviderForm",
    "ServiceForm",
    "ShortlistMailForm",
    "base_signer",
]
