"""Pages are kept with their history."""

from typing import Any

from django.db import transaction

from planning.portal.actions.entries import save_entry
from planning.portal.models import Page, PageVersion


@transaction.atomic
def save_page(*, entry: Page, edit: int, by: Any) -> Page:
    """Keep a page, and how it was written now; raises `ValidationError` when somebody else wrote meanwhile."""
    page = save_entry(entry=entry, edit=edit, by=by)
    texts = {"title": page.title, "text": page.text, "easy_text": page.easy_text}
    PageVersion.objects.create(page=page, number=page.edit_count, by=by, **texts)
    return page
