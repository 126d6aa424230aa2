"""A field is label, hint, error, input, in this order; what is wrong is said on top and at the place."""

import re

import pytest
from django import forms
from django.template import engines

from kpss.core.gallery import SampleForm, sample_form


def shown(form: forms.Form, source: str = "{% form_fields form %}") -> str:
    return engines["django"].from_string(source).render({"form": form})


def part(html: str, field: str) -> str:
    """Return the markup of one field."""
    start = html.index(f'id="div_ukazka_{field}"')
    end = html.find('id="div_', start + 5)
    return html[html.rindex("<", 0, start) : end if end > 0 else len(html)]


@pytest.fixture
def html() -> str:
    return shown(sample_form())


def test_label_hint_error_and_input_stand_in_this_order(html: str):
    phone = part(html, "phone")
    places = [phone.index(sign) for sign in ("<label", "_helptext", "_error", "<input")]
    assert places == sorted(places)


def test_input_is_described_by_its_hint_and_its_error(html: str):
    phone = part(html, "phone")
    assert 'aria-describedby="ukazka_phone_helptext ukazka_phone_error"' in phone
    assert 'id="ukazka_phone_helptext"' in phone
    assert 'id="ukazka_phone_error"' in phone
    assert phone.count('aria-invalid="true"') == 1


def test_wrong_field_has_an_icon_and_a_word_beside_the_colour(html: str):
    phone = part(html, "phone")
    assert "has-error" in phone
    assert re.search(r"<svg.*Chyba: </span>Číslo má osm číslic, jedna chybí.", phone, re.DOTALL)


def test_right_field_has_no_mark_of_error(html: str):
    assert "has-error" not in part(html, "name")
    assert "aria-invalid" not in part(html, "name")


def test_optional_field_says_so_and_a_required_one_does_not(html: str):
    assert "(nepovinné)" in part(html, "email")
    assert "nepovinné" not in part(html, "name")


def test_field_that_nobody_can_fill_in_is_not_called_optional(html: str):
    assert "nepovinné" not in part(html, "registry")


def test_search_form_may_keep_quiet_about_optional_fields():
    form = SampleForm(auto_id="ukazka_%s")
    form.quiet_optional = True
    assert "nepovinné" not in shown(form)


def test_radio_buttons_are_a_group_with_a_legend_and_one_error(html: str):
    way = part(html, "way")
    assert way.startswith("<fieldset")
    assert re.search(r"<legend>\s*Jak pomáháte", way)
    assert 'aria-describedby="ukazka_way_error"' in way
    assert way.count("Vyberte jednu možnost.") == 1
    assert way.index('ukazka_way_error"') < way.index('type="radio"')


def test_each_checkbox_of_a_group_has_its_own_label(html: str):
    groups = part(html, "groups")
    boxes = set(re.findall(r'type="checkbox"[^>]*\sid="([^"]*)"', groups))
    assert len(boxes) == 3
    assert boxes == set(re.findall(r'<label class="form-check-label" for="([^"]*)"', groups))


def test_label_of_a_single_checkbox_stands_after_it(html: str):
    agree = part(html, "agree")
    assert agree.index("<input") < agree.index("<label")


def test_summary_stands_first_and_its_links_lead_to_inputs(html: str):
    assert html.strip().startswith('<div class="error-summary" role="alert" data-error-summary tabindex="-1"')
    targets = re.findall(r'<li><a href="#([^"]*)"', html)
    assert targets == ["ukazka_phone", "ukazka_way_0", "ukazka_agree"]
    assert all(re.search(rf'<input[^>]*\sid="{target}"', html) for target in targets)


def test_error_of_the_whole_form_is_in_the_summary_without_a_link():
    form = sample_form()
    form.add_error(None, "Služba s tímto jménem už v katalogu je.")
    assert "<li>Služba s tímto jménem už v katalogu je.</li>" in shown(form)


def test_summary_sentence_keeps_the_capitals_of_an_abbreviation():
    form = sample_form()
    form.add_error("name", "IČO nesedí.")
    assert "Název služby: IČO nesedí." in shown(form)


def test_form_without_errors_has_no_summary():
    assert "error-summary" not in shown(SampleForm())


def test_what_the_visitor_wrote_is_escaped():
    form = SampleForm({"name": "<script>alert(1)</script>"}, auto_id="ukazka_%s")
    assert "<script>" not in shown(form)


def test_hidden_field_is_rendered_without_label():
    class WithHidden(forms.Form):
        version = forms.IntegerField(widget=forms.HiddenInput, initial=3)

    html = shown(WithHidden())
    assert '<input type="hidden" name="version" value="3"' in html
    assert "<label" not in html


def test_date_of_three_fields_is_a_group_named_by_its_legend():
    class WithDate(forms.Form):
        day = forms.DateField(label="Platí od", widget=forms.SelectDateWidget(years=[2026]))

    html = shown(WithDate())
    assert re.search(r"<fieldset[^>]*>\s*<legend>\s*Platí od", html)
    assert html.count("<select") == 3


def test_title_says_error_only_when_there_is_one():
    source = "{% error_prefix form %}Úprava služby"
    assert shown(sample_form(), source) == "Chyba: Úprava služby"
    assert shown(SampleForm(), source) == "Úprava služby"
