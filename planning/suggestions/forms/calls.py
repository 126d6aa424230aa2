"""Forms of calls, entries and votes."""

import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kpss.core.antispam import GuardedForm
from kpss.core.files import MAX_BYTES, clean_image
from kpss.core.forms import WatchedForm, moment_field
from planning.groups.models import PlanningGroup
from planning.suggestions.models import Call, Entry


class CallForm(WatchedForm):
    """What the town asks for, until when, and who chooses."""

    opens_at = moment_field(label=_("Návrhy od"))
    closes_at = moment_field(label=_("Návrhy do"))
    voting_ends_at = moment_field(label=_("Hlasuje se do"), help_text=_("Hlasovat se začne, jakmile skončí sbírání."))

    class Meta:
        model = Call
        fields = ["title", "about", "terms", "opens_at", "closes_at", "chosen_by", "group", "voting_ends_at"]
        widgets = {"about": forms.Textarea(attrs={"rows": 4}), "terms": forms.Textarea(attrs={"rows": 8})}
        help_texts = {
            "about": _("Co hledáte a proč. Čtou to lidé, kteří zvažují, že něco pošlou."),
            "terms": _("Kdo se může zúčastnit, co vítěz dostane a co s návrhem uděláte."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups: Any = self.fields["group"]
        groups.queryset = PlanningGroup.objects.active().public().in_order()
        groups.empty_label = _("žádná, vybírají návštěvníci")


class EntryForm(GuardedForm, forms.ModelForm[Entry]):
    """What somebody sends to a call."""

    image = forms.FileField(
        label=_("Obrázek"),
        required=False,
        help_text=_("PNG nebo JPEG do 10 MB."),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg"}),
    )
    #: Sent twice by a double click, it is one entry.
    seed = forms.UUIDField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Entry
        fields = ["title", "image", "alt", "text", "name", "email", "is_named"]
        labels = {
            "title": _("Jak se váš návrh jmenuje"),
            "alt": _("Co na obrázku je"),
            "text": _("Pár slov k návrhu"),
            "name": _("Vaše jméno a příjmení"),
            "email": _("Váš e-mail"),
            "is_named": _("U návrhu může být moje jméno"),
        }
        help_texts = {
            "alt": _("Pro lidi, kteří obrázek nevidí. Třeba: lípa, jejíž listy jsou dlaně."),
            "email": _("Pošleme na něj odkaz, kterým návrh potvrdíte."),
        }
        widgets = {
            "text": forms.Textarea(attrs={"rows": 4}),
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seed"].initial = uuid.uuid4

    def clean_image(self) -> Any:
        """Return the picture written anew, so that nothing but pixels survives."""
        image = self.cleaned_data["image"]
        if not image:
            return ""
        if image.size > MAX_BYTES:
            raise ValidationError(_("Obrázek je větší než 10 MB. Zmenšete ho."))
        return clean_image(image)

    def entry(self) -> Entry:
        """Return what was filled in, not kept yet."""
        made = self.save(commit=False)
        made.seed = self.cleaned_data["seed"] or uuid.uuid4()
        return made


class VoteForm(GuardedForm):
    """A visitor's vote."""

    entry = forms.ModelChoiceField(
        label=_("Který návrh se vám líbí nejvíc?"),
        queryset=Entry.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
    )
    email = forms.EmailField(
        label=_("Váš e-mail"),
        help_text=_("Pošleme odkaz, kterým hlas potvrdíte. E-mail si nenecháme."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def __init__(self, *args: Any, call: Call, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["entry"]
        field.queryset = call.entries.accepted().select_related("call")


class MemberVoteForm(forms.Form):
    """The vote of a member of the group that chooses."""

    entry = forms.ModelChoiceField(
        label=_("Který návrh se vám líbí nejvíc?"),
        queryset=Entry.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
    )

    def __init__(self, *args: Any, call: Call, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["entry"]
        field.queryset = call.entries.accepted().select_related("call")


class ResultForm(forms.Form):
    """Which entry wins, and why."""

    winner = forms.ModelChoiceField(label=_("Vítěz"), queryset=Entry.objects.none(), empty_label=_("Vyberte"))
    result = forms.CharField(
        label=_("Proč vyhrál právě tenhle"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Zveřejní se s výsledkem a pošleme to všem, kdo návrh poslali."),
    )

    def __init__(self, *args: Any, call: Call, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["winner"]
        field.queryset = call.entries.accepted()


class ReasonForm(forms.Form):
    """Why something is refused or cancelled."""

    reason = forms.CharField(
        label=_("Důvod"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )
