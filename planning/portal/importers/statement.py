"""The accessibility statement of the demo town."""

from kpss.core.dates import today
from planning.portal.models import AccessibilityStatement, Conformance, InaccessibleContent


def load_statement() -> None:
    """Write the statement once."""
    statement, created = AccessibilityStatement.objects.get_or_create(
        pk=1,
        defaults={
            "body_name": "Město Lipovany",
            "conformance": Conformance.PARTIAL,
            "method": "Posoudili jsme sami: automatickou kontrolou každé stránky a klávesnicí.",
            "prepared_on": today(),
            "reviewed_on": today(),
            "contact": "Odbor sociálních věcí, Městský úřad Lipovany",
        },
    )
    if created:
        InaccessibleContent.objects.create(
            statement=statement,
            what="Mapa služeb nejde prohlížet čtečkou obrazovky",
            reason=InaccessibleContent.Reason.OUT_OF_SCOPE,
            alternative="Tytéž služby jsou v seznamu vedle mapy.",
        )
