"""Finding help: words, typos, places, audiences, facets, order."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from kpss.core.models import Synonym, UnansweredQuery
from providers.actions.entries import _SECRET_CLEARED, save_service
from providers.cards import card_of
from providers.models import SocialService
from providers.search import index
from providers.search import snapshot as snapshots
from providers.search.finder import Question, find_services

pytestmark = pytest.mark.django_db

#: What people might write, in our own words, and the paragraphs that answer it.
QUESTIONS = [
    ("maminka potřebuje vykoupat", {"40", "39"}),
    ("táta po mozkové příhodě nemůže sám na záchod", {"39", "40", "52", "70"}),
    ("rozvážka obědů důchodcům", {"40", None}),
    ("kdo mi nakoupí", {"40"}),
    ("umístění do domova duchodcu", {"49"}),
    ("babička bloudí a nepoznává nás", {"50", "46"}),
    ("bratr s downovým syndromem přes den", {"46"}),
    ("dcera na vozíku chce bydlet sama", {"51", "43", "39"}),
    ("neslyším potřebuju k doktorovi", {"56"}),
    ("nevidomy doprovod", {"42"}),
    ("muj syn fetuje", {"59", "37", "69"}),
    ("partner pije a hraje automaty", {"37", "64"}),
    ("vyšla jsem z psychiatrie", {"64", "CDZ", "43", "51", ""}),
    ("slyším hlasy", {"", "CDZ", "60", "51", "43", "64", None}),
    ("manžel mě mlátí", {"60a"}),
    ("přítel mi vyhrožuje bojím se ho", {"60a", "60", "37"}),
    ("dostali jsme výpověď z bytu", {"57", "37"}),
    ("nemam kde spat", {"63", "57"}),
    ("kde se můžu osprchovat jsem na ulici", {"61", "63", "69"}),
    ("exekutor mi vzal účet", {"37"}),
    ("osobni bankrot", {"37"}),
    ("dítě nemluví a jsou mu 2 roky", {"54"}),
    ("nedonošené miminko", {"54"}),
    ("syn zlobí ve škole", {"65", "62"}),
    ("kam můžou děti po škole zadarmo", {"62"}),
    ("vyrostl v děcáku a nemá kam jít", {"58"}),
    ("chci umřít", {"55", "60"}),
    ("zavolat si s někým v noci", {"55"}),
    ("přestat brát pervitin", {"68", "59"}),
    ("po léčebně alkohol", {"64"}),
    ("klub pro důchodce", {"66", None}),
    ("keramická dílna pro postižené", {"67"}),
    ("naučit se chodit s bílou holí", {"70"}),
    ("kdo pohlídá manžela když jedu k lékaři", {"44", "40", "42"}),
    ("respitni pece", {"44"}),
    ("tlačítko pro seniory", {"41"}),
    ("půjčovna invalidních vozíků", {"37"}),
    ("umírání doma", {"44"}),
    ("sociální taxík", {None}),
    ("jídlo zdarma pro chudé", {"61", None}),
]


def _kinds(text: str) -> list[str | None]:
    ids = find_services(Question(text=text), grouped=False).ids
    rows = SocialService.objects.select_related("kind").in_bulk(ids)
    kinds = [rows[pk].kind.paragraph if rows[pk].kind else None for pk in ids]
    return list(dict.fromkeys(kinds))[:3]


def test_people_find_help_in_their_own_words():
    missed = [(text, _kinds(text)) for text, wanted in QUESTIONS if not set(_kinds(text)) & wanted]
    assert len(missed) <= len(QUESTIONS) * 0.05, missed


@pytest.mark.parametrize(
    "text", ["pecovatelska sluzba", "Pečovatelská služba", "PEČOVATELSKÁ SLUŽBY", "pečovatelksá služba"]
)
def test_diacritics_case_ending_and_typo_do_not_matter(text):
    assert _kinds(text)[0] == "40"


def test_search_tells_what_it_added():
    found = find_services(Question(text="babička spadla"))
    assert "senior" in found.understood.added
    assert "tísňový" in found.understood.added


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


@pytest.mark.parametrize("text", ["Dolní Javorná", "v Dolní Javorné", "Lipovany", "Kamenná Lhotka"])
def test_name_of_a_municipality_alone_gives_what_is_there(text):
    found = find_services(Question(text=text), grouped=False)
    assert found.place is not None
    assert found.place_was_guessed
    assert len(found.ids) >= 3


def test_secret_place_is_nowhere_on_the_list():
    service = SocialService.objects.public().exclude(locations__municipality=None).first()
    code = service.locations.first().municipality.code
    service.locations.update(is_secret=True, municipality=None, **_SECRET_CLEARED)
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
