"""Forms by which files come in."""

from pathlib import PurePosixPath

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from providers.importers import spreadsheet_file
from providers.importers.register_file import MAX_BYTES


class RegisterUploadForm(forms.Form):
    """A file of the state register; it has about 100 MB, so it goes through a temporary file."""

    file = forms.FileField(
        label=_("Soubor registru"),
        widget=forms.ClearableFileInput(attrs={"accept": ".json,application/json"}),
        help_text=_("Soubor rpss.json z otevřených dat ministerstva. Má asi 100 MB, nahrávání chvíli potrvá."),
    )
    everywhere = forms.BooleanField(
        label=_("I služby mimo obce portálu"),
        required=False,
        help_text=_("Bez téhle volby bereme jen služby, které mají místo v některé z vašich obcí."),
    )

    def clean_file(self) -> UploadedFile:
        """Refuse what cannot be the register; the rest is found out while reading."""
        file: UploadedFile = self.cleaned_data["file"]
        if PurePosixPath(file.name or "").suffix.lower() != ".json":
            raise ValidationError(_("Soubor registru končí na .json. Vyberte rpss.json."), code="suffix")
        if (file.size or 0) > MAX_BYTES:
            raise ValidationError(_("Soubor je větší než 500 MB, registr to být nemůže."), code="size")
        return file


class ApplyAllForm(forms.Form):
    """Taking over a whole import; a suspicious loss has to be accepted expressly."""

    accept_loss = forms.BooleanField(
        label=_("Ověřil(a) jsem, že je soubor úplný a služby v registru opravdu chybí"), required=False
    )


class SpreadsheetUploadForm(forms.Form):
    """A table of services."""

    file = forms.FileField(
        label=_("Tabulka služeb"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
        help_text=_("Soubor XLSX nebo CSV podle vzoru, nejvýš 20 MB a 10 000 řádků."),
    )

    def clean_file(self) -> UploadedFile:
        """Refuse other kinds of files; the rest is found out while reading."""
        file: UploadedFile = self.cleaned_data["file"]
        if PurePosixPath(file.name or "").suffix.lower() not in (".xlsx", ".csv"):
            raise ValidationError(_("Tabulku uložte jako XLSX nebo CSV."), code="suffix")
        if (file.size or 0) > spreadsheet_file.MAX_BYTES:
            raise ValidationError(_("Soubor je větší než 20 MB. Rozdělte ho na víc částí."), code="size")
        return file
