"""Forms by which files come in."""

from pathlib import PurePosixPath

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

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
        help_text=_("Jinak bereme jen služby, které mají místo v některé z vašich obcí."),
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
