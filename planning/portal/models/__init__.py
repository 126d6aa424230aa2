"""What the portal itself keeps."""

from planning.portal.models.upkeep import (
    AccessibilityReport,
    AccessibilityStatement,
    Conformance,
    InaccessibleContent,
    VisitCount,
)

__all__ = ["AccessibilityReport", "AccessibilityStatement", "Conformance", "InaccessibleContent", "VisitCount"]
