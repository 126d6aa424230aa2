"""What the search found, in words: pages with the sentence around what was asked for."""

import re
from collections.abc import Collection, Iterable
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import ngettext

from kpss.core.search import Understood
from kpss.core.text import fold, stem
from planning.portal.enums import FindableKind
from planning.portal.models import Findable
from planning.portal.search.finder import FoundPages
from providers.models import SocialService

Item = dict[str, Any]
#: So many letters of a text stand in a snippet; a third of them before the first word found.
SNIPPET = 220
#: So many pages of each kind, and services, stand on the first page.
SHOWN = 4
_WORD = re.compile(r"\w+")


def groups_of(found: FoundPages, text: str) -> list[Item]:
    """Return the kinds of pages that were found, each with its best pages and the way to all of them."""
    return [
        {
            "title": FindableKind(kind).label,
            "items": hits(pages[:SHOWN], found.understood),
            "more": _more(kind, len(pages), text) if len(pages) > SHOWN else None,
        }
        for kind, pages in found.kinds.items()
    ]


def _more(kind: str, count: int, text: str) -> Item:
    title = ngettext("Všech %(n)s výsledek", "Všech %(n)s výsledků", count) % {"n": count}
    return {"url": search_url(q=text, druh=kind), "title": title, "of": FindableKind(kind).label}


def search_url(**asked: str) -> str:
    """Return the address of a search."""
    return f"{reverse('portal:search')}?{urlencode(asked)}"


def understood_of(*understood: Understood) -> Item:
    """Return which words no search knew, and which words any of them added."""
    unknown = [{said for said, _term in one.corrected} for one in understood]
    corrected = [pair for pair in understood[0].corrected if all(pair[0] in words for words in unknown)]
    return {"corrected": corrected, "added": list(dict.fromkeys(word for one in understood for word in one.added))}


def service_hits(ids: list[int]) -> list[Item]:
    """Return services in the order of *ids*."""
    services = SocialService.objects.select_related("provider").in_bulk(ids)
    found = (services[pk] for pk in ids if pk in services)
    return [
        {"url": row.get_absolute_url(), "title": row.name, "text": row.summary, "note": row.provider.name}
        for row in found
    ]


def hits(pages: Iterable[Findable], understood: Understood) -> list[Item]:
    """Return pages as the component of what was found wants them."""
    stems = understood.weights.keys()
    return [
        {"url": page.url, "title": page.title, "note": page.note, "parts": snippet(page.text, stems)} for page in pages
    ]


def snippet(text: str, stems: Collection[str]) -> list[Item]:
    """Return the part of a text around the first word found, as parts that are or are not such words."""
    found = [match.span() for match in _WORD.finditer(text) if stem(fold(match[0])) in stems]
    begin = _word_start(text, found[0][0] - SNIPPET // 3) if found else 0
    end = _word_end(text, begin + SNIPPET)
    parts, at = [], begin
    for start, stop in (span for span in found if begin <= span[0] and span[1] <= end):
        parts += [(text[at:start], False), (text[start:stop], True)]
        at = stop
    parts.append((text[at:end], False))
    before, after = ("… " if begin else ""), (" …" if end < len(text) else "")
    whole = [(before, False), *parts, (after, False)]
    return [{"text": words, "is_hit": is_hit} for words, is_hit in whole if words]


def _word_start(text: str, at: int) -> int:
    """Return the beginning of a word near a place, zero near the beginning."""
    return text.rfind(" ", 0, at) + 1 if at > 0 else 0


def _word_end(text: str, at: int) -> int:
    """Return the end of a word near a place."""
    space = text.find(" ", at)
    return len(text) if at >= len(text) or space < 0 else space
