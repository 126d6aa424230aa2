"""Words of the printed catalogue: short, spoken, and never a secret address."""

import base64
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from io import BytesIO

import qrcode
from django.conf import settings
from django.utils.translation import gettext as _
from PIL import Image
from PIL.Image import Resampling
from qrcode.constants import ERROR_CORRECT_M

from kpss.core.opening_hours import OpeningHours
from kpss.core.text import join_words
from providers.enums import ContactKind, Price, ServiceForm
from providers.models import Contact, Location, SocialService

LONGEST_ANSWER = 420
SHORT_ANSWER = 110
#: Any mask reads well; a fixed one saves the search among eight, nine tenths of the time.
QR_MASK = 3
#: Dots across one module of a code.
QR_DOTS = 8
#: What a cut text must not end with: a sign, or a preposition of one letter.
_LOOSE_END = re.compile(r"(?:[\s–,;:-]|\s\w$)+$")
WORKDAYS = "pondělí–pátek"
EVERY_DAY = "pondělí–neděle"


def short_address(path: str = "") -> str:
    """Return an address of the portal as people dictate it, without https://."""
    return settings.BASE_URL.split("://", 1)[-1] + path


@lru_cache(maxsize=2000)
def qr_code(path: str) -> str:
    """Return the QR code of a portal's address as a `data:` picture."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=0, mask_pattern=QR_MASK)
    code.add_data(settings.BASE_URL + path)
    rows = code.get_matrix()
    picture = Image.new("L", (len(rows), len(rows)))
    picture.putdata([0 if dark else 255 for row in rows for dark in row])
    file = BytesIO()
    # Dots a module make edges sharp in viewers that smooth pictures; drawn as paths, codes took a tenth of all work.
    picture.resize((QR_DOTS * len(rows),) * 2, Resampling.NEAREST).save(file, "PNG")
    return "data:image/png;base64," + base64.b64encode(file.getvalue()).decode()


def tidy(text: str, longest: int = LONGEST_ANSWER) -> str:
    """Return a text in one paragraph, cut after a whole sentence when it is too long for paper."""
    words = " ".join(text.split())
    if len(words) <= longest:
        return _bound(words)
    head = words[:longest]
    end = max(head.rfind(mark) for mark in (". ", "! ", "? ", "; "))
    return _bound(head[: end + 1] if end > longest // 2 else _LOOSE_END.sub("", head[: head.rfind(" ")]) + " …")


def _bound(text: str) -> str:
    """Keep one-letter words with the next one, and numbers with their unit."""
    text = re.sub(r"(?<![^\W_])([KkSsVvZzOoUuAaIi]) (?=\w)", "\\1\N{NO-BREAK SPACE}", text)
    return re.sub(r"(?<=\d) (?=(?:Kč|hodin|%|let|měsíc|minut|dn[íůy])|\d{3}\b)", "\N{NO-BREAK SPACE}", text)


def sentence(text: str) -> str:
    """Return a text that begins with a capital letter and ends with a full stop."""
    words = tidy(text)
    if not words:
        return ""
    return words[0].upper() + words[1:] + ("" if words[-1] in ".!?…" else ".")


def hours_in_words(hours: OpeningHours) -> str:
    """Return „všední dny 7–15:30 hodin, sobota 8–12 hodin“."""
    if hours.nonstop:
        return _("nonstop")
    lines = [line.replace(WORKDAYS, _("všední dny")).replace(EVERY_DAY, _("denně")) for line in hours.lines()]
    return ", ".join(_("%(line)s hodin") % {"line": line.replace(":00", "")} for line in lines)


def what_it_does(service: SocialService) -> str:
    """Answer the first question."""
    return sentence(service.what_it_does)


def for_whom(service: SocialService) -> str:
    """Answer the second: in the service's own words, or from its groups and ages."""
    if service.for_whom:
        return sentence(service.for_whom)
    groups = join_words([group.plain_name for group in service.target_groups.all()])
    ages = _ages(service.age_from, service.age_to)
    return sentence(", ".join(part for part in (groups, ages) if part))


def _ages(first: int | None, last: int | None) -> str:
    if first and last:
        return _("od %(first)s do %(last)s let") % {"first": first, "last": last}
    if first:
        return _("od %(first)s let") % {"first": first}
    return _("do %(last)s let") % {"last": last} if last else ""


def where(service: SocialService) -> str:
    """Answer the third. A service with a secret place never prints an address, not even another one's."""
    forms = {offer.form for offer in service.form_offers.all()}
    home = sentence(_served(service)) if ServiceForm.FIELD in forms else ""
    places = list(service.locations.all())
    if any(place.is_secret for place in places):
        secret = _("Adresa je z bezpečnostních důvodů utajená. Řeknou vám ji po telefonu.")
        return " ".join(part for part in (home, secret) if part)
    if service.where_note:
        return sentence(service.where_note)
    return " ".join(part for part in (home, *map(_place, places[:3]), _more_places(len(places) - 3)) if part)


def _served(service: SocialService) -> str:
    if service.serves_everywhere:
        return _("u vás doma ve všech obcích")
    names = [town.name for town in service.served_municipalities.all()]
    if len(names) > 8:
        return _("u vás doma v %(count)s obcích, seznam je na webu") % {"count": len(names)}
    return _("u vás doma: %(names)s") % {"names": ", ".join(names)} if names else _("u vás doma")


def _place(place: Location) -> str:
    """Return a place without its postal code: nobody walks by it."""
    step_free = _("bez schodů") if place.is_step_free else ""
    note = place.accessibility_note or step_free
    street = " ".join(part for part in (place.street or place.part, place.house_number) if part)
    town = place.municipality.known_name if place.municipality else ""
    where = ", ".join(part for part in (place.name, street, town) if part)
    return " ".join(sentence(part) for part in (where, note) if part)


def _more_places(count: int) -> str:
    return _("Další místa (%(count)s) jsou na webu.") % {"count": count} if count > 0 else ""


def when(service: SocialService) -> str:
    """Answer the fourth: the service's own words or its hours, closing and waiting."""
    closed = service.closed_note or _("Dočasně zavřeno, zavolejte předem.")
    said = service.when_note or hours_in_words(service.opening_hours)
    parts = (closed if service.is_closed_now else "", said, service.waiting_note)
    return " ".join(sentence(part) for part in parts if part)


def how_much(service: SocialService) -> str:
    """Answer the fifth: in the service's own words, by its price list, or free or paid."""
    if service.price_note:
        return sentence(service.price_note)
    items = ", ".join(f"{item.what} {item.amount}" for item in list(service.price_items.all())[:4])
    if items or service.price == Price.UNKNOWN:
        return sentence(items)
    return sentence(str(Price(service.price).label))


def how_to_begin(service: SocialService) -> str:
    """Answer the sixth."""
    return sentence(service.how_to_begin)


def answers(service: SocialService) -> tuple[tuple[str, str], ...]:
    """Return the six questions with their answers, always all and always in the same order."""
    asked = (
        (_("Co dělá"), what_it_does(service) or _of_kind(service, "description")),
        (_("Pro koho"), for_whom(service)),
        (_("Kde"), where(service)),
        (_("Kdy"), when(service)),
        (_("Kolik stojí"), how_much(service)),
        (_("Jak začít"), how_to_begin(service) or _of_kind(service, "how_to_ask")),
    )
    return tuple((question, answer or _("Zeptejte se přímo služby.")) for question, answer in asked)


def _of_kind(service: SocialService, field: str) -> str:
    """Return what the code book says of the kind, short: it would repeat itself on every page."""
    return sentence(tidy(getattr(service.kind, field), SHORT_ANSWER)) if service.kind else ""


def contact(service: SocialService, kind: ContactKind) -> Contact | None:
    """Return the first contact of a kind, the service's own or its provider's."""
    own: Iterable[Contact] = service.contacts.all()
    providers: Iterable[Contact] = service.provider.contacts.all()
    return next((item for item in (*own, *providers) if item.kind == kind), None)


def initial(text: str) -> str:
    """Return the letter under which a Czech index has a text: Č, Ř, Š, Ž and Ch are letters of their own."""
    letters = unicodedata.normalize("NFC", text.strip()).upper()
    if letters.startswith("CH"):
        return "Ch"
    first = letters[:1]
    plain = first if first in "ČŘŠŽ" else unicodedata.normalize("NFD", first)[:1]
    return plain if plain.isalpha() else "0–9"
