"""Whatever keeps a sent form over an expired sign-in keeps it while it is written, too."""

from bs4 import BeautifulSoup
from django.urls import resolve, reverse

from tests.permissions.matrix import ROWS

#: Forms of a word or two, of ticks, of a paper sheet that lies on the table, and minutes, which save each point itself.
SHORT = {
    *("groups:write", "groups:add_member", "groups:edit_member", "groups:add_task", "groups:edit_task"),
    *("groups:add_own_task", "portal:registrations"),
    *("surveys:key_sheet", "surveys:key_again", "surveys:rekey_sheet", "surveys:published", "surveys:published_table"),
    *("surveys:texts_sort", "surveys:text_tags", "surveys:text_release", "surveys:weights"),
}


def _pages(world):
    """Yield the address of each page with such a form, once."""
    urls = {row.name: reverse(row.name, kwargs=row.kwargs(world)) for row in ROWS if row.cells["standa"] == 200}
    return {name: url for name, url in urls.items() if hasattr(resolve(url).func, "keeps_form")}


def test_every_long_form_is_kept_while_it_is_written(world, sign_in):
    standa, pages = sign_in("standa"), _pages(world)
    assert len(pages) > 30
    without = []
    for name, url in pages.items():
        page = BeautifulSoup(standa.get(url).content, "html.parser")
        form = page.select_one("form[data-unsaved][data-autosave]")
        if form is None or form.select_one("[data-autosave-note]") is None:
            without.append(name)
    assert set(without) <= SHORT
