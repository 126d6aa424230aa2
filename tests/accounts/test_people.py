"""People and roles: found, invited again, handed over to a deputy, switched off and on."""

import datetime as dt

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from kpss.accounts import actions
from kpss.accounts.models import Deputy, Invitation, User
from kpss.core.dates import today
from kpss.core.models import AuditEvent
from planning.suggestions.models import Assignment, Suggestion

pytestmark = pytest.mark.django_db
PEOPLE = "/ucet/lide/"


def names(page) -> list[str]:
    return [row.text for row in BeautifulSoup(page.content, "html.parser").select("tbody th a")]


def days(count: int) -> dt.date:
    return today() + dt.timedelta(days=count)


@pytest.fixture
def invited(people):
    return actions.invite_person(email="nova@sluzba.example", name="Nora Nová", by=people["klara"])


# --- The page of people ----------------------------------------------------------------------------------


def test_people_stand_in_czech_order(klara, people):
    for name in ("Čeněk", "Cecílie", "Chrudoš", "Hana"):
        User.objects.create_user(f"{len(name)}{name[-1]}@poradi.example", name=name)
    found = [name for name in names(klara.get(PEOPLE)) if " " not in name]
    assert found == ["Cecílie", "Čeněk", "Hana", "Chrudoš"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=ukazkova+klara", ["Klára Ukázková"]),
        ("q=standa", ["Standa Ukázkový"]),
        ("q=SSM.example", ["Petr Ukázkový"]),
        ("role=councillor", ["Zdeněk Ukázkový"]),
        ("stav=invited", ["Nora Nová"]),
        ("role=nesmysl&stav=nic&q=standa", ["Standa Ukázkový"]),
        ("q=nikdo", []),
    ],
)
def test_people_are_found(klara, invited, query, found):
    assert names(klara.get(f"{PEOPLE}?{query}")) == found


@pytest.mark.parametrize("more", [0, 30])
def test_page_asks_the_database_the_same_for_any_number(klara, people, more):
    for number in range(more):
        actions.invite_person(email=f"c{number}@mnoho.example", by=people["klara"])
    klara.get(PEOPLE)
    with CaptureQueriesContext(connection) as asked:
        klara.get(PEOPLE)
    assert len(asked) == 8


@pytest.mark.parametrize("query", ["q=%00", "strana=nic", "q=" + "x" * 3000, "stav=delete&role=%27"])
def test_nonsense_shows_all_people(klara, people, query):
    assert len(names(klara.get(f"{PEOPLE}?{query}"))) == len(people)


def test_many_people_are_paged_and_the_filter_stays(klara, people):
    User.objects.bulk_create(User(email=f"c{number}@mnoho.example") for number in range(60))
    page = klara.get(f"{PEOPLE}?q=mnoho&strana=2")
    assert len(names(page)) == 10
    assert "q=mnoho" in page.content.decode()


def test_person_page_tells_rights_that_come_from_elsewhere(klara, people):
    Assignment.objects.create(suggestion=Suggestion.objects.waiting().first(), user=people["petr"])
    page = BeautifulSoup(klara.get(f"{PEOPLE}{people['petr'].pk}/").content, "html.parser")
    links = {link.text.strip(): link["href"] for link in page.select("#obsah .link-list a")}
    words = " ".join(links)
    assert "redaktor: upravuje údaje organizace" in words
    assert "Senioři a pečující" in words
    assert "zjišťuje, co odpovědět" in words
    for url in links.values():
        assert klara.get(url).status_code == 200


def test_person_without_rights_is_told_so(klara, people):
    assert "Nic dalšího" in klara.get(f"{PEOPLE}{people['cyril'].pk}/").content.decode()


# --- Invitations -----------------------------------------------------------------------------------------


def test_invitation_is_sent_again_and_the_old_link_ends(klara, invited, client, django_capture_on_commit_callbacks):
    old = Invitation.objects.get(user=invited).code_hash
    with django_capture_on_commit_callbacks(execute=True):
        klara.post(f"{PEOPLE}{invited.pk}/ucet/poslat-pozvanku/")
    assert mail.outbox[-1].to == ["nova@sluzba.example"]
    assert Invitation.objects.get(user=invited).code_hash != old


def test_withdrawn_invitation_opens_nothing_and_can_be_sent_again(klara, invited):
    klara.post(f"{PEOPLE}{invited.pk}/ucet/vzit-pozvanku/")
    assert not Invitation.objects.filter(user=invited).exists()
    assert "bez pozvánky" in klara.get(f"{PEOPLE}{invited.pk}/").content.decode()
    klara.post(f"{PEOPLE}{invited.pk}/ucet/poslat-pozvanku/")
    assert Invitation.objects.filter(user=invited).exists()


@pytest.fixture
def invited_with_a_role(people):
    return actions.invite_person(email="sef@sluzba.example", name="Šéf", role="administrator", by=people["standa"])


@pytest.mark.parametrize("move", ["poslat-pozvanku", "vzit-pozvanku"])
def test_invitation_with_a_role_is_the_administrators_alone(klara, sign_in, invited_with_a_role, move):
    url = f"{PEOPLE}{invited_with_a_role.pk}/ucet/{move}/"
    assert url not in klara.get(f"{PEOPLE}{invited_with_a_role.pk}/").content.decode()
    assert klara.post(url).status_code == 403
    assert sign_in("standa").post(url).status_code == 302


def test_who_gives_no_roles_renames_nobody_with_a_role(klara, people, invited_with_a_role):
    again = {"email": "Sef@sluzba.example", "name": "Podvržený", "role": "resident"}
    assert "pošle zase správce" in klara.post(f"{PEOPLE}pozvat/", again).content.decode()
    actions.invite_person(email="sef@sluzba.example", name="Podvržený", by=people["klara"])
    invited_with_a_role.refresh_from_db()
    assert (invited_with_a_role.name, invited_with_a_role.role) == ("Šéf", "administrator")


# --- Switching off ---------------------------------------------------------------------------------------


def test_switched_off_account_is_signed_out_and_cannot_sign_in(sign_in, people):
    vera = sign_in("vera")
    sign_in("standa").post(f"{PEOPLE}{people['vera'].pk}/ucet/vypnout/")
    assert vera.get(reverse("accounts:profile")).status_code == 302
    assert not Client().login(email="vera@lipovany.example", password="lipovany-2026")
    sign_in("standa").post(f"{PEOPLE}{people['vera'].pk}/ucet/zapnout/")
    assert Client().login(email="vera@lipovany.example", password="lipovany-2026")


def test_invitation_does_not_switch_an_account_on(people):
    actions.switch_off(user=people["vera"], by=people["standa"])
    before = len(mail.outbox)
    actions.invite_person(email="vera@lipovany.example", by=people["klara"])
    people["vera"].refresh_from_db()
    assert not people["vera"].is_active
    assert len(mail.outbox) == before


def test_nobody_switches_off_oneself_nor_the_last_administrator(people):
    with pytest.raises(ValidationError):
        actions.switch_off(user=people["standa"], by=people["standa"])
    with pytest.raises(ValidationError):
        actions.switch_off(user=people["standa"], by=people["klara"])


def test_database_knows_no_switched_off_account_that_signs_in(people):
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=people["anna"].pk).update(switched_off_at=timezone.now())


# --- Deputies --------------------------------------------------------------------------------------------


@pytest.fixture
def deputy(people):
    row = Deputy(user=people["vera"], from_on=today(), to_on=days(6))
    return actions.hand_over(deputy=row, by=people["klara"])


def test_role_is_handed_over_by_a_form_and_both_are_told(klara, people, django_capture_on_commit_callbacks):
    data = {"user": people["vera"].pk, "from_on": f"{today()}", "to_on": f"{days(6)}"}
    with django_capture_on_commit_callbacks(execute=True):
        assert klara.post(f"{PEOPLE}zastup/", data).status_code == 302
    assert [sent.to for sent in mail.outbox[-2:]] == [["vera@lipovany.example"], ["klara@lipovany.example"]]
    assert "Věra Ukázková" in mail.outbox[-1].body
    assert "Věra Ukázková zastupuje: Klára Ukázková" in klara.get(PEOPLE).content.decode()
    event = AuditEvent.objects.filter(event="accounts.deputy.named").first()
    assert (event.actor, event.subject_id) == (people["klara"], str(people["vera"].pk))


def test_deputy_has_the_desk_and_may_do_what_a_coordinator_may(deputy, sign_in):
    vera = sign_in("vera")
    assert vera.get("/sprava/").status_code == 200
    assert vera.get(reverse("portal:work"))["Location"] == "/sprava/"
    assert vera.get(reverse("portal:create_news")).status_code == 200


def test_rights_of_a_deputy_end_by_themselves(deputy, sign_in):
    vera = sign_in("vera")
    for count, status in ((-1, 403), (0, 200), (6, 200), (7, 403)):
        with time_machine.travel(timezone.now() + dt.timedelta(days=count)):
            assert sign_in("vera").get("/sprava/").status_code == status, count
    assert vera.get("/sprava/").status_code == 200


def test_deputy_hands_the_role_on_to_nobody_and_gives_no_roles(deputy, sign_in, people):
    vera = sign_in("vera")
    assert vera.get(f"{PEOPLE}zastup/").status_code == 403
    assert vera.post(f"{PEOPLE}{people['anna'].pk}/role/", {"role": "administrator"}).status_code == 403
    assert vera.post(f"{PEOPLE}zastup/{deputy.pk}/ukoncit/").status_code == 403
    assert vera.get(reverse("portal:audit_log")).status_code == 403


@pytest.mark.parametrize("change", [{"role": "resident"}, {"is_active": False}])
def test_deputy_of_who_coordinates_no_more_has_no_rights(deputy, sign_in, people, change):
    User.objects.filter(pk=people["klara"].pk).update(**change)
    assert sign_in("vera").get("/sprava/").status_code == 403


def test_days_of_a_deputy_are_ended_earlier(deputy, klara, sign_in, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        klara.post(f"{PEOPLE}zastup/{deputy.pk}/ukoncit/")
    assert sign_in("vera").get("/sprava/").status_code == 403
    assert len([sent for sent in mail.outbox if "skončilo dřív" in sent.subject]) == 2
    assert AuditEvent.objects.filter(event="accounts.deputy.ended").count() == 1
    assert klara.post(f"{PEOPLE}zastup/{deputy.pk}/ukoncit/").status_code == 404


@pytest.mark.parametrize(
    ("from_on", "to_on", "field"),
    [(0, -1, "to_on"), (-9, -3, "to_on"), (0, 400, "to_on"), (3, 1, "__all__"), (None, 5, "from_on")],
)
def test_wrong_days_are_refused_in_words(klara, people, from_on, to_on, field):
    data = {
        "user": people["vera"].pk,
        "from_on": days(from_on) if from_on is not None else "zítra",
        "to_on": days(to_on),
    }
    page = klara.post(f"{PEOPLE}zastup/", data)
    assert page.status_code == 422
    assert field in page.context["form"].errors


def test_oneself_cannot_be_the_deputy(klara, people):
    page = klara.post(f"{PEOPLE}zastup/", {"user": people["klara"].pk, "from_on": today(), "to_on": days(1)})
    assert page.context["form"].errors["user"]


@pytest.mark.parametrize("fields", [{"to_on": "2026-01-01"}, {"same": True}])
def test_database_refuses_impossible_deputies(people, fields):
    given = {"user": people["vera"], "holder": people["klara"], "from_on": "2026-02-01", "to_on": "2026-03-01"}
    given |= {"user": people["klara"]} if fields.pop("same", None) else fields
    with pytest.raises(IntegrityError), transaction.atomic():
        Deputy.objects.create(**given)


def test_erased_person_leaves_no_deputy(deputy, people):
    actions.erase_account(user=people["vera"])
    assert not Deputy.objects.exists()


def test_erased_holder_takes_the_rights_of_the_deputy_along(deputy, people, sign_in):
    actions.erase_account(user=people["klara"])
    assert sign_in("vera").get("/sprava/").status_code == 403


@pytest.mark.parametrize(("first", "last"), [(0, 6), (6, 9), (-3, 0), (2, 3)])
def test_nobody_deputises_twice_in_the_same_days(deputy, klara, people, first, last):
    again = {"user": people["vera"].pk, "from_on": days(first), "to_on": days(last)}
    page = klara.post(f"{PEOPLE}zastup/", again)
    assert page.status_code == 422
    assert "už zastupuje" in page.content.decode()
    assert Deputy.objects.count() == 1


def test_other_days_other_people_and_ended_days_may_be_handed_over(deputy, klara, people):
    assert klara.post(f"{PEOPLE}zastup/", {"user": people["vera"].pk, "from_on": days(7), "to_on": days(8)})
    assert klara.post(f"{PEOPLE}zastup/", {"user": people["anna"].pk, "from_on": days(0), "to_on": days(6)})
    actions.end_deputy(deputy=deputy, by=people["klara"])
    assert klara.post(f"{PEOPLE}zastup/", {"user": people["vera"].pk, "from_on": days(0), "to_on": days(6)})
    assert Deputy.objects.count() == 4


def _loses_the_role(klara, standa):
    actions.change_role(user=klara, role="resident", by=standa)
    actions.change_role(user=klara, role="coordinator", by=standa)


def _is_switched_off(user, standa):
    actions.switch_off(user=user, by=standa)
    actions.switch_on(user=user, by=standa)


@pytest.mark.parametrize(
    ("happens", "key", "told"),
    [
        (_loses_the_role, "klara", "klara vera"),
        (_is_switched_off, "klara", "vera"),
        (_is_switched_off, "vera", "klara"),
    ],
)
def test_rights_of_a_deputy_do_not_come_back(
    deputy, people, sign_in, django_capture_on_commit_callbacks, happens, key, told
):
    with django_capture_on_commit_callbacks(execute=True):
        happens(people[key], people["standa"])
    assert sign_in("vera").get("/sprava/").status_code == 403
    ended = [sent.to[0].split("@")[0] for sent in mail.outbox if "skončilo dřív" in sent.subject]
    assert sorted(ended) == told.split()


def test_another_role_that_coordinates_keeps_the_deputy(deputy, people, sign_in):
    actions.change_role(user=people["klara"], role="administrator", by=people["standa"])
    assert sign_in("vera").get("/sprava/").status_code == 200


@pytest.mark.parametrize("key", ["klara", "vera"])
def test_both_read_of_the_deputy_in_their_data(deputy, sign_in, key):
    told = sign_in(key).get(reverse("accounts:my_data")).json()["zastupování"]
    assert [(row["koho zastupuje"], row["kdo vás zastoupí"]) for row in told] == [("Klára Ukázková", "Věra Ukázková")]


def test_page_of_a_person_says_whom_somebody_stands_in_for(deputy, klara, people):
    words = klara.get(f"{PEOPLE}{people['vera'].pk}/").content.decode()
    assert "Dnes zastupuje koordinátora" in words
    assert "Nic dalšího" not in words


def test_possible_deputies_are_told_apart_by_their_address(klara):
    assert "Anna Ukázková (anna@lipovany.example)" in klara.get(f"{PEOPLE}zastup/").content.decode()
