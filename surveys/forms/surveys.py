"""Forms of a survey: its data, its end, its access codes."""

import re
from copy import copy
from functools import cached_property
from typing import Any

from django import forms
from django.core.validators import validate_email
from django.forms import BaseInlineFormSet, inlineformset_factory
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from kpss.core.collation import czech
from kpss.core.forms import moment_field
from kpss.core.models import Municipality
from surveys.definition.shape import EASY, SOURCE
from surveys.enums import LANGUAGE_NAMES
from surveys.models import CollectionPlace, Survey
from surveys.models.surveys import TOLD
from surveys.reports import breakdown_titles


class NewSurveyForm(forms.Form):
    """The first step: a name, and what to begin with."""

    title = forms.CharField(label=_("Jak se šetření jmenuje"), max_length=160)
    previous = forms.ModelChoiceField(
        Survey.objects.none(),
        label=_("Začít podle minulého šetření"),
        required=False,
        empty_label=_("ne, začít od prázdného"),
        help_text=_("Převezmeme otázky i údaje a výsledky pak půjdou porovnat."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["previous"].queryset = Survey.objects.all()


class RemembersForm(forms.ModelForm[Any]):
    """Knows what its person changed since the page was opened: hidden fields say what stood there then."""

    MARK = "zacatek"

    @property
    def begun(self) -> SafeString:
        """Return the hidden fields."""
        mark = forms.HiddenInput().render(self.add_prefix(self.MARK), "1")
        before = [mark, *(self._told_before(bound) for bound in self.visible_fields() if not bound.field.disabled)]
        return format_html_join("", "{}", ((field,) for field in before))

    def _told_before(self, bound: forms.BoundField) -> SafeString:
        """Return what stood in a field as a hidden one, without the marks for screen readers that Django would add."""
        widget, name = bound.field.hidden_widget(), bound.html_initial_name
        value = bound.field.prepare_value(bound.initial)
        if self.add_prefix(self.MARK) in self.data:
            value = widget.value_from_datadict(self.data, self.files, name)
        return widget.render(name, value)

    @cached_property
    def changed_data(self) -> list[str]:
        """Return the names of the fields that its person changed, whatever others changed meanwhile."""
        return [
            name for name, field in self.fields.items() if field.has_changed(self._was(self[name]), self[name].data)
        ]

    def _was(self, bound: forms.BoundField) -> Any:
        if bound.is_hidden or self.add_prefix(self.MARK) not in self.data:
            return bound.initial
        value = bound.field.hidden_widget().value_from_datadict(self.data, self.files, bound.html_initial_name)
        return bound.field.to_python(value)

    def refused_changes(self) -> list[forms.BoundField]:
        """Return the fields that its person changed while they still could, and that may not be changed any more."""
        return [bound for bound in self.visible_fields() if bound.field.disabled and self._was_changed(bound)]

    def _was_changed(self, bound: forms.BoundField) -> bool:
        """Whether a page on which the field was open says other than it did, and other than what holds now."""
        if bound.html_initial_name not in self.data:
            return False
        field = copy(bound.field)
        field.disabled = False
        return all(field.has_changed(before, bound.data) for before in (self._was(bound), bound.initial))


class SurveyForm(RemembersForm):
    """What people are told and promised, and what results need."""

    opens_at = moment_field(label=_("Začíná"), required=False)
    closes_at = moment_field(label=_("Končí"), required=False)

    breakdowns = forms.MultipleChoiceField(
        label=_("Podle čeho smějí lidé výsledky třídit"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Vyberte jen otázky, které rozdělí lidi na velké skupiny. Malé skupiny se ve výsledcích skryjí."),
    )

    class Meta:
        model = Survey
        fields = [
            "title",
            "purpose",
            "asked_by",
            "contact",
            "opens_at",
            "closes_at",
            "municipalities",
            "audience",
            "role",
            "promise",
            "may_withdraw",
            "consent",
            "thanks",
            "keep_months",
            "sample_type",
            "recruitment",
            "population",
            "distributed",
            "target",
            "postage",
            "previous",
            "breakdowns",
        ]
        widgets = {
            "municipalities": forms.CheckboxSelectMultiple,
            "audience": forms.RadioSelect,
            "promise": forms.RadioSelect,
            "sample_type": forms.RadioSelect,
            "purpose": forms.Textarea(attrs={"rows": 3}),
            "consent": forms.Textarea(attrs={"rows": 3}),
            "thanks": forms.Textarea(attrs={"rows": 3}),
            "recruitment": forms.Textarea(attrs={"rows": 2}),
            "postage": forms.Textarea(attrs={"rows": 2}),
        }

    #: Fields whose change would break what people were promised, or the meaning of their answers, once it runs.
    FIXED = ("promise", "may_withdraw", "audience", "role", "opens_at", "closes_at", "consent", "keep_months")
    PARTS = (
        (_("O čem je a kdo se ptá"), "title purpose asked_by contact"),
        (_("Kdy a pro koho"), "opens_at closes_at municipalities audience role"),
        (_("Co lidem slibujete"), "promise may_withdraw consent thanks keep_months"),
        (
            _("Jak jste lidi oslovili (pro výsledky)"),
            "sample_type recruitment population distributed target previous breakdowns",
        ),
        (_("Papír"), "postage"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members = Municipality.objects.filter(is_member=True).order_by(czech("name"))
        self.fields["municipalities"].queryset = members
        self.fields["previous"].queryset = Survey.objects.exclude(pk=self.instance.pk)
        self.fields["breakdowns"].choices = list(breakdown_titles(self.instance).items())
        self.translated = self._add_translations()
        if self.instance.status != "draft":
            for name in self.FIXED:
                self.fields[name].disabled = True

    def _add_translations(self) -> dict[str, tuple[str, str]]:
        """Add a field for each text in each further language of the questionnaire: its name → language and text."""
        last = self.instance.questionnaires.order_by("-number").first()
        languages = [language for language in (last.shape.languages if last else ()) if language != SOURCE]
        names = {f"{name}_{language}": (language, name) for language in languages for name in TOLD}
        for field, (language, name) in names.items():
            original = self.fields[name]
            self.fields[field] = forms.CharField(
                label=f"{original.label} ({LANGUAGE_NAMES.get(language, language)})",
                required=False,
                max_length=original.max_length,
                widget=type(original.widget)(
                    attrs={**original.widget.attrs, "lang": SOURCE if language == EASY else language}
                ),
            )
            self.initial[field] = self.instance.translations.get(language, {}).get(name, "")
            is_promised = self.instance.status != "draft" and name in self.FIXED
            self.fields[field].disabled = bool(is_promised and self.initial[field])
        return names

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for bound in self.refused_changes():
            self.add_error(
                bound.name,
                _("Šetření už běží a co se lidem slíbilo, se nemění. Vaše změna neplatí, platí to, co tu je."),
            )
        return cleaned

    @property
    def sections(self) -> list[dict[str, Any]]:
        """Return the fields in parts: heading, fields, whether anything is wrong there."""
        parts = [(heading, [self[name] for name in names.split()]) for heading, names in self.PARTS]
        if self.translated:
            parts.insert(-1, (_("Překlady a snadné čtení"), [self[name] for name in self.translated]))
        return [
            {"heading": heading, "fields": fields, "has_errors": any(field.errors for field in fields)}
            for heading, fields in parts
        ]


class RemainingPlaces(BaseInlineFormSet[CollectionPlace, Survey, Any]):
    """Places of a survey; one that a colleague deleted meanwhile is passed over, whatever was written of it."""

    def _should_delete_form(self, form: Any) -> bool:
        return super()._should_delete_form(form) or CollectionPlace._meta.pk.name in form.errors


PlaceFormSet = inlineformset_factory(
    Survey,
    CollectionPlace,
    form=RemembersForm,
    formset=RemainingPlaces,
    fields=["name", "address", "hours"],
    extra=2,
    max_num=60,
    can_delete=True,
)


class RescheduleForm(forms.Form):
    """Another end of a running survey."""

    closes_at = moment_field(label=_("Nový konec"))
    notice = forms.CharField(label=_("Co lidem o tom napsat"), max_length=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="posun_%s", **kwargs)


class CloseForm(forms.Form):
    """The end right now."""

    notice = forms.CharField(label=_("Proč končí dřív"), max_length=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="konec_%s", **kwargs)


class CodesForm(forms.Form):
    """How many new access codes."""

    count = forms.IntegerField(label=_("Kolik kódů"), min_value=1, max_value=20_000, initial=100)


class InviteForm(forms.Form):
    """Addresses to which codes are sent."""

    emails = forms.CharField(
        label=_("E-mailové adresy"),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=100_000,
        help_text=_("Jedna na řádku. Každá dostane svůj kód."),
    )

    def clean_emails(self) -> list[str]:
        """Return the addresses; name the one that is wrong."""
        found = [word for word in re.split(r"[\s,;]+", self.cleaned_data["emails"]) if word]
        for email in found:
            try:
                validate_email(email)
            except forms.ValidationError as error:
                raise forms.ValidationError(_("„%(email)s“ není e-mail."), params={"email": email}) from error
        return found


class SheetsForm(forms.Form):
    """Numbered sheets for a printer."""

    paper = forms.ChoiceField(label=_("Velikost písma"), choices=[("a4", _("běžná, A4")), ("large", _("velké písmo"))])
    language = forms.ChoiceField(label=_("Jazyk"))
    first = forms.IntegerField(
        label=_("První číslo listu"),
        min_value=1,
        max_value=9999,
        help_text=_("Pokračujte za listy, které jste už vytiskli: žádné číslo nesmí být dvakrát."),
    )
    count = forms.IntegerField(label=_("Kolik listů"), min_value=1, max_value=2000)

    def __init__(self, *args: Any, languages: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = [(code, LANGUAGE_NAMES.get(code, code)) for code in languages]


class FormFileForm(forms.Form):
    """A questionnaire from a spreadsheet."""

    file = forms.FileField(
        label=_("Soubor XLSForm (.xlsx)"), help_text=_("Tabulka, kterou píše KoboToolbox, ODK nebo Enketo.")
    )
