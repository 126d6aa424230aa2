"""Checks of one value of an account."""

from django.contrib.auth import password_validation


class MinimumLengthValidator(password_validation.MinimumLengthValidator):
    """Says what is needed: Django has this sentence in all our languages, the one about what is wrong it has not."""

    def get_error_message(self) -> str:
        """Return the sentence that stands under the field too."""
        return self.get_help_text()
