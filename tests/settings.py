"""Settings of the tests: real databases, real mail messages, everything in a folder of its own."""

import os
import tempfile

# Each worker of a parallel run gets a folder of its own inside the one of the run: none sees the files of another.
os.environ.setdefault("KPSS_TESTS_DIR", tempfile.mkdtemp(prefix="kpss-tests-"))
os.environ["KPSS_DATA_DIR"] = os.path.join(os.environ["KPSS_TESTS_DIR"], os.environ.get("PYTEST_XDIST_WORKER", "main"))
os.environ.setdefault("KPSS_SECRET_KEY_FILE", os.path.join(os.environ["KPSS_DATA_DIR"], "secret_key"))
os.environ.setdefault("KPSS_DEMO", "true")

from kpss.settings import *  # noqa: F403 - the environment is set first

ALLOWED_HOSTS = ["*"]
# Each client of a test looks through the collected files; in a tree that has been served once there are hundreds.
STATIC_ROOT = os.path.join(os.environ["KPSS_DATA_DIR"], "static")
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend", "QUEUES": ["default", "mail"]}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ACCOUNT_RATE_LIMITS = False
