"""What a page of a service leaves out because nobody would learn anything from it."""

import pytest

from kpss.core.models import Municipality
from providers.models import SocialService
from providers.search import index

pytestmark = pytest.mark.django_db


def test_a_municipality_known_by_its_code_alone_is_not_named(client, service):
    stub = Municipality.objects.create(code="545058", name="obec 545058", is_stub=True)
    service.locations.filter(is_secret=False).update(municipality=stub)
    index.touch()
    page = client.get(service.get_absolute_url()).content.decode()
    assert service.locations.first().street in page
    assert "obec 545058" not in page


def test_a_service_without_a_description_has_no_heading_for_it(client, service):
    assert "Co dělá" in client.get(service.get_absolute_url()).content.decode()
    SocialService.objects.filter(pk=service.pk).update(what_it_does="", summary="")
    index.touch()
    assert "Co dělá" not in client.get(service.get_absolute_url()).content.decode()
