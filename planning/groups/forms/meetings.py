"""Forms of meetings: their time and agenda, answers, what is written down."""

from typing import Any

from django import forms
from django.forms import modelformset_factory
from django.utils.translation import gettext_lazy as _

from kpss.core.antispam import GuardedForm
from kpss.core.files import clean_document, validate_document
from kpss.core.forms import WatchedForm, day_field, moment_field
from planning.groups.enums import DecisionWay, Presence, ReplyAnswer, TriadSide, VoteChoice
from planning.groups.models import (
    AgendaItem,
    Attendance,
    Ballot,
    GroupFile,
    Meeting,
    Minutes,
    PlanningGroup,
    Resolution,
    Task,
)

#: Empty lines under an agenda and under guests.
MORE_POINTS, MORE_GUESTS = 6, 3


class MeetingForm(WatchedForm):
    """When and where a group meets."""

    starts_at = moment_field(label=_("Začíná"))
    ends_at = moment_field(label=_("Končí nejpozději"))

    class Meta:
        model = Meeting
        fields = ["starts_at", "ends_at", "place", "access", "online_url", "note"]
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, group: PlanningGroup, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.group = group


class AgendaItemForm(forms.ModelForm[AgendaItem]):
    """A line of the agenda."""

    class Meta:
        model = AgendaItem
        fields = ["title", "minutes_long", "presenter"]
        labels = {"title": _("O čem"), "minutes_long": _("Minut"), "presenter": _("Uvede")}


AgendaFormSet = modelformset_factory(
    AgendaItem, AgendaItemForm, extra=MORE_POINTS, can_delete=True, can_order=True, max_num=40
)


def points_of(agenda: Any) -> list[AgendaItem]:
    """Return the points of a valid agenda that stay, in the order that the numbers beside them give."""
    stay = [form for form in agenda.forms if form.cleaned_data.get("title") and not form.cleaned_data.get("DELETE")]
    stay.sort(key=lambda form: form.cleaned_data.get("ORDER") or len(agenda.forms) + 1)
    return [form.save(commit=False) for form in stay]


def gone_of(agenda: Any) -> set[int]:
    """Return the keys of the points of a valid agenda that were deleted or emptied."""
    return {form.instance.pk for form in agenda.initial_forms} - {point.pk for point in points_of(agenda)}


class ReplyForm(forms.Form):
    """Whether a member comes."""

    answer = forms.ChoiceField(label=_("Přijdete?"), choices=ReplyAnswer.choices, widget=forms.RadioSelect)
    note = forms.CharField(label=_("Vzkaz tomu, kdo jednání svolává"), required=False, max_length=300)


class GuestForm(GuardedForm):
    """Somebody wants to come and look."""

    name = forms.CharField(
        label=_("Vaše jméno"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    email = forms.EmailField(
        label=_("Váš e-mail"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_(
            "Pošleme vám místo a čas a dva dny předem jednání připomeneme. Do měsíce po jednání adresu smažeme."
        ),
    )


class CancelForm(forms.Form):
    """Why a meeting is cancelled."""

    reason = forms.CharField(
        label=_("Proč se jednání ruší"), required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )


# --- Minutes ---------------------------------------------------------------------------------------------


class MinutesForm(forms.ModelForm[Minutes]):
    """The head of minutes."""

    edit = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Minutes
        fields = ["summary", "chaired_by", "written_by", "verified_by"]
        help_texts = {
            "chaired_by": _(
                "Členové a hosté budou na webu u podpisů jen tak, jak souhlasili, jinak podle role („vedoucí skupiny“). "
                "Koho skupina nezná, toho uvidí všichni tak, jak ho sem napíšete."
            )
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["edit"].initial = self.instance.edit_count


class RecordForm(forms.ModelForm[AgendaItem]):
    """What was said at a point."""

    class Meta:
        model = AgendaItem
        fields = ["record"]
        widgets = {"record": forms.Textarea(attrs={"rows": 6})}


RecordFormSet = modelformset_factory(AgendaItem, RecordForm, extra=0)


class AttendanceForm(forms.ModelForm[Attendance]):
    """Whether a member was there."""

    presence = forms.ChoiceField(
        label=_("Účast"), choices=[choice for choice in Presence.choices if choice[0] != Presence.GUEST]
    )

    class Meta:
        model = Attendance
        fields = ["presence", "substitute"]

    @property
    def legend(self) -> str:
        """Return whom the row is about."""
        return f"{self.instance.name}, {self.instance.get_side_display()}"

    def clean(self) -> dict[str, Any]:
        """Take the substitute away where nobody was substituted; ask for the name where somebody was."""
        cleaned = super().clean() or {}
        if cleaned.get("presence") != Presence.SUBSTITUTED:
            cleaned["substitute"] = ""
        elif not cleaned.get("substitute"):
            self.add_error("substitute", _("Napište, kdo člena zastoupil."))
        return cleaned


AttendanceFormSet = modelformset_factory(Attendance, AttendanceForm, extra=0)


class GuestRowForm(forms.ModelForm[Attendance]):
    """A guest at a meeting."""

    class Meta:
        model = Attendance
        fields = ["name", "listed_as"]
        labels = {"name": _("Jméno a odkud"), "listed_as": _("Jak uvést na webu")}

    def save(self, commit: bool = True) -> Attendance:
        """Return the row as a guest."""
        self.instance.presence = Presence.GUEST
        return super().save(commit)


GuestFormSet = modelformset_factory(Attendance, GuestRowForm, extra=MORE_GUESTS, can_delete=True, max_num=200)


class ResolutionForm(forms.ModelForm[Resolution]):
    """What was decided; where sides vote apart, the votes of each of them."""

    way = forms.ChoiceField(
        label=_("Jak se rozhodlo"),
        choices=[choice for choice in DecisionWay.choices if choice[0] != DecisionWay.BETWEEN],
        widget=forms.RadioSelect,
        initial=DecisionWay.CONSENSUS,
    )

    class Meta:
        model = Resolution
        fields = ["text", "way", "votes_for", "votes_against", "votes_abstained"]
        widgets = {"text": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, group: PlanningGroup, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._sides = TriadSide.values if group.votes_by_side else []
        if self._sides:
            for name in ("votes_for", "votes_against", "votes_abstained"):
                del self.fields[name]
        for side in self._sides:
            given = self.instance.votes_by_side.get(side)
            self.fields[f"votes_{side}"] = forms.CharField(
                label=_("Hlasy: %(side)s") % {"side": TriadSide(side).label},
                required=False,
                initial=":".join(map(str, given)) if given else "",
                help_text=_("Pro, proti a zdrželi se, třeba 4:0:1. Prázdné = nikdo z této strany nehlasoval."),
            )

    def clean(self) -> dict[str, Any]:
        """Add up the votes of the sides."""
        cleaned = super().clean() or {}
        if cleaned.get("way") == DecisionWay.VOTE and self._sides:
            self._add_up(cleaned)
        return cleaned

    def _add_up(self, cleaned: dict[str, Any]) -> None:
        by_side = {side: self._votes(side, cleaned.get(f"votes_{side}", "")) for side in self._sides}
        votes = {side: count for side, count in by_side.items() if count}
        self.instance.votes_by_side = votes
        totals = [sum(count[place] for count in votes.values()) for place in range(3)]
        self.instance.votes_for, self.instance.votes_against, self.instance.votes_abstained = totals

    def _votes(self, side: str, text: str) -> list[int]:
        if not text:
            return []
        parts = [part.strip() for part in text.split(":")]
        if len(parts) != 3 or not all(part.isdecimal() and len(part) < 4 for part in parts):
            self.add_error(f"votes_{side}", _("Napište tři čísla s dvojtečkami: pro, proti, zdrželi se."))
            return []
        return [int(part) for part in parts]


class TaskForm(forms.ModelForm[Task]):
    """What somebody promises to do."""

    due_on = day_field(label=_("Do kdy"), required=False)

    class Meta:
        model = Task
        fields = ["text", "membership", "who", "due_on", "status", "note"]

    def __init__(self, *args: Any, group: PlanningGroup, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["membership"].queryset = group.memberships.coming()  # type: ignore[attr-defined]
        self.fields["membership"].empty_label = _("nikdo ze skupiny")  # type: ignore[attr-defined]
        if self.instance.pk is None:
            for name in ("status", "note"):
                del self.fields[name]


class RoundForm(forms.Form):
    """Until when members may object."""

    until = day_field(label=_("Námitky do"))


class ObjectionForm(forms.Form):
    """What a member has against the minutes."""

    text = forms.CharField(
        label=_("S čím nesouhlasíte a jak to má být?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )


class AnswerForm(forms.Form):
    """What became of an objection."""

    answer = forms.CharField(
        label=_("Co jsme s námitkou udělali"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )


class BallotForm(forms.ModelForm[Ballot]):
    """A question to the members between meetings."""

    closes_at = moment_field(label=_("Odpovědět do"))

    class Meta:
        model = Ballot
        fields = ["proposal", "reason", "closes_at"]
        widgets = {"proposal": forms.Textarea(attrs={"rows": 4}), "reason": forms.Textarea(attrs={"rows": 3})}


class VoteForm(forms.Form):
    """What a member says to a question."""

    choice = forms.ChoiceField(label=_("Co k návrhu říkáte?"), choices=VoteChoice.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("S čím nesouhlasíte"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("U námitky je důvod potřeba, ať se dá návrh upravit."),
    )


class OwnTaskForm(forms.ModelForm[Task]):
    """How far a member is with the own task."""

    class Meta:
        model = Task
        fields = ["status", "note"]


class LetterForm(forms.Form):
    """A letter to the members."""

    subject = forms.CharField(label=_("Předmět"), max_length=120)
    text = forms.CharField(label=_("Co členům píšete"), max_length=5000, widget=forms.Textarea(attrs={"rows": 10}))


class GroupFileForm(forms.ModelForm[GroupFile]):
    """A file for the members, or for everybody."""

    class Meta:
        model = GroupFile
        fields = ["title", "file", "is_public"]
        help_texts = {"file": _("PDF, DOCX, ODT, XLSX nebo obrázek do 10 MB.")}

    def clean_file(self) -> Any:
        """Return the file, a picture written anew."""
        file = self.cleaned_data["file"]
        validate_document(file)
        return clean_document(file)
