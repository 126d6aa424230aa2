"""Forms of open answers: which texts to show, their topics, the code book, a text to be let out."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from surveys.models import Tag
from surveys.models.texts import LONGEST_QUOTE

#: Texts on one page.
PER_PAGE = 25
#: In the list of what to show, before the code of a topic.
TOPIC = "tema:"
KEEP, DELETE, MERGE = "", "smazat", "sloucit:"


class ChooseForm(forms.Form):
    """Which texts to show."""

    quiet_optional = True
    q = forms.CharField(
        label=gettext_lazy("Hledat v textech"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    ukazat = forms.ChoiceField(label=gettext_lazy("Které ukázat"), required=False)

    def __init__(self, tags: Iterable[Tag], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ukazat"].choices = [
            ("", _("všechny")),
            ("untagged", _("nezařazené")),
            ("released", _("uveřejněné")),
            *((TOPIC + tag.code, _("téma: %(label)s") % {"label": tag.label}) for tag in tags),
        ]

    @property
    def chosen(self) -> dict[str, str]:
        """Return what to show; nothing of what cannot be understood."""
        given = self.cleaned_data if self.is_valid() else {}
        shown = given.get("ukazat", "")
        if shown.startswith(TOPIC):
            return {"query": given.get("q", ""), "tag": shown.removeprefix(TOPIC)}
        return {"query": given.get("q", ""), "state": shown}


class TopicsForm(forms.Form):
    """The topics of the texts of one page, and one more topic."""

    new_label = forms.CharField(label=gettext_lazy("Přidat téma"), max_length=80, required=False)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.pks = _identifiers(data.getlist("text"))[:PER_PAGE] if data is not None else []

    @property
    def topics(self) -> dict[UUID, list[str]]:
        """Return the topics of texts that somebody ticked otherwise than the page was shown; the others stay as they are."""
        ticked = {pk: self.data.getlist(f"t-{pk.hex}") for pk in self.pks}
        return {pk: codes for pk, codes in ticked.items() if set(codes) != set(self.before(pk))}

    def before(self, pk: UUID) -> list[str]:
        """Return the topics of a text when the page was shown first."""
        words: str = self.data.get(f"pred-t-{pk.hex}", "") if self.is_bound else ""
        return words.split()


def _identifiers(values: Iterable[str]) -> list[UUID]:
    found = []
    for value in values:
        try:
            found.append(UUID(value))
        except ValueError:
            continue
    return found


class CodeBookForm(forms.Form):
    """Labels of topics, and which to delete or to merge into others."""

    quiet_optional = True

    def __init__(self, tags: Sequence[Tag], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tags = tags
        for tag in tags:
            label = forms.CharField(label=_("Název tématu"), max_length=80, initial=tag.label)
            others = [
                (MERGE + one.code, _("sloučit s „%(label)s“") % {"label": one.label}) for one in tags if one != tag
            ]
            fate = forms.ChoiceField(
                label=_("Co s ním"),
                required=False,
                choices=[(KEEP, _("nechat")), *others, (DELETE, _("smazat, texty zůstanou"))],
            )
            self.fields |= {f"nazev-{tag.code}": label, f"osud-{tag.code}": fate}

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Return topics with their fields."""
        return [{"tag": tag, "label": self[f"nazev-{tag.code}"], "fate": self[f"osud-{tag.code}"]} for tag in self.tags]

    def clean(self) -> dict[str, Any]:
        """Refuse a topic merged into one that goes as well."""
        going = {tag.code for tag in self.tags if self.cleaned_data.get(f"osud-{tag.code}")}
        for tag in self.tags:
            fate = self.cleaned_data.get(f"osud-{tag.code}", "")
            if fate.startswith(MERGE) and fate.removeprefix(MERGE) in going:
                self.add_error(f"osud-{tag.code}", _("Sloučit jde jen s tématem, které zůstane."))
        return self.cleaned_data

    @property
    def labels(self) -> dict[str, str]:
        """Return the labels of topics that stay."""
        stay = (tag.code for tag in self.tags if not self.cleaned_data[f"osud-{tag.code}"])
        return {code: self.cleaned_data[f"nazev-{code}"] for code in stay}

    @property
    def merged(self) -> list[tuple[Tag, Tag]]:
        """Return (topic, into which one it is merged)."""
        known = {MERGE + tag.code: tag for tag in self.tags}
        fates = ((tag, self.cleaned_data[f"osud-{tag.code}"]) for tag in self.tags)
        return [(tag, known[fate]) for tag, fate in fates if fate in known]

    @property
    def removed(self) -> list[Tag]:
        """Return topics to be deleted."""
        return [tag for tag in self.tags if self.cleaned_data[f"osud-{tag.code}"] == DELETE]


class QuoteForm(forms.Form):
    """A text in the words in which it may go out."""

    text = forms.CharField(
        label=gettext_lazy("Znění k uveřejnění"),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=LONGEST_QUOTE,
        help_text=gettext_lazy("Vynechejte jména, adresy a všechno, podle čeho by někdo poznal konkrétního člověka."),
    )
    is_read = forms.BooleanField(
        label=gettext_lazy("Text jsem přečetl(a) a nikdo v něm nejde poznat"),
        error_messages={"required": gettext_lazy("Potvrďte, že jste text přečetli.")},
    )
