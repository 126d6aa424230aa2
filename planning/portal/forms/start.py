"""The steps of a new town's first start."""

import re
from collections import Counter
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kpss.core.forms import WatchedForm
from kpss.core.models import Municipality, Town
from planning.groups.models import PlanningGroup
from planning.portal.actions.start import Place
from planning.portal.forms.upkeep import TownForm
from planning.portal.importers.pages import PAGES

MOST_PLACES = 300
#: How many lines or names a message tells.
MOST_TOLD = 10
_CODE = re.compile(r"\b\d{6}\b")
#: A name as municipalities have them: words with hyphens, in brackets what tells two of one name apart.
_NAME = re.compile(r"[^\W\d_][^\d_<>&@\x00-\x1f]*")


class TownNameForm(forms.ModelForm[Town]):
    """What the portal and the town are called, and where people find help."""

    class Meta:
        model = Town
        fields = ["town_name", "portal_name", "subtitle", "area_phrase", "office_name", "phone", "email"]
        help_texts = {
            "town_name": _("Třeba: Lipovany."),
            "portal_name": _("Stojí nahoře na každé stránce. Třeba: Sociální služby Lipovansko."),
            "subtitle": _("Třeba: Město Lipovany a sedm okolních obcí."),
            "phone": _("Číslo, na kterém lidem poradí. Je na každé stránce."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("phone", "email"):
            self.fields[name].required = True
        if self.instance._state.adding:
            self.initial.update(town_name="", area_phrase="")


class LookForm(TownForm):
    """The arms and the colour: a part of the town's settings."""

    class Meta(TownForm.Meta):
        fields = ["arms", "accent"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in [name for name in self.fields if name.startswith("hours_")]:
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """Leave the hours as they are: they stand in another form."""
        return WatchedForm.clean(self)


class PlacesForm(forms.Form):
    """Municipalities that the portal serves, one a line, with the code of the statistical office where it is known."""

    places = forms.CharField(
        label=_("Obce, každá na svém řádku"),
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_(
            "Můžete sem vložit seznam z tabulky. Za jménem může stát šestimístný kód obce (třeba „Lipovany 999001“); "
            "bez něj to půjde také, kód doplníte později."
        ),
    )

    def clean_places(self) -> list[Place]:
        """Return each municipality once; two of one name are told apart by their codes."""
        lines = [line.strip() for line in self.cleaned_data["places"].splitlines() if line.strip()]
        if len(lines) > MOST_PLACES:
            raise forms.ValidationError(_("Nejvýš %(n)s obcí.") % {"n": MOST_PLACES})
        strange = [line for line in lines if not _is_municipality(_place(line))]
        if strange:
            words = "; ".join(line[:60] for line in strange[:MOST_TOLD])
            raise forms.ValidationError(_("Těmto řádkům nerozumíme: %(lines)s") % {"lines": words})
        places = Counter(map(_place, lines))
        self.repeated = [place.name for place, count in places.items() if count > 1]
        return list(places)

    def in_words(self) -> str:
        """Return how many municipalities there are, and which were written more than once."""
        told = gettext("Počet obcí: %(n)s.") % {"n": len(self.cleaned_data["places"])}
        if not self.repeated:
            return told
        names = ", ".join(self.repeated[:MOST_TOLD])
        more = gettext("Víckrát napsané jsme vzali jednou: %(names)s.") % {"names": names}
        return f"{told} {more}"


def _place(line: str) -> Place:
    code = _CODE.search(line)
    name = " ".join(re.sub(r"[;,\t]", " ", _CODE.sub("", line)).split())
    return Place(name, code.group() if code else "")


def _is_municipality(place: Place) -> bool:
    longest = Municipality._meta.get_field("name").max_length or 0
    return bool(_NAME.fullmatch(place.name)) and len(place.name) <= longest


class FirstGroupForm(forms.ModelForm[PlanningGroup]):
    """The first group; the rest of its rules can be set later."""

    class Meta:
        model = PlanningGroup
        fields = ["name", "kind", "about", "admission"]
        help_texts = {"name": _("Třeba: Koordinační skupina, nebo Senioři a pečující.")}
        widgets = {"about": forms.Textarea(attrs={"rows": 4})}


class PagesForm(forms.Form):
    """Which of the prepared pages to put in."""

    pages = forms.MultipleChoiceField(
        label=_("Které stránky vložit"),
        choices=[(str(number), page[0]) for number, page in enumerate(PAGES)],
        initial=[str(number) for number in range(len(PAGES))],
        widget=forms.CheckboxSelectMultiple,
    )
    publish = forms.BooleanField(
        label=_("Hned je zveřejnit"),
        required=False,
        initial=True,
        help_text=_("Přečtěte si je: slibují třeba bezbariérové jednání. Upravit je můžete kdykoli ve Web → Stránky."),
    )
