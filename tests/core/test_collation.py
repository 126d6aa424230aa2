"""Czech order, the same in Python and in both databases."""

import random

import pytest
from django.db import connection

from kpss.core.collation import CS_COLLATION, czech, sort_key
from kpss.core.models import Region

LETTERS = "aábcčdďeéěfghiíjklmnňoópqrřsštťuúůvwxyýzž"


def test_ch_follows_h_and_accented_letters_are_their_own():
    words = ["chata", "hora", "cesta", "čáp", "ihned", "řeka", "ruka", "šála", "sál", "žába", "zima"]
    assert sorted(words, key=sort_key) == [
        "cesta",
        "čáp",
        "hora",
        "chata",
        "ihned",
        "ruka",
        "řeka",
        "sál",
        "šála",
        "zima",
        "žába",
    ]


def test_accent_decides_only_between_equal_letters():
    assert sorted(["dálka", "dalek", "dal", "dál"], key=sort_key) == ["dal", "dál", "dalek", "dálka"]


def test_small_letter_stands_before_capital():
    assert sorted(["Lípa", "lípa"], key=sort_key) == ["lípa", "Lípa"]


def _random_names(count: int) -> list[str]:
    dice = random.Random(7)
    alphabet = LETTERS + LETTERS.upper() + "  -.,0123456789"
    return ["".join(dice.choices(alphabet, k=dice.randint(1, 12))).strip() or "x" for _ in range(count)]


@pytest.mark.django_db
def test_database_orders_thousands_of_random_strings_as_python_does():
    names = sorted(set(_random_names(4000)))
    Region.objects.all().delete() if not Region.objects.filter(orp_areas__isnull=False).exists() else None
    Region.objects.bulk_create(Region(code=f"R{n}", name=name) for n, name in enumerate(names))
    ordered = list(Region.objects.filter(code__startswith="R").order_by(czech("name")).values_list("name", flat=True))
    assert ordered == sorted(names, key=sort_key)


@pytest.mark.django_db
def test_collation_is_known_to_the_database():
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT 'hora' < 'chata' COLLATE {CS_COLLATION}")
        assert cursor.fetchone()[0] in (1, True)
