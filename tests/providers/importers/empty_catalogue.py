"""A portal with code books and two member municipalities, and no entries yet."""

from kpss.core.models import Municipality, OrpArea, Region
from providers.importers.codebooks import load_codebooks
from providers.models import Provider, SocialService
from tests.providers.importers.register_items import LIPOVANY, PODLIPI


def empty_catalogue() -> None:
    """Take the demo town's entries away and leave Lipovany and Podlipí."""
    SocialService.objects.all().delete()
    Provider.objects.all().delete()
    for model in (Municipality, OrpArea, Region):
        model.objects.all().delete()
    load_codebooks()
    Municipality.objects.create(code=LIPOVANY, name="Lipovany", locative="v Lipovanech", is_member=True)
    Municipality.objects.create(code=PODLIPI, name="Podlipí", is_member=True)
