"""What a text of minutes must keep to."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

#: What the public must not read stands in double square brackets; here the innermost of them.
HIDDEN = re.compile(r"\[\[((?:(?!\[\[|\]\]).)*)\]\]", re.DOTALL)


def validate_marks(text: str) -> None:
    """Refuse a text in which a bracket of what the public must not read lacks its other half or holds another."""
    if re.search(r"\[\[|\]\]", HIDDEN.sub("", text)):
        raise ValidationError(
            _("Co má být skryté, dejte mezi [[ a ]]. Někde jedna z dvojitých závorek chybí nebo přebývá."), code="marks"
        )
