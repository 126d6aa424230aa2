"""Forms of projects that pay for the portal."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kpss.core.files import clean_image
from kpss.core.forms import WatchedForm, day_field
from kpss.core.models import FundedProject
from kpss.core.validators import validate_day
from planning.portal.forms.upkeep import PictureField


class ProjectForm(WatchedForm):
    """What the funder wants to be said, where and until when."""

    starts_on = day_field(validators=[validate_day], label=_("Ukazovat od"))
    ends_on = day_field(
        validators=[validate_day],
        label=_("Ukazovat do"),
        required=False,
        help_text=_("Včetně udržitelnosti. Prázdné = pořád."),
    )
    logo = PictureField(label=_("Logo nebo pás log"), required=False, help_text=_("PNG nebo JPEG."), picture_url="")

    class Meta:
        model = FundedProject
        fields = ["text", "name", "number", "is_eu", "logo", "logo_alt", "pays_for", "starts_on", "ends_on"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.logo:
            self.fields["logo"].picture_url = reverse("core:logo", args=[self.instance.pk])

    def clean_logo(self) -> Any:
        """Return the picture decoded and written anew."""
        file = self.cleaned_data["logo"]
        return clean_image(file) if isinstance(file, UploadedFile) else file
