"""What everybody sees of groups, and how people apply."""

import pytest
from django.core import mail
from django.urls import reverse

from planning.groups.models import Membership, PlanningGroup
from planning.groups.notifications import confirm_code
from tests.groups.making import group_of, member

pytestmark = pytest.mark.django_db
APPLICATION = {"name": "Olga Zkušební", "email": "olga@zkusebni.example", "side": "user"}


@pytest.fixture(autouse=True)
def quick(quick_forms):
    """Forms may be sent at once."""


@pytest.fixture
def group() -> PlanningGroup:
    made = group_of()
    member(made, "Jana Tajná", email="jana@zkusebni.example")
    return made


def sent(client, group, **fields):
    url = reverse("groups:apply", args=[group.slug])
    stamp = client.get(url).context["form"]["stamp"].value()
    return client.post(url, APPLICATION | {"stamp": stamp} | fields)


def test_visitor_applies_and_is_told_to_look_into_the_mail(client, group):
    answer = sent(client, group)
    assert answer["Location"] == reverse("groups:applied", args=[group.slug])
    assert Membership.objects.get(email="olga@zkusebni.example").status == "unconfirmed"
    assert len(mail.outbox) == 1


def test_answer_is_the_same_for_who_is_in_the_group_already(client, group):
    new, known = sent(client, group), sent(client, group, email="jana@zkusebni.example")
    assert (new.status_code, new["Location"]) == (known.status_code, known["Location"])
    assert mail.outbox[-1].to == ["jana@zkusebni.example"]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"name": ""}, "Vaše jméno a příjmení"),
        ({"email": "olga"}, "e-mail"),
        ({"side": "obec"}, "Za koho"),
        ({"motivation": "x" * 2001}, "Co byste chtěli"),
        ({"web_page": "http://x.example"}, "pro roboty"),
    ],
)
def test_wrong_application_says_what_is_wrong_and_loses_nothing(client, group, fields, words):
    answer = sent(client, group, **{"organisation": "Vrbatice"} | fields)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert words in page
    assert 'value="Vrbatice"' in page
    assert mail.outbox == []


def test_headers_of_mails_cannot_be_injected(client, group):
    answer = sent(
        client, group, name="Olga\r\nBcc: kdo@jinde.example", email="olga@zkusebni.example\nBcc: kdo@jinde.example"
    )
    assert answer.status_code == 422
    assert mail.outbox == []


def test_one_address_is_not_flooded_with_mails(client, group):
    answers = [sent(client, group) for _time in range(4)]
    assert [answer.status_code for answer in answers] == [302, 302, 302, 429]
    assert len(mail.outbox) == 3


def test_without_an_email_the_lead_calls(client, klara, group):
    member(group, "Věra", role="lead", email="vera@zkusebni.example")
    for name in ("Eva Bezmailová", "Ivan Bezmailový"):
        answer = sent(client, group, name=name, email="", phone="777 123 456")
        assert answer["Location"] == reverse("groups:applied_by_phone", args=[group.slug])
    assert "Ozveme se vám telefonem" in client.get(answer["Location"]).content.decode()
    assert list(group.memberships.waiting().values_list("name", flat=True)) == ["Eva Bezmailová", "Ivan Bezmailový"]
    assert [mail_.to for mail_ in mail.outbox] == [["vera@zkusebni.example"]] * 2
    page = klara.get(reverse("groups:people", args=[group.slug])).content.decode()
    assert "Nemá e-mail, zavolejte:" in page
    sent(client, group, email="", phone="777 123 456")
    assert sent(client, group, email="", phone="777 123 456").status_code == 429


def test_application_says_how_to_reach_the_person(client, group):
    answer = sent(client, group, email="")
    assert answer.status_code == 422
    assert "Napište e-mail nebo telefon" in answer.content.decode()
    assert not group.memberships.waiting().exists()


def test_opening_the_link_confirms_nothing_the_button_does(client, group):
    found = member(group, "Olga", status="unconfirmed", email="olga@zkusebni.example")
    url = reverse("groups:confirm", args=[confirm_code(found)])
    assert "Ano, potvrzuji" in client.get(url).content.decode()
    found.refresh_from_db()
    assert found.status == "unconfirmed"
    client.post(url)
    found.refresh_from_db()
    assert found.status == "waiting"
    assert "Přihláška je potvrzená" in client.get(url).content.decode()


def test_names_that_nobody_consented_to_stay_inside(client, group):
    page = client.get(group.get_absolute_url()).content.decode()
    assert "1 člověk, který nechce být uveden" in page
    assert "Jana" not in page
    assert "jana@" not in page


def test_hostile_name_is_only_text(client, klara, group):
    member(group, "<script>alert(1)</script>", listed_as="<b onmouseover=x>", status="member")
    for page in (client.get(group.get_absolute_url()), klara.get(reverse("groups:people", args=[group.slug]))):
        assert "<script>alert" not in page.content.decode()
        assert "<b onmouseover" not in page.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_groups_asks_the_database_the_same_for_any_number(
    client, empty_groups, count, django_assert_num_queries
):
    for number in range(count):
        member(group_of(slug=f"s-{number}", name=f"Skupina {number}"), f"Člen {number}")
    with django_assert_num_queries(3):
        page = client.get(reverse("groups:group_list"))
    assert page.content.decode().count("Skupina ") == count


@pytest.mark.parametrize("count", [1, 3])
def test_page_of_a_group_asks_the_database_the_same_for_any_number(client, group, count, django_assert_num_queries):
    for number in range(count):
        member(group, f"Člen {number}", listed_as=f"člen {number}")
    with django_assert_num_queries(9):
        client.get(group.get_absolute_url())


@pytest.fixture
def empty_groups():
    PlanningGroup.objects.all().delete()


def test_member_sees_own_groups_and_what_waits_to_be_read(sign_in):
    page = sign_in("petr").get(reverse("groups:own")).content.decode()
    assert "Senioři a pečující" in page
    assert "Bezpečí doma" in page
    assert "Jednací řád" in page
    assert "Rodiny s dětmi" not in page
    empty = sign_in("anna").get(reverse("groups:own")).content.decode()
    assert "Zatím nejste v žádné skupině" in empty
