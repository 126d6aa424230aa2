"""Contacts by role: whom to call about planning, in the order the office gives them."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from planning.portal.actions import team
from planning.portal.models import TeamContact
from providers.models import OfficeContact

pytestmark = pytest.mark.django_db
LIST = "/kontakty/"


def roles(client) -> list[str]:
    page = BeautifulSoup(client.get(LIST).content, "html.parser")
    return [row.text for row in page.select("[aria-labelledby=tym] h3")]


@pytest.fixture
def three(db):
    TeamContact.objects.all().delete()
    rows = [(number, role) for number, role in enumerate(("První", "Druhá", "Třetí"), 1)]
    return [TeamContact.objects.create(role=role, phone="777000111", position=number) for number, role in rows]


def test_roles_stand_before_the_offices_with_phone_and_name(client):
    page = BeautifulSoup(client.get(LIST).content, "html.parser").select_one("[aria-labelledby=tym]")
    assert page.select_one("h3").text == "Koordinátorka plánování"
    assert page.select_one('a[href="tel:+420000123456"]').text == "000\N{NO-BREAK SPACE}123\N{NO-BREAK SPACE}456"
    assert "Klára" in page.text


def test_contact_is_written_at_the_desk(client, klara, three):
    klara.post(reverse("portal:create_contact"), {"role": "manažer", "phone": "777 000 222"})
    assert roles(client) == ["První", "Druhá", "Třetí", "Manažer"]
    assert TeamContact.objects.get(role="manažer").phone == "+420777000222"
    klara.post(reverse("portal:edit_contact", args=[three[0].pk]), {"role": "Nultá", "email": "a@lipovany.example"})
    assert roles(client)[0] == "Nultá"


@pytest.mark.parametrize("data", [{}, {"role": "A"}, {"role": "A", "phone": "abc"}, {"role": "A", "email": "x"}])
def test_form_says_what_is_wrong(klara, data):
    before = TeamContact.objects.count()
    assert klara.post(reverse("portal:create_contact"), data).status_code == 422
    assert TeamContact.objects.count() == before


def test_contact_can_be_reached():
    with pytest.raises(IntegrityError), transaction.atomic():
        TeamContact.objects.create(role="Nikdo")


def test_order_is_changed_by_buttons(client, klara, three):
    klara.post(reverse("portal:move_contact", args=[three[2].pk, "nahoru"]))
    assert roles(client) == ["První", "Třetí", "Druhá"]
    klara.post(reverse("portal:move_contact", args=[three[0].pk, "nahoru"]))
    klara.post(reverse("portal:move_contact", args=[three[0].pk, "dolu"]))
    assert roles(client) == ["Třetí", "První", "Druhá"]


def test_deleted_contact_comes_back_and_is_forgotten_after_thirty_days(client, klara, three):
    klara.post(reverse("portal:move_contact", args=[three[1].pk, "smazat"]))
    assert roles(client) == ["První", "Třetí"]
    assert "Druhá" in klara.get(reverse("portal:manage_contacts")).content.decode()
    klara.post(reverse("portal:move_contact", args=[three[1].pk, "obnovit"]))
    assert roles(client) == ["První", "Druhá", "Třetí"]
    klara.post(reverse("portal:move_contact", args=[three[1].pk, "smazat"]))
    team.forget_deleted_contacts(timezone.now() + dt.timedelta(days=31))
    assert TeamContact.objects.count() == 2


def test_privacy_notice_says_why_a_name_is_public(client):
    assert "plnění úkolu ve veřejném zájmu" in client.get(reverse("portal:privacy")).content.decode()


def test_contacts_of_the_demo_town_agree_with_those_of_its_office(db):
    told = {row.role: (row.phone, row.email) for row in OfficeContact.objects.filter(office__is_first_contact=True)}
    for contact in TeamContact.objects.all():
        role = contact.role.removesuffix(" sociálních věcí")
        assert told[role] == (contact.phone, contact.email), role
