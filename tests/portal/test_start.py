"""A new town: the link of the first administrator, the steps, what they write, the way out and back."""

import io
import re

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from PIL import Image

from kpss.accounts.actions import switch_off
from kpss.accounts.models import User
from kpss.core.models import AuditEvent, Municipality, Town
from planning.groups.models import PlanningGroup
from planning.portal.importers.pages import PAGES
from planning.portal.models import Page
from planning.portal.presenters import home

pytestmark = pytest.mark.django_db
START = "/sprava/zacatek/"
TOWN = {
    "town_name": "Vrbno",
    "portal_name": "Pomoc ve Vrbně",
    "area_phrase": "ve Vrbně",
    "phone": "000 222 333",
    "email": "urad@vrbno.example",
}


@pytest.fixture
def new_town(people):
    """A portal where nobody has set anything up."""
    Town.objects.all().delete()
    Page.objects.all().delete()
    Municipality.objects.update(is_member=False)


def step(client, name: str, /, **data):
    return client.post(f"{START}{name}/", data)


def link_of(email: str) -> str:
    said = io.StringIO()
    call_command("start_town", email, stdout=said)
    return re.search(r"http://[^/]+(/\S+)", said.getvalue()).group(1)


def test_link_of_the_command_makes_the_first_administrator_and_leads_to_the_steps(client, new_town):
    User.objects.filter(role="administrator").update(role="resident")
    url = link_of("Prvni@Vrbno.example")
    answer = client.post(url, {"name": "První Správce", "password": "dlouhe-heslo-1"}, follow=True)
    assert answer.redirect_chain[-1][0] == START
    assert User.objects.get(email="prvni@vrbno.example").role == "administrator"
    assert client.get(url).status_code == 410


def test_command_run_again_gives_a_new_link_and_the_old_one_ends(client, new_town):
    User.objects.filter(role="administrator").update(role="resident")
    old, new = link_of("prvni@vrbno.example"), link_of("prvni@vrbno.example")
    assert client.get(old).status_code == 410
    assert client.get(new).status_code == 200


def test_command_refuses_where_there_is_an_administrator(people):
    with pytest.raises(CommandError, match="už správce má"):
        call_command("start_town", "dalsi@vrbno.example")


def test_command_takes_no_account_over(people):
    User.objects.filter(role="administrator").update(role="resident")
    with pytest.raises(CommandError, match="už účet má"):
        call_command("start_town", "anna@lipovany.example")


def test_command_brings_an_account_that_was_switched_off_on_again(people, client):
    switch_off(user=people["anna"], by=people["standa"])
    User.objects.filter(role="administrator").update(role="resident")
    url = link_of("anna@lipovany.example")
    assert client.post(url, {"name": "Anna", "password": "dlouhe-heslo-1"}).status_code == 302
    assert User.objects.get(email="anna@lipovany.example").is_active


def test_steps_are_shown_until_they_are_finished(sign_in, new_town):
    standa = sign_in("standa")
    assert standa.get(reverse("portal:work"))["Location"] == START
    assert "Dokončit první nastavení portálu" in standa.get("/sprava/").content.decode()
    assert standa.post(f"{START}hotovo/")["Location"] == "/sprava/"
    assert standa.get(reverse("portal:work"))["Location"] == "/sprava/"
    assert "Dokončit první nastavení" not in standa.get("/sprava/").content.decode()
    assert AuditEvent.objects.filter(event="portal.start.finished").exists()


def test_each_step_leads_to_the_next_and_can_be_come_back_to(sign_in, new_town):
    standa = sign_in("standa")
    assert step(standa, "mesto", **TOWN)["Location"] == f"{START}podoba/"
    town = Town.current()
    assert (town.town_name, town.phone, town.is_set_up) == ("Vrbno", "+420000222333", False)
    page = standa.get(START)
    assert (page.context["done"], page.context["next"]) == (3, f"{START}podoba/")
    assert standa.get(f"{START}mesto/").context["form"]["town_name"].value() == "Vrbno"


def test_arms_and_colour_are_kept(sign_in, new_town, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    standa = sign_in("standa")
    step(standa, "mesto", **TOWN)
    picture = io.BytesIO()
    Image.new("RGB", (40, 48), "green").save(picture, "PNG")
    arms = SimpleUploadedFile("znak.png", picture.getvalue(), "image/png")
    assert step(standa, "podoba", accent="#7a1f1f", arms=arms)["Location"] == f"{START}obce/"
    town = Town.current()
    assert (town.accent, town.phone, bool(town.arms)) == ("#7a1f1f", "+420000222333", True)
    assert step(standa, "podoba", accent="#ffff00").status_code == 422


def test_pasted_municipalities_are_served(sign_in, new_town):
    known = Municipality.objects.get(name="Lipovany")
    listed = f"Vrbno 999101\n\n  Horní Ves;999102\nDolní Ves\n{known.code}\tLipovany\nDolní Ves\n"
    assert step(sign_in("standa"), "obce", places=listed)["Location"] == f"{START}skupina/"
    members = dict(Municipality.objects.filter(is_member=True).values_list("name", "code"))
    assert members == {"Vrbno": "999101", "Horní Ves": "999102", "Dolní Ves": "bez-1", "Lipovany": known.code}


def test_code_written_later_replaces_the_provisional_one(sign_in, new_town):
    standa = sign_in("standa")
    step(standa, "obce", places="Vrbno\nDolní Ves")
    step(standa, "obce", places="Vrbno 999101\nDolní Ves\nHorní Ves")
    members = dict(Municipality.objects.filter(is_member=True).values_list("name", "code"))
    assert members == {"Vrbno": "999101", "Dolní Ves": "bez-2", "Horní Ves": "bez-3"}
    assert "Vrbno 999101" in standa.get(f"{START}obce/").context["form"]["places"].value()


def test_two_municipalities_of_one_name_are_two(sign_in, new_town):
    listed = "Lhota 999101\nLhota\nLhota 999102\nLhota 999102"
    page = sign_in("standa").post(f"{START}obce/", {"places": listed}, follow=True).content.decode()
    served = Municipality.objects.filter(is_member=True, name="Lhota").values_list("code", flat=True)
    assert sorted(served) == ["999101", "999102", "bez-1"]
    assert "Počet obcí: 3." in page
    assert "jsme vzali jednou: Lhota." in page


def test_all_lines_that_are_no_names_are_told(sign_in, new_town):
    page = step(sign_in("standa"), "obce", places="Vrbno\n<script>alert</script>\nVes 7\n12345\nŽďár (okr. Cheb)")
    assert page.context["form"].errors["places"] == [
        "Těmto řádkům nerozumíme: <script>alert</script>; Ves 7; 12345",
    ]


def test_look_saved_without_arms_is_done(sign_in, new_town):
    standa = sign_in("standa")
    step(standa, "mesto", **TOWN)
    before = standa.get(START).context["done"]
    assert step(standa, "podoba", accent="#064f5c").status_code == 302
    assert standa.get(START).context["done"] == before + 1


def test_colour_changed_meanwhile_is_told(sign_in, new_town):
    standa = sign_in("standa")
    step(standa, "mesto", **TOWN)
    seen = standa.get(f"{START}podoba/").context["form"]["seen"].value()
    step(standa, "podoba", accent="#7a1f1f")
    page = step(standa, "podoba", accent="#123456", seen=seen)
    assert page.status_code == 422
    assert "Mezitím" in page.content.decode()


@pytest.mark.parametrize("places", ["", "999101", "x" * 200, "\n".join(f"Ves {n}" for n in range(301)), "Ves\x00"])
def test_nonsense_is_no_municipality(sign_in, new_town, places):
    assert step(sign_in("standa"), "obce", places=places).status_code == 422
    assert not Municipality.objects.filter(is_member=True).exists()


def test_first_group_is_founded(sign_in, new_town):
    given = {"name": "Vrbenská skupina", "kind": "coordination", "about": "Scházíme se.", "admission": "open"}
    step(sign_in("standa"), "skupina", **given)
    assert PlanningGroup.objects.get(name="Vrbenská skupina").notice_days == 7


def test_prepared_pages_are_put_in_once(sign_in, new_town, client):
    standa = sign_in("standa")
    for _time in range(2):
        assert step(standa, "stranky", pages=["0", "6"], publish="on").status_code == 302
    titles = [PAGES[0][0], PAGES[6][0]]
    assert list(Page.objects.values_list("title", flat=True)) == titles
    assert titles[0] in client.get(reverse("portal:about")).content.decode()
    assert Page.objects.first().versions.count() == 1


def test_prepared_pages_may_wait_to_be_read(sign_in, new_town):
    step(sign_in("standa"), "stranky", pages=["0"])
    assert Page.objects.get().published_at is None


def test_prepared_pages_name_no_town_but_ones_own():
    assert "Lipov" not in str(PAGES)


def test_colleague_is_offered_as_a_coordinator(sign_in, new_town):
    assert sign_in("standa").get(f"{START}kolega/").context["form"]["role"].value() == "coordinator"


def test_colleague_is_invited(sign_in, new_town):
    answer = step(sign_in("standa"), "kolega", email="nova@vrbno.example", name="Nová", role="coordinator")
    assert answer["Location"] == START
    assert User.objects.get(email="nova@vrbno.example").role == "coordinator"


def test_last_page_says_what_to_do_next(sign_in, new_town):
    links = BeautifulSoup(sign_in("standa").get(START).content, "html.parser").select("aside a")
    assert len(links) == 5
    for link in links:
        assert sign_in("standa").get(link["href"]).status_code == 200


def test_first_pages_of_an_empty_town_promise_nothing(client, empty_portal):
    User.objects.filter(role="administrator").update(role="resident")
    home.forget()
    words = client.get("/").content.decode()
    assert "0 služeb" not in words
    assert "sem právě přidáváme" in words
    assert "Vyberte, co řešíte" not in words
    assert "Když nejde čekat" not in words
    link_of("prvni@vrbno.example")
    home.forget()
    words = client.get("/").content.decode()
    assert "Když nejde čekat" in words
    assert all(f'href="tel:{number}"' in words for number in ("112", "155", "158", "150"))
    lines = client.get("/krizove-linky/").content.decode()
    assert "koordinátorka" not in lines
    assert "Linky, které poslouchají" not in lines


def test_demo_town_needs_no_guide(klara):
    assert Town.current().is_set_up
    assert klara.get(reverse("portal:work"))["Location"] == "/sprava/"
