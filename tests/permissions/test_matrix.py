"""The whole permission matrix, and the rule that no address of ours stands outside it."""

from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from kpss.core.models import Job, Synonym, UnansweredQuery
from planning.portal.models import AccessibilityReport
from providers.actions import changes, endings, entries, visitors
from providers.cards import card_of
from providers.models import Attachment, LifeSituation, ProviderEditor, RegisterImport, RegisterItem, SocialService
from providers.notifications import verify_code
from tests.permissions.matrix import PEOPLE, ROWS

OURS = ("portal", "core", "accounts", "providers")


@pytest.fixture
def world(people, service):
    """One row of everything that an address may point to."""
    today = "2026-01-01"
    foreign = SocialService.objects.get(name="Stacionář Slunečnice")
    ended = SocialService.objects.get(name="Pečovatelský dům Dolní Javorná")
    draft = entries.save_service(
        card=card_of(service) | {"name": "Rozepsaná služba", "register_number": None}, provider=service.provider
    )
    file = ContentFile(b"%PDF-1.4 ukazka", name="cenik.pdf")
    attachment = Attachment.objects.create(service=service, title="Ceník", file=file)
    draft_attachment = Attachment.objects.create(service=draft, title="Ceník", file=file)
    change = changes.submit_change(
        entry=service, base=card_of(service), card=card_of(service) | {"summary": "Nová věta."}, by=people["petr"]
    )
    job = Job.objects.create(title="Tisk", owner=people["klara"], result_name="x.pdf")
    job.result_file = default_storage.save("prace/x.pdf", ContentFile(b"%PDF-1.4"))
    job.save()
    gone = entries.save_provider(card={"name": "Zaniklý spolek"})
    endings.delete_provider(provider=gone, by=people["klara"])
    return SimpleNamespace(
        people=people,
        service=service,
        foreign=foreign,
        deleted_provider=gone,
        ended=ended,
        draft=draft,
        attachment=attachment,
        draft_attachment=draft_attachment,
        change=change,
        job=job,
        revision=service.revisions.first(),
        editor=ProviderEditor.objects.first(),
        situation=LifeSituation.objects.first(),
        synonym=Synonym.objects.first(),
        report=visitors.report_error(service=service, topic="other", text="x", email=""),
        application=visitors.apply_for_listing(
            organisation="Nová", ico="", name="Jan", email="a@nova.example", text=""
        ),
        unanswered=UnansweredQuery.objects.create(text="xyz", last_on=today),
        accessibility=AccessibilityReport.objects.create(text="x", due_on=today),
        verify_code=verify_code(service),
        register_item=RegisterItem.objects.create(
            register_import=RegisterImport.objects.create(file_name="rpss.json", finished_at=timezone.now()),
            register_number=4951,
            name=service.name,
            service=service,
            card={"register_number": 4951, "kind": service.kind.slug},
            status="changed",
        ),
    )


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.method}-{row.name}-{sorted(set(row.cells.values()))}")
def test_answer_is_as_the_matrix_says(row, person, world, sign_in):
    client = sign_in(person)
    url = reverse(row.name, kwargs=row.kwargs(world))
    data = dict(row.data)
    if row.name == "providers:application_decide":
        data["reason"] = "Nesplňuje podmínky."
    response = getattr(client, row.method)(url, data)
    response.close()
    assert response.status_code == row.cells[person], f"{person} {row.method} {url}"
    if response.status_code == 302 and row.cells["standa"] == 200 and person == "nobody":
        assert response["Location"].startswith(reverse(settings.LOGIN_URL))


def _names(patterns, prefix=""):
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            namespace = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from _names(pattern.url_patterns, prefix + namespace)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield prefix + pattern.name


def test_every_address_of_ours_has_a_row():
    ours = {name for name in _names(get_resolver().url_patterns) if name.split(":")[0] in OURS and ":" in name}
    assert ours - {row.name for row in ROWS} == set()


def test_matrix_names_no_address_that_is_gone():
    known = set(_names(get_resolver().url_patterns))
    assert {row.name for row in ROWS} - known == set()


def test_a_write_that_is_a_get_is_refused(world, klara):
    before = SocialService.objects.get(pk=world.service.pk).status
    response = klara.get(reverse("providers:move", kwargs={"pk": world.service.pk, "move": "delete"}))
    assert response.status_code == 405
    assert SocialService.objects.get(pk=world.service.pk).status == before


def test_sign_up_does_not_exist(client, db):
    assert client.get(reverse("account_signup")).status_code == 404


def test_document_of_permissions_is_fresh():
    from tests.permissions import write_docs

    assert write_docs.TARGET.read_text() == write_docs.text()
