"""What the visitor meets."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The app at the right end of the line."""

    name = "planning.portal"
    label = "portal"
    verbose_name = "portál"
