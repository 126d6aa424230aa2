"""Which words of a service are searched and with what weight."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator

from django.db.models import Exists, OuterRef
from django.utils import translation

from kpss.core import search, stamps
from kpss.core.search import Corpus, Weighted
from providers.enums import Language
from providers.models import ServiceTerm, SocialService

CORPUS = Corpus("services", ServiceTerm, "service")
FOREIGN = frozenset(Language.values) - {Language.CS}
_PARAGRAPH = re.compile(r"(?:§|\bparagraf\w*)\s*(\d+[a-z]?)\b", re.IGNORECASE)
NAME, PROVIDER, KIND, GROUP, TEXT = 3.0, 1.5, 1.5, 1.0, 1.0


def paragraphs_as_words(text: str) -> str:
    """Return a text in which „§ 40“ is one word, so that a bare number, as an age, is none.

    It ends in a letter that no Czech ending takes, or the stem of „§ 60a“ would be that of „§ 60“.
    """
    return _PARAGRAPH.sub(r" paragraf\1x ", text)


def texts_of(service: SocialService) -> Weighted:
    """Return the searchable texts of a service with weights; its kind's words count as its own."""
    kind = service.kind
    yield service.name, NAME
    yield service.provider.name, PROVIDER
    yield (f"{kind.name} {kind.plain_name}", NAME) if kind else (service.related_kind, NAME)
    if kind:
        yield paragraphs_as_words(f"{kind.aliases} § {kind.paragraph}"), KIND
        yield f"{kind.description} {kind.statutory_text}", TEXT
    for group in service.target_groups.all():
        yield f"{group.name} {group.plain_name} {group.aliases}", GROUP
    yield f"{service.summary} {service.what_it_does} {service.for_whom}", TEXT
    yield " ".join(str(offer.get_form_display()) for offer in service.form_offers.all()), TEXT
    yield " ".join(str(Language(code).label) for code in service.languages if code in FOREIGN), TEXT


def _documents(services: Iterable[SocialService]) -> Iterator[tuple[int, Weighted]]:
    """Yield the documents in Czech, whatever the language of the page that saved them."""
    for service in services:
        with translation.override("cs"):
            texts = list(texts_of(service))
        yield service.pk, texts


def refresh(ids: list[int]) -> None:
    """Index the services with these ids anew and tell every process."""
    services = SocialService.objects.filter(pk__in=ids).select_related("provider", "kind")
    search.index(CORPUS, _documents(services.prefetch_related("target_groups", "form_offers")))


def forget(ids: list[int]) -> None:
    """Leave the services out of the search until they are indexed anew, at the latest by `refresh_missing`."""
    ServiceTerm.objects.filter(service__in=ids).delete()


def refresh_missing(at: dt.datetime) -> str:
    """Index what an interrupted import left out of the search."""
    indexed = Exists(ServiceTerm.objects.filter(service=OuterRef("pk")))
    missing = list(SocialService.objects.alive().filter(~indexed).values_list("pk", flat=True))
    if not missing:
        return ""
    refresh(missing)
    return f"doplněno do hledání: {len(missing)}"


def refresh_all() -> None:
    """Index the whole catalogue anew (after a bulk change)."""
    ServiceTerm.objects.all().delete()
    services = SocialService.objects.select_related("provider", "kind").prefetch_related("target_groups", "form_offers")
    search.index(CORPUS, _documents(services.iterator(chunk_size=500)))


def touch() -> None:
    """Tell every process that the catalogue changed, though its words did not."""
    stamps.bump(CORPUS.stamp)
