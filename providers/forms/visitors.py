"""Forms that visitors fill in, and small decisions."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kpss.core.antispam import GuardedForm
from kpss.core.files import clean_document, validate_document
from kpss.core.validators import validate_ico
from providers.enums import ReportTopic
from providers.models import Application, Attachment, ErrorReport


class ErrorReportForm(GuardedForm, forms.ModelForm[ErrorReport]):
    """Three fields by which a visitor says what is wrong; no account, the e-mail is voluntary."""

    topic = forms.ChoiceField(label=_("Co nesedí?"), choices=ReportTopic.choices, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("Jak je to správně?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Stačí pár slov. Nepište sem nic o svém zdraví."),
    )
    email = forms.EmailField(
        label=_("Váš e-mail"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("Jen když chcete vědět, jak to dopadlo. Smažeme ho do roka."),
    )

    class Meta:
        model = ErrorReport
        fields = ["topic", "text", "email"]


class ApplicationForm(GuardedForm, forms.ModelForm[Application]):
    """An organisation asks to be listed or to manage its entries."""

    ico = forms.CharField(
        label=_("IČO"),
        required=False,
        max_length=8,
        help_text=_("Osm číslic, třeba 00839345."),
        validators=[validate_ico],
    )

    class Meta:
        model = Application
        fields = ["organisation", "ico", "name", "email", "text"]
        widgets = {
            "organisation": forms.TextInput(attrs={"autocomplete": "organization"}),
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
            "text": forms.Textarea(attrs={"rows": 5}),
        }


class ShortlistMailForm(GuardedForm, forms.Form):
    """Where to send one's own list."""

    email = forms.EmailField(
        label=_("Na jaký e-mail seznam poslat?"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("Adresu použijeme jednou a neuložíme ji."),
    )


class DecisionForm(forms.Form):
    """A decision with a reason."""

    reason = forms.CharField(label=_("Důvod"), required=False, widget=forms.Textarea(attrs={"rows": 3}))


class FreePlacesForm(forms.Form):
    """Free places as of today."""

    count = forms.IntegerField(
        label=_("Kolik míst je dnes volných?"),
        required=False,
        min_value=0,
        max_value=9999,
        help_text=_("Prázdné = nevíme. Údaj platí 30 dní."),
    )
    note = forms.CharField(label=_("Jak dlouho se čeká?"), required=False, max_length=200)


class AttachmentForm(forms.ModelForm[Attachment]):
    """A file to download: price list, application form."""

    class Meta:
        model = Attachment
        fields = ["kind", "title", "file"]
        help_texts = {"file": _("PDF, DOCX, ODT, XLSX nebo obrázek do 10 MB.")}

    def clean_file(self) -> Any:
        """Return the file, a picture written anew."""
        file = self.cleaned_data["file"]
        validate_document(file)
        return clean_document(file)


class EditorForm(forms.Form):
    """Whom to let keep a provider's entries."""

    email = forms.EmailField(label=_("E-mail redaktora"))
