"""Chapters of the printed catalogue: what people look for together, not the order of the Act.

A chapter is found by the slug of the statutory kind; a kind that is not named here falls back to its group of the Act.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar
from zlib import crc32

from django.utils.translation import gettext_lazy as _

from providers.enums import ServiceCategory
from providers.models import SocialService

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

T = TypeVar("T")


@dataclass(frozen=True)
class ChapterPlan:
    """A chapter before it has entries; `question` heads the leaflets of its services."""

    code: str
    title: StrOrPromise
    lede: StrOrPromise
    question: StrOrPromise
    kinds: frozenset[str] = field(default_factory=frozenset)


PLANS = (
    ChapterPlan(
        "poradny",
        _("Poradny"),
        _("Když nevíte, na co máte nárok a kam se obrátit. Rada je zdarma a nikdo nechce doporučení."),
        _("Nevíte si rady?"),
        frozenset({"zakladni-socialni-poradenstvi", "odborne-socialni-poradenstvi"}),
    ),
    ChapterPlan(
        "doma",
        _("Pomoc doma a ve stáří"),
        _("Když vy nebo někdo blízký potřebujete pomoc s tím, co bylo dřív samozřejmé."),
        _("Potřebujete doma pomoc?"),
        frozenset(
            {
                "osobni-asistence",
                "pecovatelska-sluzba",
                "tisnova-pece",
                "odlehcovaci-sluzby",
                "centra-dennich-sluzeb",
                "denni-stacionare",
                "tydenni-stacionare",
                "socialne-aktivizacni-sluzby-pro-seniory-a-ozp",
            }
        ),
    ),
    ChapterPlan(
        "domovy",
        _("Bydlení s péčí"),
        _("Když už to doma nejde, ani s pomocí. Na místo se často čeká, ozvěte se včas."),
        _("Hledáte bydlení s péčí?"),
        frozenset(
            {
                "domovy-pro-osoby-se-zdravotnim-postizenim",
                "domovy-pro-seniory",
                "domovy-se-zvlastnim-rezimem",
                "chranene-bydleni",
                "socialni-sluzby-ve-zdravotnickych-zarizenich",
            }
        ),
    ),
    ChapterPlan(
        "postizeni",
        _("Život s postižením"),
        _("Když chcete bydlet, pracovat a chodit mezi lidi co nejvíc podle svého."),
        _("Chcete žít podle svého?"),
        frozenset(
            {
                "pruvodcovske-a-predcitatelske-sluzby",
                "podpora-samostatneho-bydleni",
                "tlumocnicke-sluzby",
                "socialne-terapeuticke-dilny",
                "socialni-rehabilitace",
            }
        ),
    ),
    ChapterPlan(
        "rodiny",
        _("Rodiny a děti"),
        _("Když má dítě postižení, ve škole to nejde nebo si doma nerozumíte."),
        _("Potřebujete pomoc s dětmi?"),
        frozenset(
            {
                "rana-pece",
                "nizkoprahova-zarizeni-pro-deti-a-mladez",
                "socialne-aktivizacni-sluzby-pro-rodiny-s-detmi",
                "domy-na-pul-cesty",
            }
        ),
    ),
    ChapterPlan(
        "krize",
        _("Bydlení a krize"),
        _("Když přicházíte o střechu nad hlavou nebo vám někdo ubližuje. Čím dřív zavoláte, tím líp."),
        _("Potřebujete pomoc hned?"),
        frozenset(
            {
                "telefonicka-krizova-pomoc",
                "azylove-domy",
                "krizova-pomoc",
                "intervencni-centra",
                "nizkoprahova-denni-centra",
                "nocleharny",
                "terenni-programy",
            }
        ),
    ),
    ChapterPlan(
        "zavislosti",
        _("Duševní zdraví a závislosti"),
        _("Když je vám dlouho zle na duši nebo něčeho nemůžete nechat. Můžete přijít i bez jména."),
        _("Je vám dlouho zle?"),
        frozenset({"centrum-dusevniho-zdravi", "kontaktni-centra", "sluzby-nasledne-pece", "terapeuticke-komunity"}),
    ),
    ChapterPlan(
        "dalsi",
        _("Další pomoc"),
        _("Pomoc, která nestojí v zákoně o sociálních službách, a přesto ji lidé hledají vedle nich."),
        _("Hledáte pomoc?"),
    ),
)
_BY_CODE = {plan.code: plan for plan in PLANS}
_BY_KIND = {kind: plan for plan in PLANS for kind in plan.kinds}
_BY_CATEGORY = {
    ServiceCategory.COUNSELLING: _BY_CODE["poradny"],
    ServiceCategory.CARE: _BY_CODE["doma"],
    ServiceCategory.PREVENTION: _BY_CODE["krize"],
}


def plan_of(service: SocialService) -> ChapterPlan:
    """Return the chapter in which a service stands."""
    if service.kind is None:
        return _BY_CODE["dalsi"]
    return _BY_KIND.get(service.kind.slug) or _BY_CATEGORY[ServiceCategory(service.kind.category)]


def cut(items: Sequence[T], key: Callable[[T], str], *, size: int) -> list[tuple[T, ...]]:
    """Cut a long chapter into pieces of about *size* at places that a new item elsewhere does not move.

    Cutting by position would change every later piece; here an item decides by its own key whether it begins one.
    """
    pieces: list[list[T]] = [[]]
    for item in items:
        piece = pieces[-1]
        begins = crc32(key(item).encode()) % (size // 2) == 0
        if len(piece) >= 2 * size or (len(piece) >= size // 2 and begins):
            pieces.append([])
        pieces[-1].append(item)
    return [tuple(piece) for piece in pieces if piece]
