"""Forms of the portal."""

from dataclasses import replace
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from kpss.core.antispam import GuardedForm
from kpss.core.colour import contrast
from kpss.core.dates import weekday_name
from kpss.core.files import clean_image
from kpss.core.forms import WatchedForm, day_field
from kpss.core.models import Town
from kpss.core.opening_hours import intervals_in_words, parse_intervals
from kpss.core.validators import PAGE_COLOUR, validate_day
from planning.portal.models import AccessibilityReport, AccessibilityStatement, InaccessibleContent


class AccessibilityReportForm(GuardedForm, forms.ModelForm[AccessibilityReport]):
    """What is not accessible; the e-mail is voluntary."""

    class Meta:
        model = AccessibilityReport
        fields = ["text", "page", "email"]
        widgets = {
            "text": forms.Textarea(attrs={"rows": 5}),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
        }


class ColourInput(forms.TextInput):
    """The browser's own choice of a colour; it always has one, so HTML lets it be neither required nor limited."""

    input_type = "color"

    def use_required_attribute(self, initial: Any) -> bool:
        """Return that it is never marked as required."""
        return False


class PictureField(forms.FileField):
    """A picture that the form shows while it is kept."""

    def __init__(self, *, picture_url: Any, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.picture_url = picture_url


class TownForm(WatchedForm):
    """The town's settings; the picture of the arms is written anew, the colour checked for contrast."""

    arms = PictureField(
        label=_("Znak města"),
        required=False,
        help_text=_("Obrázek PNG nebo JPEG."),
        picture_url=reverse_lazy("core:arms"),
    )

    also_watched = tuple(f"hours_{number}" for number in range(7))

    class Meta:
        model = Town
        fields = [
            "portal_name",
            "subtitle",
            "town_name",
            "area_phrase",
            "phone",
            "email",
            "office_name",
            "office_address",
            "data_protection_contact",
            "accent",
            "arms",
            "edition",
        ]
        widgets = {"accent": ColourInput()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ratio = f"{contrast(self.instance.accent, PAGE_COLOUR):.1f}".replace(".", ",")
        self.fields["accent"].widget.attrs.pop("maxlength", None)
        self.fields["accent"].help_text = _("Kontrast se stránkou je teď %(ratio)s : 1, potřeba je aspoň 4,5 : 1.") % {
            "ratio": ratio
        }
        for number in range(7):
            self.fields[f"hours_{number}"] = forms.CharField(
                label=_("Úřední hodiny: %(day)s") % {"day": weekday_name(number)},
                required=False,
                initial=intervals_in_words(self.instance.hours.weekly[number]),
            )

    def clean_arms(self) -> Any:
        """Return the picture decoded and written anew."""
        file = self.cleaned_data["arms"]
        return clean_image(file) if isinstance(file, UploadedFile) else file

    def clean(self) -> dict[str, Any]:
        """Read the hours of each day."""
        data = super().clean() or {}
        weekly = []
        for number in range(7):
            try:
                weekly.append(parse_intervals(data.get(f"hours_{number}", "")))
            except forms.ValidationError as error:
                self.add_error(f"hours_{number}", error)
                weekly.append(())
        self.instance.hours = replace(self.instance.hours, weekly=tuple(weekly))
        return data


class StatementForm(WatchedForm):
    """The accessibility statement as fields."""

    prepared_on = day_field(validators=[validate_day], label=_("Vypracováno"), required=False)
    reviewed_on = day_field(validators=[validate_day], label=_("Naposledy přezkoumáno"), required=False)

    class Meta:
        model = AccessibilityStatement
        fields = ["body_name", "conformance", "method", "prepared_on", "reviewed_on", "contact"]


InaccessibleFormSet = forms.inlineformset_factory(
    AccessibilityStatement, InaccessibleContent, fields=["what", "reason", "alternative"], extra=1
)
