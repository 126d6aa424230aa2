"""The form on paper."""

import subprocess

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


def test_form_is_one_tagged_page_that_says_where_to_hand_it_in(client, tmp_path):
    path = tmp_path / "podnet.pdf"
    path.write_bytes(client.get(reverse("suggestions:paper_form")).content)
    text = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, check=True).stdout
    facts = subprocess.run(["pdfinfo", str(path)], capture_output=True, text=True, check=True).stdout
    assert "Pages:           1\n" in facts
    assert "Tagged:          yes" in facts
    for words in ("Kam formulář odevzdat", "Městský úřad Lipovany", "/podnety/novy/", "Telefon nebo e-mail"):
        assert words in text
