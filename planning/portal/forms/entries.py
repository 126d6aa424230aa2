"""Forms of what is published."""

from copy import copy
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kpss.core.files import clean_image
from kpss.core.forms import RichTextField, moment_field
from kpss.core.validators import validate_day
from planning.plans.models import Milestone
from planning.portal.forms.upkeep import PictureField
from planning.portal.models import Event, NewsItem, Page, Published, Topic


def milestones_offered() -> Any:
    """Return the milestones something may have come of, the newest first."""
    kept = Milestone.objects.kept().filter(cycle__deleted_at=None)
    return kept.order_by("-happened_on", "-pk")


class EntryForm(forms.ModelForm[Any]):
    """What all entries have: which edit was opened, and from when the public sees it."""

    edit = forms.IntegerField(widget=forms.HiddenInput)
    publish_at = moment_field(
        validators=[validate_day],
        label=_("Zveřejnit až"),
        required=False,
        help_text=_("Nechte prázdné, když se má text ukázat hned."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["edit"].initial = self.instance.edit_count
        self.order_fields([*(name for name in self.fields if name != "publish_at"), "publish_at"])
        if self.instance.published_at:
            del self.fields["publish_at"]

    def entry(self) -> Published:
        """Return the entry as it was written, not saved yet."""
        entry: Published = self.save(commit=False)
        return entry

    def more(self) -> dict[str, Any]:
        """Return what is kept beside the entry's own fields."""
        return {"topics": self.cleaned_data["topics"]} if "topics" in self.cleaned_data else {}

    def show_again(self, edit_count: int) -> None:
        """Let the text be saved over another edit that its writer was shown."""
        data: Any = copy(self.data)
        data["edit"] = str(edit_count)
        self.data = data


class NewsForm(EntryForm):
    """News."""

    text = RichTextField(label=_("Text"), required=False)
    topics = forms.ModelMultipleChoiceField(
        label=_("Témata"), queryset=Topic.objects.all(), required=False, widget=forms.CheckboxSelectMultiple
    )

    image = PictureField(label=_("Obrázek"), required=False, help_text=_("PNG nebo JPEG."), picture_url="")

    class Meta:
        model = NewsItem
        fields = ["title", "summary", "text", "topics", "image", "image_alt", "milestone"]
        widgets = {"summary": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        milestone: Any = self.fields["milestone"]
        milestone.queryset, milestone.empty_label = milestones_offered(), _("žádnému")
        if self.instance.pk:
            self.fields["image"].picture_url = reverse("portal:news_image", args=[self.instance.pk])

    def clean_image(self) -> Any:
        """Return the picture decoded and written anew."""
        file = self.cleaned_data["image"]
        return clean_image(file) if isinstance(file, UploadedFile) else file


class EventForm(EntryForm):
    """An event."""

    text = RichTextField(label=_("Text"), required=False)
    starts_at = moment_field(validators=[validate_day], label=_("Začíná"))
    ends_at = moment_field(validators=[validate_day], label=_("Končí nejpozději"))
    topics = forms.ModelMultipleChoiceField(
        label=_("Témata"), queryset=Topic.objects.all(), required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Event
        fields = [
            "title",
            "summary",
            "starts_at",
            "ends_at",
            "place",
            "access",
            "text",
            "topics",
            "takes_registrations",
            "capacity",
        ]
        widgets = {"summary": forms.Textarea(attrs={"rows": 2})}


class PageForm(EntryForm):
    """A page of explanation."""

    text = RichTextField(label=_("Text"))

    class Meta:
        model = Page
        fields = ["title", "summary", "text", "easy_text", "position"]
        widgets = {"summary": forms.Textarea(attrs={"rows": 2}), "easy_text": forms.Textarea(attrs={"rows": 8})}
