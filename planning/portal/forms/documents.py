"""Forms of the library."""

from typing import Any

from django import forms
from django.core.files.base import File
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from kpss.core.collation import czech
from kpss.core.files import clean_document, validate_document
from kpss.core.forms import RichTextField
from kpss.core.models import Municipality
from planning.plans.models import PlanningCycle
from planning.portal.enums import DocumentKind
from planning.portal.forms.entries import EntryForm, milestones_offered
from planning.portal.models import Document


class CheckedFileField(forms.FileField):
    """A file of a kind that we take, with the content its name promises."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**{"help_text": _("PDF, DOCX, ODT, XLSX, ODS nebo obrázek do 10 MB.")} | given)

    def clean(self, data: Any, initial: Any = None) -> File[bytes] | None:
        """Return the file, a picture written anew."""
        file = super().clean(data, initial)
        if not isinstance(file, UploadedFile):
            return None
        validate_document(file)
        return clean_document(file)


class DocumentForm(EntryForm):
    """A document; a new one comes with its first file."""

    text = RichTextField(label=_("Text"), required=False, help_text=_("Co je dobré vědět, než lidé soubor otevřou."))
    upload = CheckedFileField(label=_("Soubor"), required=False)

    class Meta:
        model = Document
        fields = [
            "title",
            "kind",
            "summary",
            "year_from",
            "year_to",
            "cycle",
            "milestone",
            "municipality",
            "text",
        ]
        widgets = {"summary": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["cycle"].queryset = PlanningCycle.objects.kept()
        fields["cycle"].empty_label = _("žádné")
        fields["milestone"].queryset = milestones_offered()
        fields["milestone"].empty_label = _("žádného")
        fields["municipality"].queryset = Municipality.objects.filter(is_member=True).order_by(czech("name"))
        fields["municipality"].empty_label = _("pro všechny")
        for name in ("year_from", "year_to"):
            fields[name].widget.attrs["class"] = "form-control--short"
        if self.instance.pk:
            del fields["upload"]

    def more(self) -> dict[str, Any]:
        """Return the first file."""
        return {"upload": self.cleaned_data.get("upload")}


class FileForm(forms.Form):
    """Another file of a document."""

    file = CheckedFileField(label=_("Soubor"))
    title = forms.CharField(
        label=_("Název souboru"),
        max_length=120,
        required=False,
        help_text=_("Třeba: Příloha č. 1. Prázdné = název dokumentu."),
    )


class VersionForm(forms.Form):
    """A newer version of a file."""

    file = CheckedFileField(label=_("Nová verze"))
    note = forms.CharField(
        label=_("Co se změnilo"),
        max_length=200,
        required=False,
        help_text=_("Třeba: opravené tabulky na straně 12. Lidé to uvidí u starší verze."),
    )


class LibraryForm(forms.Form):
    """What somebody looks for in the library."""

    quiet_optional = True
    q = forms.CharField(
        label=_("Co hledáte"), max_length=100, required=False, widget=forms.TextInput(attrs={"type": "search"})
    )
    druh = forms.ChoiceField(label=_("Druh"), required=False)
    rok = forms.TypedChoiceField(label=_("Platí v roce"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, kinds: list[str], years: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = dict(DocumentKind.choices)
        self.fields["druh"].choices = [("", _("všechny druhy")), *((kind, labels[kind]) for kind in kinds)]
        self.fields["rok"].choices = [("", _("kdykoli")), *((year, str(year)) for year in years)]
