"""The provider catalogue."""

from django.apps import AppConfig


class ProvidersConfig(AppConfig):
    """The catalogue of providers and services."""

    name = "providers"
    verbose_name = "katalog poskytovatelů"
