"""Forms of planning cycles."""

import datetime as dt
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kpss.core.collation import czech
from kpss.core.forms import WatchedForm, day_field
from kpss.core.models import Municipality
from planning.groups.models import Meeting
from planning.plans.enums import UsualPhase
from planning.plans.models import CyclePhase, Milestone, PlanningCycle
from planning.plans.presenters.cycles import period_in_words
from surveys.models import Survey


class CycleForm(WatchedForm):
    """A cycle; a new one is offered the usual phases."""

    starts_on = day_field(label=_("Od kdy"), help_text=_("Když víte jen rok, napište 1. ledna."))
    ends_on = day_field(label=_("Do kdy"), help_text=_("Když víte jen rok, napište 31. prosince."))
    phases = forms.MultipleChoiceField(
        label=_("Fáze"),
        choices=UsualPhase.choices,
        initial=UsualPhase.values,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Obvyklé fáze plánování. Přejmenovat je, přidat další a dát jim data můžete hned potom."),
    )

    class Meta:
        model = PlanningCycle
        fields = ["name", "description", "starts_on", "ends_on", "municipalities", "is_public"]
        widgets = {"description": forms.Textarea(attrs={"rows": 4}), "municipalities": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places: Any = self.fields["municipalities"]
        places.queryset = Municipality.objects.filter(is_member=True).order_by(czech("name"))
        if self.instance.pk:
            del self.fields["phases"]


class PhaseForm(WatchedForm):
    """A phase of a cycle."""

    starts_on = day_field(
        label=_("Od kdy"), required=False, help_text=_("Data doplňte, až je budete vědět. Lidé zatím uvidí pořadí.")
    )
    ends_on = day_field(label=_("Do kdy"), required=False)

    class Meta:
        model = CyclePhase
        fields = ["name", "text", "starts_on", "ends_on"]
        widgets = {"text": forms.Textarea(attrs={"rows": 2})}


class MilestoneForm(WatchedForm):
    """A milestone and what came of it."""

    happened_on = day_field(
        label=_("Kdy"), help_text=_("Když den nevíte přesně, stačí první den měsíce nebo roku a k němu slova.")
    )

    class Meta:
        model = Milestone
        fields = [
            "title",
            "happened_on",
            "when",
            "phase",
            "text",
            "body",
            "resolution",
            "survey",
            "meeting",
            "url",
            "url_title",
        ]
        widgets = {"text": forms.Textarea(attrs={"rows": 2})}
        help_texts = {
            "survey": _(
                "Vyplňte jen jedno: šetření, jednání, nebo jinou stránku. Dokument a aktualitu připojíte u nich."
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["phase"].queryset = CyclePhase.objects.kept().filter(cycle=self.instance.cycle)
        fields["phase"].empty_label = _("žádná z nich")
        surveys = _with_stored(Survey.objects.public(), Survey, self.instance.survey_id)
        fields["survey"].queryset = surveys.order_by("-opens_at", "-pk")
        fields["survey"].empty_label = fields["meeting"].empty_label = _("žádné")
        told = _with_stored(Meeting.objects.told().filter(group__is_closed=False), Meeting, self.instance.meeting_id)
        fields["meeting"].queryset = told.select_related("group").order_by("-starts_at", "-pk")
        fields["meeting"].label_from_instance = lambda meeting: f"{meeting.group}: {meeting}"

    def clean_happened_on(self) -> dt.date:
        """Refuse a year in which the cycle does not go on: it is mistyped, or the cycle's days are."""
        day: dt.date = self.cleaned_data["happened_on"]
        cycle = self.instance.cycle
        if not cycle.starts_on.year <= day.year <= cycle.ends_on.year:
            words = _("Období trvá %(period)s. Zkontrolujte rok, nebo nejdřív upravte období.")
            raise forms.ValidationError(words % {"period": period_in_words(cycle.starts_on, cycle.ends_on)})
        return day


def _with_stored(offered: Any, model: Any, key: int | None) -> Any:
    """Return rows to choose from with the one that stands there already, though it would not be offered today."""
    keys = offered.order_by().values("pk")
    return model.objects.filter(Q(pk__in=keys) | Q(pk=key)) if key else offered
