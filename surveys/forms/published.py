"""Forms of figures published elsewhere: one question of a report, or a table of them."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from surveys.forms.numbers import CountField
from surveys.models import PublishedTable
from surveys.reports.variables import Variable
from surveys.statistics.columns import choice_codes
from surveys.statistics.published import printed_percent

#: More people than a town could count are a slip.
MOST_PEOPLE = 999_999_999


class PercentField(forms.CharField):
    """A share as it is printed, with all its places."""

    def clean(self, value: Any) -> str:
        """Return the share as a decimal text, nothing for nothing."""
        text: str = super().clean(value)
        if not text:
            return ""
        try:
            return printed_percent(text)
        except ValueError as error:
            raise ValidationError(_("Opište podíl v procentech od 0 do 100, třeba 27,8.")) from error


class PublishedForm(forms.ModelForm):
    """What a report says about one question; choices that it leaves out stay empty."""

    quiet_optional = True

    class Meta:
        model = PublishedTable
        fields = ("source", "link", "base")
        widgets = {"base": forms.TextInput(attrs={"inputmode": "numeric", "class": "form-control--short"})}

    def __init__(self, variable: Variable, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.codes = choice_codes(variable.question)
        for place, code in enumerate(self.codes):
            label = variable.label(code)
            self.fields[f"podil{place}"] = self._percent(label, code)
            self.fields[f"pocet{place}"] = self._count(label, code)

    def _percent(self, label: str, code: str) -> forms.Field:
        printed = self.instance.percents.get(code, "").replace(".", ",")
        widget = forms.TextInput(attrs={"inputmode": "decimal", "class": "form-control--short"})
        words = _("%(label)s: podíl v procentech") % {"label": label}
        return PercentField(label=words, required=False, initial=printed, max_length=12, widget=widget)

    def _count(self, label: str, code: str) -> forms.Field:
        widget = forms.TextInput(attrs={"inputmode": "numeric", "class": "form-control--short"})
        words, count = _("%(label)s: počet lidí") % {"label": label}, self.instance.counts.get(code)
        return CountField(label=words, min_value=0, max_value=MOST_PEOPLE, required=False, initial=count, widget=widget)

    @property
    def rows(self) -> Iterator[tuple[Any, Any]]:
        """Yield the share and the count of each choice."""
        return ((self[f"podil{place}"], self[f"pocet{place}"]) for place in range(len(self.codes)))

    def clean(self) -> dict[str, Any]:
        """Ask for one share at least."""
        given = super().clean() or self.cleaned_data
        if not self.errors and not self._typed("podil"):
            self.add_error("podil0", _("Opište aspoň jeden podíl."))
        return given

    def _typed(self, name: str) -> dict[str, Any]:
        values = {code: self.cleaned_data.get(f"{name}{place}") for place, code in enumerate(self.codes)}
        return {code: value for code, value in values.items() if value not in (None, "")}

    @property
    def table(self) -> PublishedTable:
        """Return what was written down."""
        table: PublishedTable = self.instance
        table.percents, table.counts = self._typed("podil"), self._typed("pocet")
        return table


class PublishedFileForm(forms.Form):
    """The same from a table."""

    file = forms.FileField(
        label=gettext_lazy("Soubor CSV"),
        help_text=gettext_lazy(
            "Sloupce question, choice, percent, source: kód otázky, kód možnosti, podíl tak, jak je vytištěný, kde stojí. "
            "Můžete přidat count, base a link: počet lidí, z kolika lidí, odkaz."
        ),
    )
