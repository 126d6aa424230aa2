"""Looking after groups: the office and the leads."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from planning.groups.models import Membership, PlanningGroup
from tests.groups.making import group_of, member

pytestmark = pytest.mark.django_db
GROUP = {
    "name": "Lidé bez domova",
    "kind": "working",
    "about": "Scházíme se.",
    "admission": "open",
    "guest_visits": "0",
    "notice_days": "7",
    "quorum": "half",
    "majority": "present",
    "wished_users": "0",
    "wished_providers": "0",
    "wished_commissioners": "0",
}


@pytest.fixture
def group(people) -> PlanningGroup:
    made = group_of()
    member(made, "Věra", role="lead", user=people["vera"])
    return made


def test_lead_meets_only_places_that_open(sign_in, klara, group):
    vera, url = sign_in("vera"), reverse("groups:people", args=[group.slug])
    nav = re.search(r'<nav class="nav-main".*?</nav>', vera.get(url).content.decode(), re.DOTALL).group()
    addresses = re.findall(r'<li><a href="([^"]+)"', nav)
    assert reverse("groups:own") in addresses
    assert [vera.get(address).status_code for address in addresses] == [200] * len(addresses)
    part = re.search(r'<nav class="nav-part.*?</nav>', vera.get(url).content.decode(), re.DOTALL).group()
    assert re.findall(r'href="([^"]+)"', part) == [url, reverse("groups:meetings", args=[group.slug])]
    assert reverse("accounts:people") in klara.get(url).content.decode()


def test_office_founds_a_group_and_goes_on_to_its_people(klara):
    answer = klara.post(reverse("groups:create"), GROUP, follow=True)
    made = PlanningGroup.objects.get(name="Lidé bez domova")
    assert made.slug == "lide-bez-domova"
    assert answer.redirect_chain[-1][0] == reverse("groups:people", args=[made.slug])
    assert "Zatím nikdo" in answer.content.decode()
    klara.post(reverse("groups:create"), GROUP)
    assert PlanningGroup.objects.filter(slug="lide-bez-domova-2").exists()


@pytest.mark.parametrize(
    "fields", [{"name": ""}, {"about": " "}, {"notice_days": "61"}, {"quorum": "vsichni"}, {"wished_users": "-1"}]
)
def test_wrong_data_of_a_group_are_refused(klara, fields):
    answer = klara.post(reverse("groups:create"), GROUP | fields)
    assert answer.status_code == 422
    assert answer.content.decode().count("error-summary") >= 1
    assert not PlanningGroup.objects.filter(slug="lide-bez-domova").exists()


def test_lead_admits_who_waits_and_refuses_with_a_reason(sign_in, group):
    first = member(group, "Olga", status="waiting", motivation="Autobus nejezdí.")
    second = member(group, "Ota", status="waiting")
    vera = sign_in("vera")
    page = vera.get(reverse("groups:people", args=[group.slug])).content.decode()
    assert "Autobus nejezdí." in page
    vera.post(reverse("groups:move_member", args=[group.slug, first.pk, "admit"]))
    refusal = reverse("groups:move_member", args=[group.slug, second.pk, "refuse"])
    refused = vera.post(refusal, {"reason": ""}).content.decode()
    assert "apište důvod" in refused
    assert f'href="#reason-{second.pk}"' in refused
    assert f'id="reason-{second.pk}"' in refused
    assert vera.post(refusal, {"reason": "Skupina je plná."}).status_code == 302
    assert dict(group.memberships.values_list("name", "status")) == {
        "Věra": "member",
        "Olga": "member",
        "Ota": "refused",
    }


def test_pressing_twice_says_that_it_is_done_already(sign_in, group):
    found = member(group, "Olga", status="waiting")
    url = reverse("groups:move_member", args=[group.slug, found.pk, "admit"])
    assert sign_in("vera").post(url).status_code == 302
    answer = sign_in("klara").post(url)
    assert answer.status_code == 422
    assert "mezitím někdo vyřídil" in answer.content.decode()


def test_member_is_added_changed_and_leaves_and_comes_back(sign_in, group):
    vera = sign_in("vera")
    fields = {"name": "Josef Zkušební", "side": "user", "role": "member", "mandate_from": "1. 2. 2026"}
    vera.post(reverse("groups:add_member", args=[group.slug]), fields)
    made = group.memberships.get(name="Josef Zkušební")
    assert made.mandate_from.isoformat() == "2026-02-01"
    vera.post(reverse("groups:edit_member", args=[group.slug, made.pk]), fields | {"side": "commissioner"})
    made.refresh_from_db()
    assert made.side == "commissioner"
    vera.post(reverse("groups:move_member", args=[group.slug, made.pk, "end"]), {"reason": "odvolala rada"})
    made.refresh_from_db()
    assert (made.status, made.ended_by) == ("ended", "odvolala rada")
    assert "Obnovit členství" in vera.get(reverse("groups:people", args=[group.slug])).content.decode()
    vera.post(reverse("groups:move_member", args=[group.slug, made.pk, "restore"]))
    made.refresh_from_db()
    assert (made.status, made.ended_on) == ("member", None)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"name": ""}, "Jméno"),
        ({"phone": "12"}, "Telefon"),
        ({"mandate_from": "2026-02-01", "mandate_to": "2026-01-01"}, "Mandát nemůže skončit"),
        ({"mandate_to": "31. 2. 2026"}, "Mandát do"),
        ({"substitute_of": "999999"}, "Zastupuje"),
    ],
)
def test_wrong_data_of_a_member_are_refused(sign_in, group, fields, words):
    given = {"name": "Josef", "side": "user", "role": "member", "organisation": "Vrbatice"} | fields
    answer = sign_in("vera").post(reverse("groups:add_member", args=[group.slug]), given)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert 'value="Vrbatice"' in page
    assert group.memberships.count() == 1


def test_group_ends_and_meets_again(klara, client, group):
    end = reverse("groups:end", args=[group.slug])
    klara.post(end)
    assert "Skupina skončila" in client.get(group.get_absolute_url()).content.decode()
    assert "Chci do skupiny" not in client.get(group.get_absolute_url()).content.decode()
    klara.post(end)
    assert "Chci do skupiny" in client.get(group.get_absolute_url()).content.decode()


def test_charter_is_published_read_and_confirmed(sign_in, klara, client, group):
    url = reverse("groups:publish_charter", args=[group.slug])
    assert klara.post(url, {"kind": "charter", "text": "", "file": ""}).status_code == 422
    hostile = SimpleUploadedFile("listina.pdf", b"<script>alert(1)</script>")
    assert "neodpovídá jeho příponě" in klara.post(url, {"kind": "charter", "file": hostile}).content.decode()
    klara.post(url, {"kind": "charter", "text": "Plánujeme spolu.", "file": SimpleUploadedFile("l.pdf", b"%PDF-1.4 x")})
    made = group.charters.get()
    page = sign_in("vera").get(reverse("groups:charter", args=[made.pk]))
    assert "Přečetl(a) jsem a znám" in page.content.decode()
    sign_in("vera").post(reverse("groups:confirm_charter", args=[made.pk]))
    assert "Přečetl(a) jsem" not in sign_in("vera").get(reverse("groups:charter", args=[made.pk])).content.decode()
    assert "zná ji 1 z 1 člena" in klara.get(reverse("groups:people", args=[group.slug])).content.decode()
    file = client.get(reverse("groups:charter_file", args=[made.pk]))
    assert b"".join(file.streaming_content) == b"%PDF-1.4 x"
    assert file["Content-Disposition"] == 'attachment; filename="zakladni-listina-zkusebni-1.pdf"'


@pytest.mark.parametrize("count", [1, 3])
def test_people_of_a_group_ask_the_database_the_same_for_any_number(klara, group, count, django_assert_num_queries):
    for number in range(count):
        member(group, f"Člen {number}", substitute_of=group.memberships.first())
        member(group, f"Čeká {number}", status="waiting")
    with django_assert_num_queries(7):
        klara.get(reverse("groups:people", args=[group.slug]))


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_the_desk_asks_the_database_the_same_for_any_number(klara, count, django_assert_num_queries):
    PlanningGroup.objects.all().delete()
    for number in range(count):
        member(group_of(slug=f"s-{number}", name=f"S {number}"), "Čeká", status="waiting")
    with django_assert_num_queries(5):
        page = klara.get(reverse("groups:manage"))
    assert [row["waiting"] for row in page.context["rows"]] == [1] * count


def test_account_that_is_erased_leaves_the_group_without_a_name(people, group):
    from kpss.accounts.actions import erase_account

    found = member(group, "Anna Ukázková", user=people["anna"], email="anna@lipovany.example", listed_as="Anna")
    erase_account(user=people["anna"])
    found = Membership.objects.get(pk=found.pk)
    assert (found.name, found.email, found.listed_as, found.user) == ("", "", "", None)
