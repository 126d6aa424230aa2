"""Pages of explanation: the first is „O plánování“, each has an easy version, and history keeps what was written."""

import pytest
from django.urls import reverse

from planning.portal.models import Page
from tests.portal.making import days

pytestmark = pytest.mark.django_db


def sent(**changed) -> dict[str, object]:
    given = {
        "title": "Co je plán",
        "summary": "Dohoda.",
        "text": "<p>Dohoda tří stran.</p>",
        "position": "9",
        "edit": "0",
    }
    return given | changed


def test_first_page_stands_under_the_menu_and_leads_to_the_others(client):
    page = client.get(reverse("portal:about")).content.decode()
    assert "<h1>Jak se tu plánují sociální služby</h1>" in page
    assert "Přidat se můžete i vy." in page
    assert reverse("portal:page", args=["jak-se-pridat"]) in page


def test_every_page_of_the_demo_town_has_an_easy_version(client):
    for page in Page.objects.all():
        answer = client.get(page.get_absolute_url()).content.decode()
        assert page.easy_text.splitlines()[0] in answer
        assert all(len(line) < 60 for line in page.easy_text.splitlines())


def test_town_without_pages_has_an_explanation_all_the_same(client):
    Page.objects.all().delete()
    assert "Jak se tu plánují sociální služby" in client.get(reverse("portal:about")).content.decode()


def test_history_keeps_what_was_written_before_and_by_whom(klara):
    klara.post(reverse("portal:create_page"), sent(publish="1"))
    made = Page.objects.get(title="Co je plán")
    klara.post(reverse("portal:edit_page", args=[made.pk]), sent(text="<p>Smlouva obcí.</p>", edit="1"))
    assert [version.text for version in made.versions.all()] == ["<p>Smlouva obcí.</p>", "<p>Dohoda tří stran.</p>"]
    page = klara.get(reverse("portal:edit_page", args=[made.pk])).content.decode()
    assert "Dohoda tří stran." in page
    assert "Klára" in page


def test_of_two_who_write_a_page_the_second_is_told(klara):
    klara.post(reverse("portal:create_page"), sent(publish="1"))
    made = Page.objects.get(title="Co je plán")
    answer = klara.post(reverse("portal:edit_page", args=[made.pk]), sent(text="<p>Jinak.</p>", edit="0"))
    assert answer.status_code == 422
    assert "Co mezitím uložil někdo jiný" in answer.content.decode()
    assert made.versions.count() == 1


def test_draft_and_scheduled_pages_are_nowhere(client):
    for published in (None, days(1)):
        Page.objects.filter(slug="jak-se-pridat").update(published_at=published)
        assert client.get(reverse("portal:page", args=["jak-se-pridat"])).status_code == 404
        assert "jak-se-pridat" not in client.get(reverse("portal:about")).content.decode()
        assert "jak-se-pridat" not in client.get("/sitemap.xml").content.decode()


@pytest.mark.parametrize("data", [{}, sent(text=""), sent(title=""), sent(position="-1"), sent(edit="x")])
def test_form_says_what_is_wrong(klara, data):
    assert klara.post(reverse("portal:create_page"), data).status_code == 422
