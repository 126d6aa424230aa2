"""Code books that come with the portal: kinds by the Act, target groups, synonyms."""

import json
from pathlib import Path
from typing import Any

from django.db import models, transaction

from kpss.core.models import Synonym
from providers.models import EmergencyNumber, ServiceKind, TargetGroup

FOLDER = Path(__file__).parent.parent / "data"


def read(name: str) -> Any:
    """Return the parsed JSON of a file that comes with the catalogue."""
    return json.loads((FOLDER / f"{name}.json").read_text("utf-8"))


@transaction.atomic
def load_codebooks() -> int:
    """Add the rows that are missing, never change those the coordinator may have edited; return how many."""
    kinds = [
        {key: value for key, value in row.items() if key not in ("forms", "price")} for row in read("service_kinds")
    ]
    added = _add_missing(ServiceKind, kinds)
    groups = read("target_groups")
    added += _add_missing(TargetGroup, [{k: v for k, v in row.items() if k != "broader"} for row in groups])
    _link_broader({row["slug"]: row["broader"] for row in groups if row["broader"]})
    if not Synonym.objects.exists():
        added += len(Synonym.objects.bulk_create(Synonym(**row) for row in read("synonyms")))
    return added


def load_emergency_numbers() -> None:
    """Put in the numbers that hold in the whole state, where there are none yet."""
    if not EmergencyNumber.objects.exists():
        rows = enumerate(read("emergency_numbers"))
        EmergencyNumber.objects.bulk_create(EmergencyNumber(**row, position=position) for position, row in rows)


def _add_missing(model: type[models.Model], rows: list[dict[str, Any]]) -> int:
    known = set(model._default_manager.values_list("slug", flat=True))
    new = [model(**row) for row in rows if row["slug"] not in known]
    return len(model._default_manager.bulk_create(new))


def _link_broader(broader: dict[str, str]) -> None:
    groups = {group.slug: group for group in TargetGroup.objects.all()}
    changed = [groups[slug] for slug in broader if groups[slug].broader_id is None]
    for group in changed:
        group.broader = groups[broader[group.slug]]
    TargetGroup.objects.bulk_update(changed, ["broader"])
