"""The register's import at the real size, each run in a process of its own: `measure()`.

Run by hand: ``python -m tests.bench.register``.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


def measure() -> dict[str, Any]:
    """Import an invented register of 99 MB into an empty catalogue and once more.

    Return seconds and peak memory in MB of both runs, the file's size in MB, and what the second run changed.
    """
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {
            "KPSS_DATA_DIR": folder,
            "KPSS_SECRET_KEY_FILE": f"{folder}/key",
            "DATABASE_URL": "",
        }
        register = Path(folder) / "rpss.json"
        _run(environment, "generate", register)
        _run(environment, "prepare", register)
        first = _run(environment, "import", register)
        second = _run(environment, "import", register)
        return {
            "file_mb": round(register.stat().st_size / 1e6, 1),
            "first_seconds": first["seconds"],
            "first_mb": first["mb"],
            "second_seconds": second["seconds"],
            "second_mb": second["mb"],
            "services": first["services"],
            "second_items": second["items"],
        }


def _run(environment: dict[str, str], step: str, register: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.bench.register", step, str(register)]
    done = subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def _step(step: str, register: Path) -> dict[str, Any]:
    os.environ["DJANGO_SETTINGS_MODULE"] = "kpss.settings"
    import django

    django.setup()
    from django.core.management import call_command

    started = time.perf_counter()
    if step == "generate":
        from tests.register_generator import write_register

        write_register(register)
    elif step == "prepare":
        call_command("migrate", verbosity=0)
        call_command("load_codebooks", stdout=sys.stderr)
    else:
        call_command("import_register", str(register), apply=True, everywhere=True, show=0, stdout=sys.stderr)
    return {"seconds": round(time.perf_counter() - started, 1), "mb": _peak(), **_counts(step)}


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _counts(step: str) -> dict[str, int]:
    if step != "import":
        return {}
    from providers.models import RegisterImport, SocialService

    return {"services": SocialService.objects.count(), "items": RegisterImport.objects.latest("pk").items.count()}


if __name__ == "__main__":
    answer = _step(sys.argv[1], Path(sys.argv[2])) if len(sys.argv) > 2 else measure()
    print(json.dumps(answer))  # noqa: T201 - the answer of the process
