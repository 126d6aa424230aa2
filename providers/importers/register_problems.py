"""What an import of the register did not understand: counted by sort and value, told in words when shown."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Problem = dict[str, Any]
"""One sort of trouble: ``code``, ``value``, ``count`` and ``numbers``, the first few portalId it was met at."""

EXAMPLES = 5
MAX_ROWS = 300
MAX_VALUE = 80

#: code → what it means; ``%(value)s`` is the unknown code, field or place. Free texts are never repeated here.
WORDS: dict[str, str | Promise] = {
    "unknown_field": _("Pole „%(value)s“ neznáme, přeskočili jsme ho."),
    "unknown_kind": _("Druh služby „%(value)s“ číselník nezná. Službu jsme nepřevzali."),
    "no_kind": _("Chybí druh služby. Službu jsme nepřevzali."),
    "unknown_group": _("Cílovou skupinu „%(value)s“ číselník nezná, vynechali jsme ji."),
    "unknown_form": _("Formu služby „%(value)s“ neznáme, vynechali jsme ji."),
    "unknown_unit": _("Jednotku kapacity „%(value)s“ neznáme, kapacitu jsme vynechali."),
    "unknown_town": _("Obec s kódem %(value)s neznáme. Při převzetí ji založíme jen s kódem, název doplňte."),
    "bad_town": _("Kód obce „%(value)s“ není kód obce, obec jsme vynechali."),
    "not_an_item": _("Položka č. %(value)s není záznam služby, přeskočili jsme ji."),
    "no_number": _("Položka č. %(value)s nemá platné portalId, přeskočili jsme ji."),
    "twice": _("Službu registr uvádí víckrát, platí první výskyt."),
    "bad_value": _("Pole „%(value)s“ má nečekanou hodnotu, přeskočili jsme ji."),
    "bad_day": _("Datum v poli „%(value)s“ není datum, přeskočili jsme ho."),
    "days_order": _("Konec poskytování je před začátkem, obě data jsme vynechali."),
    "bad_ico": _("IČO poskytovatele nesouhlasí s kontrolní číslicí, vynechali jsme ho."),
    "no_provider": _("Chybí poskytovatel. Službu jsme nepřevzali."),
    "other_provider": _("Službu podle registru poskytuje jiné IČO než v katalogu. Poskytovatele jsme nezměnili."),
    "bad_contact": _("Kontakt v poli „%(value)s“ nešel přečíst, vynechali jsme ho."),
    "personal_email": _("E-mail vypadá jako adresa konkrétní osoby, vynechali jsme ho."),
    "kept_secret": _("Katalog vede adresu jako utajenou, registr ji uvádí. Adresu jsme nepřevzali."),
    "not_applied": _("Při převzetí se ukázala chyba: %(value)s"),
    "more": _("Dalších potíží, které se sem nevešly: %(value)s."),
}


class Problems:
    """Collects problems; the same sort with the same value becomes one row with a count."""

    def __init__(self) -> None:
        self._rows: dict[tuple[str, str], Problem] = {}
        self._left_out = 0

    def add(self, code: str, value: object = "", number: int | None = None) -> None:
        """Count one problem *code* about *value*, met at the service *number* of the register."""
        key = (code, "".join(char for char in str(value)[:MAX_VALUE] if char.isprintable()))
        row = self._rows.get(key)
        if row is None:
            if len(self._rows) >= MAX_ROWS:
                self._left_out += 1
                return
            row = self._rows[key] = {"code": code, "value": key[1], "count": 0, "numbers": []}
        row["count"] += 1
        if number is not None and len(row["numbers"]) < EXAMPLES and number not in row["numbers"]:
            row["numbers"].append(number)

    def rows(self) -> list[Problem]:
        """Return what was collected, the most frequent first."""
        rows = sorted(self._rows.values(), key=lambda row: (-row["count"], row["code"], row["value"]))
        if self._left_out:
            rows.append({"code": "more", "value": str(self._left_out), "count": self._left_out, "numbers": []})
        return rows


def in_words(problem: Problem) -> str:
    """Return one row as a Czech sentence (without its count and examples)."""
    return str(WORDS[problem["code"]]) % {"value": problem["value"]}
