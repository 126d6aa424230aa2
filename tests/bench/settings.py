"""Production settings with one more page, the floor everything is compared with, and the count of queries told."""

from kpss.settings import *  # noqa: F403
from kpss.settings import MIDDLEWARE as _MIDDLEWARE

ROOT_URLCONF = "tests.bench.urls"
MIDDLEWARE = ["tests.bench.urls.tell_queries", *_MIDDLEWARE]
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
