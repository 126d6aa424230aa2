"""The form of an entry: a card in, a card out.

Lists are written one line each („000 123 210 | vedoucí pečovatelka“), so that the form works on paper, by keyboard
and without scripts.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.text import Truncator
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from kpss.core.collation import czech
from kpss.core.dates import short_day, weekday_name
from kpss.core.models import Municipality
from kpss.core.opening_hours import OpeningHours, intervals_in_words, parse_exceptions, parse_intervals
from kpss.core.text import phone_digits, phone_readable
from kpss.core.validators import (
    validate_data_box,
    validate_ico,
    validate_phone,
    validate_postal_code,
    validate_web,
)
from providers.cards import NO_ADDRESS, Card, card_of
from providers.enums import CapacityUnit, Language, LegalForm, Price
from providers.enums import ServiceForm as Form
from providers.models import Provider, ServiceKind, SocialService, TargetGroup

#: A form open for longer is looked at once more before it is saved.
OPEN_FOR = dt.timedelta(days=7)


@dataclass(frozen=True)
class Begun:
    """The card an editor began with; a *problem* says why the form has to be looked at before it is saved."""

    card: Card
    problem: str = ""


def sign_base(entry: Provider | SocialService, base: Card) -> str:
    """Sign the card a form of *entry* begins with: what others change meanwhile is neither lost nor forged."""
    return _signer(entry).sign_object(base)


def read_base(entry: Provider | SocialService, signed: str) -> Begun:
    """Return the card a sent form of *entry* began with; the present one when it cannot be known."""
    signer = _signer(entry)
    try:
        return Begun(dict(signer.unsign_object(signed, max_age=OPEN_FOR)))
    except signing.SignatureExpired:
        words = _now(
            "Formulář byl otevřený přes týden. Co jste napsali, zůstalo. Podívejte se na to a odešlete ho znovu."
        )
        return Begun(dict(signer.unsign_object(signed)), words)
    except signing.BadSignature:
        words = _now("Nevíme, z čeho formulář vycházel. Co jste napsali, zůstalo. Projděte to a odešlete ho znovu.")
        return Begun(card_of(entry), words)


def _signer(entry: Provider | SocialService) -> signing.TimestampSigner:
    return signing.TimestampSigner(salt=f"providers.card.{entry._meta.model_name}.{entry.pk}")


_PLAIN = [
    "name",
    "related_kind",
    "summary",
    "what_it_does",
    "for_whom",
    "where_note",
    "when_note",
    "waiting_note",
    "price",
    "price_note",
    "how_to_begin",
    "easy_read",
    "closed_note",
]
_DATES = "valid_from valid_to closed_from closed_to".split()  # noqa: SIM905


class LinesField(forms.CharField):
    """A list written one line each, value and note divided by „|“; gives pairs."""

    widget = forms.Textarea(attrs={"rows": 3})

    def __init__(self, *, check: Any = None, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)
        self.check = check

    def clean(self, value: Any) -> list[list[str]]:
        """Return [[value, note], …]; say which line is wrong."""
        lines = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        return [self._pair(line) for line in lines]

    def _pair(self, line: str) -> list[str]:
        head, _bar, note = (part.strip() for part in line.partition("|"))
        try:
            if self.check:
                self.check(head)
        except ValidationError as error:
            raise ValidationError(f"„{head}“: {' '.join(error.messages)}") from error
        return [head[:254], note[:120]]

    def prepare_value(self, value: Any) -> Any:
        """Return pairs as lines."""
        if isinstance(value, list):
            return "\n".join(f"{head} | {note}" if note else head for head, note in value)
        return value


class HoursField(forms.CharField):
    """Hours of one day: „7–12, 13–17“."""

    def clean(self, value: Any) -> Any:
        """Return the intervals as minutes; the portal's own word for none is none."""
        text = super().clean(value)
        return parse_intervals("" if text.strip().lower() == _now("zavřeno") else text)


def _checked_web(value: str) -> None:
    validate_web(value if "://" in value else f"https://{value}")


class _HoursMixin(forms.Form):
    """Seven days, non-stop, holidays, exceptions and a note."""

    nonstop = forms.BooleanField(label=_("Nepřetržitě, ve dne i v noci"), required=False)
    open_on_holidays = forms.BooleanField(label=_("Platí i o svátcích"), required=False)
    exceptions = forms.CharField(
        label=_("Výjimky"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Jeden řádek na výjimku, třeba „24. 12. 2026 zavřeno“ nebo „27. 12. 2026 – 31. 12. 2026 8–12“."),
    )
    hours_note = forms.CharField(label=_("Poznámka k provozní době"), required=False, max_length=200)

    def _add_days(self, hours: OpeningHours) -> None:
        for number in range(7):
            self.fields[f"hours_{number}"] = HoursField(
                label=weekday_name(number).capitalize(),
                required=False,
                initial=intervals_in_words(hours.weekly[number]),
            )
        self.fields["nonstop"].initial = hours.nonstop
        self.fields["open_on_holidays"].initial = hours.open_on_holidays
        self.fields["exceptions"].initial = "\n".join(item.in_words() for item in hours.exceptions)
        self.fields["hours_note"].initial = hours.note

    def clean_exceptions(self) -> Any:
        """Return the exceptions as values."""
        return parse_exceptions(self.cleaned_data["exceptions"])

    def hours(self) -> OpeningHours:
        """Return the hours that were written."""
        data = self.cleaned_data
        return OpeningHours(
            weekly=tuple(data[f"hours_{number}"] for number in range(7)),
            exceptions=data["exceptions"],
            nonstop=data["nonstop"],
            open_on_holidays=data["open_on_holidays"],
            note=data["hours_note"],
        )


@dataclass(frozen=True)
class Section:
    """A part of a long form under its heading; closed, it says in a line what is in it."""

    heading: Any
    fields: list[forms.BoundField]

    @property
    def has_errors(self) -> bool:
        """Tell whether something here has to be mended."""
        return any(field.errors for field in self.fields)

    @property
    def gist(self) -> str:
        """Return the beginning of what is written here."""
        told = (_in_words(field) for field in self.fields if not field.name.startswith(("count_", "unit_")))
        return Truncator(", ".join(dict.fromkeys(filter(None, told)))).chars(110)


def _in_words(field: forms.BoundField) -> str:
    value = field.value()
    if value in (None, "", False, []):
        return ""
    if value is True:
        return str(field.label)
    if isinstance(field.field, forms.ChoiceField):
        return _choices_in_words(field.field, value)
    return short_day(value) if isinstance(value, dt.date) else str(value).strip(" ,\n").partition("\n")[0]


def _choices_in_words(field: Any, value: Any) -> str:
    chosen = {str(item) for item in (value if isinstance(value, list) else [value])}
    return ", ".join(str(title) for key, title in field.choices if str(key) in chosen)


class ServiceForm(_HoursMixin):
    """Everything an editor may say about a service."""

    name = forms.CharField(label=_("Název služby"), max_length=200)
    kind = forms.ChoiceField(label=_("Druh služby podle zákona"), required=False)
    related_kind = forms.CharField(
        label=_("Druh návazné služby"),
        required=False,
        max_length=120,
        help_text=_("Jen u služeb mimo zákon, třeba „rozvoz obědů“."),
    )
    summary = forms.CharField(
        label=_("Jednou větou"),
        max_length=300,
        required=False,
        help_text=_("Tuhle větu lidé čtou první. Pište, jak mluvíte."),
    )
    what_it_does = forms.CharField(label=_("Co dělá"), required=False, widget=forms.Textarea(attrs={"rows": 4}))
    target_groups = forms.MultipleChoiceField(label=_("Pro koho"), required=False, widget=forms.CheckboxSelectMultiple)
    for_whom = forms.CharField(label=_("Pro koho, slovy"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    age_from = forms.IntegerField(label=_("Od kolika let"), required=False, min_value=0, max_value=120)
    age_to = forms.IntegerField(label=_("Do kolika let"), required=False, min_value=0, max_value=120)
    serves_everywhere = forms.BooleanField(label=_("Dojede do všech obcí"), required=False)
    served = forms.MultipleChoiceField(label=_("Obce, kam dojede"), required=False, widget=forms.CheckboxSelectMultiple)
    where_note = forms.CharField(label=_("Kde, slovy"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    when_note = forms.CharField(label=_("Kdy má čas, slovy"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    waiting_note = forms.CharField(label=_("Jak dlouho se čeká"), required=False, max_length=200)
    price = forms.ChoiceField(label=_("Cena"), choices=Price.choices, initial=Price.UNKNOWN)
    price_note = forms.CharField(
        label=_("Cena krátce"), required=False, max_length=200, help_text=_("Třeba „do 155 Kč za hodinu“.")
    )
    prices = LinesField(label=_("Ceník"), help_text=_("Jeden řádek: za co | kolik"))
    how_to_begin = forms.CharField(label=_("Jak začít"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    languages = forms.MultipleChoiceField(
        label=_("Domluvíte se"), required=False, choices=Language.choices, widget=forms.CheckboxSelectMultiple
    )
    phones = LinesField(
        label=_("Telefony"), check=validate_phone, help_text=_("Jeden řádek: číslo | kdo a kdy ho zvedá")
    )
    emails = LinesField(label=_("E-maily"), check=validate_email)
    webs = LinesField(label=_("Weby"), check=_checked_web)
    easy_read = forms.CharField(
        label=_("Snadné čtení"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Jedna myšlenka na větu, jedna věta na řádek."),
    )
    valid_from = forms.DateField(label=_("Poskytuje se od"), required=False)
    valid_to = forms.DateField(label=_("Poskytuje se do"), required=False)
    closed_from = forms.DateField(label=_("Dočasně zavřeno od"), required=False)
    closed_to = forms.DateField(label=_("Dočasně zavřeno do"), required=False)
    closed_note = forms.CharField(label=_("Proč je zavřeno"), required=False, max_length=200)

    #: The parts of the form under headings, in the order of the public page.
    SECTIONS = (
        (_("Co dělá a pro koho"), "name kind related_kind summary what_it_does target_groups for_whom age_from age_to"),
        (_("Jak a kolik lidem"), "forms"),
        (_("Kde"), "serves_everywhere served where_note"),
        (_("Kdy"), "hours when_note waiting_note"),
        (_("Kolik stojí a jak začít"), "price price_note prices how_to_begin languages"),
        (_("Kontakty"), "phones emails webs"),
        (_("Snadné čtení"), "easy_read"),
        (_("Platnost a zavření"), "valid_from valid_to closed_from closed_to closed_note"),
    )

    def __init__(self, *args: Any, card: Card, **kwargs: Any) -> None:
        super().__init__(*args, initial=_initial(card), **kwargs)
        self.base = card
        self.fields["kind"].choices = [("", _("návazná služba, mimo zákon")), *_kinds()]
        self.fields["target_groups"].choices = list(TargetGroup.objects.values_list("slug", "plain_name"))
        members = Municipality.objects.filter(is_member=True).order_by(czech("name"))
        self.fields["served"].choices = list(members.values_list("code", "name"))
        for name in _DATES:
            self.fields[name].widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        self._add_forms(card)
        self._add_days(OpeningHours.from_json(card.get("opening_hours")))

    def _add_forms(self, card: Card) -> None:
        present = {row["form"]: row for row in card.get("forms", [])}
        for form in Form:
            row = present.get(form, {})
            unit, count, _note = next(iter(row.get("capacities", [])), [CapacityUnit.CLIENTS, None, ""])
            self.fields[f"form_{form}"] = forms.BooleanField(
                label=form.label.capitalize(), required=False, initial=bool(row)
            )
            self.fields[f"count_{form}"] = forms.IntegerField(
                label=_now("Kapacita (%(form)s)") % {"form": form.label}, required=False, min_value=0, initial=count
            )
            self.fields[f"unit_{form}"] = forms.ChoiceField(
                label=_now("Jednotka (%(form)s)") % {"form": form.label},
                choices=CapacityUnit.choices,
                initial=unit,
                required=False,
            )

    def sections(self) -> Iterator[Section]:
        """Yield the parts of the form in the order of the page."""
        for heading, names in self.SECTIONS:
            yield Section(heading, [self[name] for part in names.split() for name in self._names(part)])

    def _names(self, part: str) -> list[str]:
        if part == "forms":
            return [f"{prefix}_{form}" for form in Form for prefix in ("form", "count", "unit")]
        if part == "hours":
            days = [f"hours_{number}" for number in range(7)]
            return ["nonstop", *days, "open_on_holidays", "exceptions", "hours_note"]
        return [part]

    def clean(self) -> dict[str, Any]:
        """Check what depends on two fields."""
        data = super().clean() or {}
        if bool(data.get("kind")) == bool(data.get("related_kind")):
            self.add_error("kind", _("Vyberte druh služby podle zákona, nebo napište druh návazné služby. Ne obojí."))
        _check_order(self, data, "age_from", "age_to", _("Věk „do“ je nižší než věk „od“."))
        _check_order(self, data, "valid_from", "valid_to", _("Konec platnosti je před začátkem."))
        _check_order(self, data, "closed_from", "closed_to", _("Konec zavření je před začátkem."))
        if data.get("closed_to") and not data.get("closed_from"):
            self.add_error("closed_from", _("Napište i to, odkdy je zavřeno."))
        if data.get("nonstop") and any(data.get(f"hours_{number}") for number in range(7)):
            self.add_error("nonstop", _("Buď je otevřeno nepřetržitě, nebo v hodinách níže. Nechte jen jedno."))
        return data

    def card(self, places: list[Card]) -> Card:
        """Return the card that was written; what the form does not show stays as it was."""
        data = self.cleaned_data
        return self.base | {
            **{name: data[name] for name in _PLAIN},
            **{name: data[name].isoformat() if data[name] else None for name in _DATES},
            **{name: data[name] for name in ("age_from", "age_to", "serves_everywhere", "kind", "languages")},
            "target_groups": sorted(data["target_groups"]),
            "served": sorted(data["served"]),
            "prices": [[what, amount[:60]] for what, amount in data["prices"]],
            "phones": [[_same_phone(number, self.base), note] for number, note in data["phones"]],
            "emails": data["emails"],
            "webs": [[value if "://" in value else f"https://{value}", note] for value, note in data["webs"]],
            "opening_hours": self.hours().to_json(),
            "forms": [self._form_row(form) for form in Form if data[f"form_{form}"]],
            "locations": places,
        }

    def _form_row(self, form: Form) -> Card:
        present = {row["form"]: row for row in self.base.get("forms", [])}.get(form, {})
        count, unit = self.cleaned_data[f"count_{form}"], self.cleaned_data[f"unit_{form}"]
        first = [[unit, count, _note_of(present)]] if count is not None else []
        more = present.get("capacities", [])[1:]
        return {"form": str(form), "is_nonstop": present.get("is_nonstop", False), "capacities": first + more}


def _note_of(row: Card) -> str:
    return next((note for _unit, _count, note in row.get("capacities", [])), "")


def _same_phone(number: str, base: Card) -> str:
    """Return the stored form of a phone that only looks different, so that nothing seems changed."""
    stored = {phone_readable(value): value for value, _note in base.get("phones", [])}
    return stored.get(phone_readable(phone_digits(number)), phone_digits(number))


def _initial(card: Card) -> Card:
    plain = {name: card.get(name) for name in (*_PLAIN, "kind", "age_from", "age_to", "serves_everywhere")}
    dates = {name: dt.date.fromisoformat(card[name]) if card.get(name) else None for name in _DATES}
    phones = [
        [phone_readable(number).replace("\N{NO-BREAK SPACE}", " "), note] for number, note in card.get("phones", [])
    ]
    lists = {name: card.get(name, []) for name in ("target_groups", "served", "prices", "languages", "emails", "webs")}
    return {**plain, **dates, **lists, "phones": phones}


def _kinds() -> list[tuple[str, str]]:
    rows = ServiceKind.objects.values_list("slug", "name", "plain_name")
    return [(slug, f"{name} ({plain})") for slug, name, plain in rows]


def _check_order(form: forms.Form, data: dict[str, Any], first: str, last: str, message: Any) -> None:
    if data.get(first) is not None and data.get(last) is not None and data[last] < data[first]:
        form.add_error(last, message)


class YesNoUnknown(forms.NullBooleanSelect):
    """Yes, no, or nobody knows; the library's widget knows the stored values, the words are ours."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.choices = [("unknown", _("nevíme")), ("true", _("ano")), ("false", _("ne"))]


class PlaceForm(forms.Form):
    """One place of a service; a secret one keeps no address."""

    name = forms.CharField(label=_("Název místa"), required=False, max_length=200)
    is_secret = forms.BooleanField(label=_("Adresa je utajená, nikde se neukáže a neuloží"), required=False)
    street = forms.CharField(label=_("Ulice"), required=False, max_length=120)
    house_number = forms.CharField(label=_("Číslo"), required=False, max_length=20)
    postal_code = forms.CharField(label=_("PSČ"), required=False, max_length=6, validators=[validate_postal_code])
    municipality = forms.ChoiceField(label=_("Obec"), required=False)
    accessibility_note = forms.CharField(label=_("Jak se tam dostanete"), required=False, max_length=250)
    is_step_free = forms.NullBooleanField(
        label=_("Bez schodů"),
        required=False,
        widget=YesNoUnknown,
    )

    def __init__(self, *args: Any, municipalities: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["municipality"].choices = [("", _("nevyplněno")), *municipalities]

    def place(self, before: Card) -> Card:
        """Return the place; codes and coordinates stay only while the address stays."""
        data = {name: self.cleaned_data[name] for name in self.fields if name != "DELETE"}
        keys = ("street", "house_number", "municipality")
        kept = before if all(before.get(key) == data[key] for key in keys) else {}
        precise = {key: kept.get(key) for key in ("address_code", "latitude", "longitude")}
        place = {"part": kept.get("part", ""), **precise, **data}
        return {**place, **NO_ADDRESS, "municipality": ""} if place["is_secret"] else place


class _PlaceFormSet(forms.BaseFormSet[PlaceForm]):
    """The places of a service, and one empty form for a new one."""

    def __init__(self, *args: Any, places: list[Card], **kwargs: Any) -> None:
        self.before = places
        towns = list(Municipality.objects.order_by(czech("name")).values_list("code", "name"))
        names = set(PlaceForm.base_fields)
        initial = [{key: value for key, value in place.items() if key in names} for place in places]
        super().__init__(*args, initial=initial, form_kwargs={"municipalities": towns}, prefix="misto", **kwargs)

    def places(self) -> list[Card]:
        """Return the places that were written and not deleted."""
        written = []
        for number, form in enumerate(self.forms):
            before = self.before[number] if number < len(self.before) else {}
            if form.cleaned_data.get("DELETE") or not (before or form.has_changed()):
                continue
            written.append(form.place(before))
        return written


PlaceFormSet: Any = forms.formset_factory(PlaceForm, formset=_PlaceFormSet, extra=1, can_delete=True, max_num=40)


class ProviderForm(forms.Form):
    """Everything an editor may say about a provider."""

    name = forms.CharField(label=_("Název organizace"), max_length=200)
    ico = forms.CharField(label=_("IČO"), required=False, max_length=8, validators=[validate_ico])
    legal_form = forms.ChoiceField(label=_("Právní forma"), choices=LegalForm.choices, initial=LegalForm.OTHER)
    data_box = forms.CharField(label=_("Datová schránka"), required=False, max_length=7, validators=[validate_data_box])
    description = forms.CharField(label=_("O organizaci"), required=False, widget=forms.Textarea(attrs={"rows": 4}))
    easy_read = forms.CharField(label=_("Snadné čtení"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    street = forms.CharField(label=_("Ulice a číslo"), required=False, max_length=120)
    postal_code = forms.CharField(label=_("PSČ"), required=False, max_length=6, validators=[validate_postal_code])
    municipality = forms.ChoiceField(label=_("Obec"), required=False)
    phones = LinesField(
        label=_("Telefony"), check=validate_phone, help_text=_("Jeden řádek: číslo | kdo a kdy ho zvedá")
    )
    emails = LinesField(label=_("E-maily"), check=validate_email)
    webs = LinesField(label=_("Weby"), check=_checked_web)

    def __init__(self, *args: Any, card: Card, **kwargs: Any) -> None:
        readable = [[phone_readable(n).replace("\N{NO-BREAK SPACE}", " "), note] for n, note in card.get("phones", [])]
        super().__init__(*args, initial={**card, "phones": readable}, **kwargs)
        self.base = card
        towns = Municipality.objects.order_by(czech("name")).values_list("code", "name")
        self.fields["municipality"].choices = [("", _("nevyplněno")), *towns]

    def card(self) -> Card:
        """Return the card that was written."""
        data = self.cleaned_data
        phones = [[_same_phone(number, self.base), note] for number, note in data["phones"]]
        webs = [[value if "://" in value else f"https://{value}", note] for value, note in data["webs"]]
        return self.base | data | {"phones": phones, "webs": webs}
