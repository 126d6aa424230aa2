"""Finding help: words, typos, places, audiences, facets, order."""

import datetime as dt
import io
import json
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.utils import timezone, translation

from kpss.core.collation import sort_key
from kpss.core.models import Synonym, UnansweredQuery
from kpss.core.search import Vocabulary, remember_unanswered, understand
from providers.actions.entries import save_service
from providers.cards import NO_ADDRESS, card_of
from providers.models import ServiceKind, ServiceTerm, SocialService
from providers.search import index
from providers.search import snapshot as snapshots
from providers.search.finder import Question, find_services

pytestmark = pytest.mark.django_db

#: What people might write and the paragraphs that answer it („“ = outside the Act): those whose failures taught us words,
#: and those kept aside, whose failures nobody looked at before they were scored.
QUESTIONS = json.loads((Path(__file__).parent / "questions.json").read_text())


def _kinds(text: str) -> list[str]:
    ids = find_services(Question(text=text), grouped=False).ids
    rows = SocialService.objects.select_related("kind").in_bulk(ids)
    kinds = [rows[pk].kind.paragraph if rows[pk].kind else "" for pk in ids]
    return list(dict.fromkeys(kinds))[:3]


@pytest.mark.parametrize("part", ["mended", "held out"])
def test_people_find_help_in_their_own_words(part):
    asked = QUESTIONS[part]
    missed = [(text, _kinds(text)) for text, wanted in asked.items() if not set(_kinds(text)) & set(wanted)]
    assert len(missed) <= len(asked) * 0.03, missed


def test_questions_ask_for_every_kind_of_the_act():
    asked = {paragraph for part in QUESTIONS.values() for wanted in part.values() for paragraph in wanted}
    assert asked >= {kind.paragraph for kind in ServiceKind.objects.all()}


@pytest.mark.parametrize(
    "text", ["pecovatelska sluzba", "Pečovatelská služba", "PEČOVATELSKÁ SLUŽBY", "pečovatelksá služba"]
)
def test_diacritics_case_ending_and_typo_do_not_matter(text):
    assert _kinds(text)[0] == "40"


@pytest.mark.parametrize(
    ("text", "kind"), [("§ 40", "40"), ("§60a", "60a"), ("služby podle § 50", "50"), ("§ 40 Vrbatice", "40")]
)
def test_a_paragraph_of_the_act_finds_its_kind(text, kind):
    assert _kinds(text)[0] == kind


@pytest.mark.parametrize("age", [40, 45, 48, 50, 58, 66, 70])
def test_an_age_is_no_paragraph(age):
    assert _kinds(f"přišel jsem o bydlení, je mi {age} let") == _kinds("přišel jsem o bydlení, je mi let")


def test_search_tells_what_it_added():
    found = find_services(Question(text="babička spadla"))
    assert "senior" in found.understood.added
    assert "tísňový" in found.understood.added


@pytest.mark.parametrize("text", ["půjčit vozík", "invalidní vozík půjčit", "vozík si potřebuju půjčit"])
def test_expression_is_heard_in_any_order_and_its_words_do_not_speak_alone(text):
    added = find_services(Question(text=text)).understood.added
    assert "kompenzační" in added
    assert "dluhová" not in added


def test_person_weighs_less_than_the_need():
    weights = find_services(Question(text="manžel potřebuje převaz")).understood.weights
    assert weights["manzel"] < weights["prevah"]


def test_unknown_word_finds_those_that_begin_alike():
    understood = understand("streetworking", Vocabulary({"streetwork": 1.0, "street": 1.0}))
    assert understood.corrected == (("streetworking", "streetwork"),)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("cizinec", "Občanská poradna Lipovany"),
        ("uprchlík", "Občanská poradna Lipovany"),
        ("nezvládám účty složenky", "Opora Lipovansko – dluhová poradna"),
        ("manžel mě bije", "Intervenční centrum Potok"),
        ("půjčit invalidní vozík", "Půjčovna pomůcek a poradna Slunečnice"),
    ],
)
def test_the_nearest_service_stands_first(text, first):
    found = find_services(Question(text=text))
    assert SocialService.objects.get(pk=found.ids[0]).name == first
    assert found.count <= 12


def test_words_of_an_entry_are_czech_whatever_the_page_that_saved_it(service):
    with translation.override("en"):
        index.refresh([service.pk])
    assert service.pk in find_services(Question(text="ukrajinsky", exactly=True)).ids


def test_words_of_the_question_are_not_told_as_added():
    assert "dítě" not in find_services(Question(text="dítě zlobí")).understood.added


def test_loading_the_code_books_writes_the_search_anew():
    ServiceTerm.objects.all().delete()
    call_command("load_codebooks", stdout=io.StringIO())
    assert find_services(Question(text="noclehárna")).count


def test_exact_words_add_nothing():
    found = find_services(Question(text="babička", exactly=True))
    assert found.understood.added == ()


def test_place_named_in_the_words_counts_as_the_place():
    found = find_services(Question(text="pečovatelka Vrbatice"))
    assert (found.place.name, found.place_was_guessed) == ("Vrbatice", True)
    first = SocialService.objects.get(pk=found.ids[0])
    assert first.serves_everywhere or first.served_municipalities.filter(name="Vrbatice").exists()


def test_services_that_come_stand_before_those_one_travels_to():
    found = find_services(Question(where="999008"), grouped=False)
    snapshot = found.everything
    near = snapshot.serves["999008"] | snapshot.located["999008"]
    flags = [bool(near >> snapshot.position[pk] & 1) for pk in found.ids]
    assert flags == sorted(flags, reverse=True)
    assert 0 < sum(flags) < len(flags)


def test_far_services_are_ordered_by_distance():
    found = find_services(Question(where="999005"), grouped=False)
    snapshot, place = found.everything, found.place
    near = snapshot.serves[place.code] | snapshot.located.get(place.code, 0)
    far = [snapshot.distance(snapshot.position[pk], place) for pk in found.ids if not near >> snapshot.position[pk] & 1]
    assert far == sorted(far)
    assert len(far) > 5


def test_facet_counts_agree_with_what_the_facet_leaves():
    everything = find_services(Question())
    for facet in everything.facets:
        for value in facet.values[:4]:
            narrowed = find_services(Question(facets={facet.name: (value.value,)}))
            assert narrowed.count == value.count, (facet.name, value.value)


def test_age_leaves_the_services_that_take_it():
    names = {
        group: set(SocialService.objects.filter(pk__in=find_services(Question(facets={"vek": (group,)})).ids))
        for group in ("deti", "mladi", "dospeli", "seniori")
    }
    club = SocialService.objects.get(name="Klub na kolech")
    home = SocialService.objects.get(name="Domov Vrbatice")
    line = SocialService.objects.get(name="Linka Lipovansko")
    assert [club in found for found in names.values()] == [True, True, False, False]
    assert [home in found for found in names.values()] == [False, False, False, True]
    assert all(line in found for found in names.values())


def test_facet_that_narrows_nothing_is_not_offered():
    SocialService.objects.update(age_from=None, age_to=None)
    index.touch()
    assert "vek" not in [facet.name for facet in find_services(Question()).facets]


def test_own_choice_of_a_facet_does_not_narrow_its_own_counts():
    field = find_services(Question(facets={"jak": ("field",)}))
    counts = {value.value: value.count for facet in field.facets if facet.name == "jak" for value in facet.values}
    assert counts["residential"] > 0


def test_two_values_of_a_facet_widen_and_two_facets_narrow():
    one = find_services(Question(facets={"jak": ("field",)})).count
    two = find_services(Question(facets={"jak": ("field", "residential")})).count
    both = find_services(Question(facets={"jak": ("field",), "cena": ("free",)})).count
    assert two > one > both > 0


def test_open_now_knows_the_hour():
    monday_morning = dt.datetime(2026, 11, 23, 9, 0, tzinfo=ZoneInfo("Europe/Prague"))
    sunday_night = dt.datetime(2026, 11, 22, 3, 0, tzinfo=ZoneInfo("Europe/Prague"))
    question = Question(facets={"kdy": ("now",)})
    day, night = find_services(question, at=monday_morning).ids, find_services(question, at=sunday_night).ids
    assert len(day) > len(night) > 0


def test_broad_audience_holds_its_narrower_groups():
    broad = set(find_services(Question(audience="lide-s-postizenim")).ids)
    narrow = set(find_services(Question(audience="osoby-se-zrakovym-postizenim")).ids)
    assert narrow < broad


def test_names_are_in_czech_order():
    ids = find_services(Question(by_name=True)).ids
    rows = SocialService.objects.in_bulk(ids)
    names = [rows[pk].name for pk in ids]
    assert names.index("Chaloupka – klub pro děti a mládež") > names.index("Hlas domova Lipovany – tísňové tlačítko")


def test_new_synonym_is_heard_at_once():
    assert find_services(Question(text="žbrdlinka")).count == 0
    Synonym.objects.create(said="žbrdlinka", means="tísňový")
    index.touch()
    assert _kinds("žbrdlinka") == ["41"]


def test_unpublished_ended_and_deleted_are_not_found(service):
    assert service.pk in find_services(Question(text="pečovatelská")).ids
    SocialService.objects.filter(pk=service.pk).update(status="draft")
    index.touch()
    assert service.pk not in find_services(Question(text="pečovatelská")).ids


def test_service_valid_from_tomorrow_is_not_found(service):
    save_service(card=card_of(service) | {"valid_from": "2999-01-01"}, service=service)
    assert service.pk not in find_services(Question()).ids


def test_question_without_answer_is_remembered_without_anybody(client):
    client.get("/katalog/", {"q": "brontosaurus xylofon"}, REMOTE_ADDR="10.1.2.3")
    row = UnansweredQuery.objects.get()
    assert row.text == "brontosaurus xylofon"
    assert {field.name for field in UnansweredQuery._meta.fields} == {"id", "text", "count", "last_on"}


def _nonsense(number: int) -> str:
    return "brontosaurus " + "".join("aeiou"[int(digit) % 5] + "bdfgklmnpr"[int(digit)] for digit in f"{number:03}")


def test_one_visitor_does_not_flood_the_questions_without_an_answer(client):
    for number in range(30):
        client.get("/katalog/", {"q": _nonsense(number)}, REMOTE_ADDR="10.1.2.3")
    assert UnansweredQuery.objects.count() == 20
    client.get("/katalog/", {"q": "xylofon"}, REMOTE_ADDR="10.1.2.4")
    assert UnansweredQuery.objects.filter(text="xylofon").exists()


def test_rarest_and_oldest_questions_make_way_for_new_ones(db, monkeypatch):
    monkeypatch.setattr("kpss.core.search.MOST_QUESTIONS", 3)
    for text, count, day in [("houba", 5, 1), ("pila", 1, 2), ("kladivo", 1, 3)]:
        UnansweredQuery.objects.create(text=text, count=count, last_on=dt.date(2026, 1, day))
    remember_unanswered("xylofon")
    assert set(UnansweredQuery.objects.values_list("text", flat=True)) == {"houba", "kladivo", "xylofon"}


def test_question_emptied_by_filters_is_not_unanswered(client):
    client.get("/katalog/", {"q": "noclehárna", "jak": "field", "pro": "seniori"})
    assert not UnansweredQuery.objects.exists()


def test_question_without_answer_is_remembered_even_with_a_place(client):
    client.get("/katalog/", {"q": "brontosaurus", "kde": "999008"})
    assert UnansweredQuery.objects.get().text == "brontosaurus"


@pytest.mark.parametrize(
    "text", ["q", "x y z", "novak@seznam.example", "novak seznam cz www", "12345", "777 123 456", "aaaaaaa", "xqwzp"]
)
def test_junk_and_addresses_are_not_remembered(client, text):
    client.get("/katalog/", {"q": text})
    assert not UnansweredQuery.objects.exists()


@pytest.mark.parametrize(
    "text", ["volejte 777123456 novákovi", "x" * 300, "' OR 1=1 --", "%_\\", "<script>", "\x00abc"]
)
def test_strange_question_breaks_nothing(client, text):
    response = client.get("/katalog/", {"q": text})
    assert response.status_code == 200
    assert "<script>alert" not in response.content.decode()
    assert not UnansweredQuery.objects.filter(text__contains="777").exists()


def test_snapshot_is_built_anew_only_after_a_change(service, django_assert_num_queries):
    snapshots.current()
    with django_assert_num_queries(1):
        first = snapshots.current()
    index.touch()
    assert snapshots.current() is not first


@pytest.mark.parametrize(
    "text",
    [
        "Dolní Javorná",
        "v Dolní Javorné",
        "Lipovany",
        "Kamenná Lhotka",
        "obec Lipovany",
        "v okolí města Lipovany",
        "Vrbatice a okolí",
    ],
)
def test_name_of_a_municipality_alone_gives_what_is_there(text):
    found = find_services(Question(text=text), grouped=False)
    assert found.place is not None
    assert found.place_was_guessed
    assert len(found.ids) >= 3


def test_secret_place_is_nowhere_on_the_list():
    service = SocialService.objects.public().exclude(locations__municipality=None).first()
    code = service.locations.first().municipality.code
    service.locations.update(is_secret=True, municipality=None, **NO_ADDRESS)
    index.touch()
    snapshot = snapshots.current()
    assert not snapshot.located.get(code, 0) >> snapshot.position[service.pk] & 1


def test_service_an_interrupted_import_left_out_is_found_after_due_work(service):
    index.forget([service.pk])
    question = Question(text="pečovatelská služba města Lipovany")
    assert service.pk not in find_services(question, grouped=False).ids
    assert index.refresh_missing(timezone.now()) == "doplněno do hledání: 1"
    assert service.pk in find_services(question, grouped=False).ids
    assert index.refresh_missing(timezone.now()) == ""


def test_map_goes_close_to_one_town_and_back(client):
    page = client.get("/katalog/mapa/", {"q": "poradna"})
    (lipovany,) = [spot for spot in page.context["map"]["points"] if spot["name"] == "Lipovany"]
    assert "?q=poradna&amp;obec=999001" in page.content.decode()
    close = client.get("/katalog/mapa/", {"q": "poradna", "obec": lipovany["code"]})
    spots = close.context["map"]["points"]
    assert sum(len(spot["places"]) for spot in spots) == len(lipovany["places"])
    assert [spot["name"] for spot in spots] == sorted((spot["name"] for spot in spots), key=sort_key)
    assert 'href="/katalog/mapa/?q=poradna"' in close.content.decode()
    assert client.get("/katalog/mapa/", {"obec": "nikde"}).status_code == 200


@pytest.mark.parametrize("typed", ["?", "%", "  ", "…", "\x00"])
def test_question_without_a_letter_asks_nothing(client, typed):
    assert client.get("/katalog/", {"q": typed}).context["question"].text == ""
