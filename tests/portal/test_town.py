"""The page of the town's settings."""

import pytest
from django.urls import reverse

from kpss.accounts.models import User

pytestmark = pytest.mark.django_db


def test_arms_are_shown_and_the_contrast_of_the_colour_is_told(client):
    client.force_login(User.objects.get(email="klara@lipovany.example"))
    page = client.get(reverse("portal:town")).content.decode()
    assert f'src="{reverse("core:arms")}" alt="Znak města"' in page
    assert "8,8 : 1" in page
    assert 'type="color"' in page
