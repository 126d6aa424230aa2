"""The process that lays chunks out: `python -m kpss.core.pdf.worker`, one JSON line in, one JSON line out.

It knows no Django, no database and no secrets, and it limits itself before it reads anything: a hostile text
can end this process, nothing more.
"""

import base64
import gc
import json
import os
import resource
import sys
from pathlib import Path
from typing import Any

from kpss.core.pdf.chunk import Styles, lay_out
from kpss.core.pdf.errors import PdfError, UrlRefused
from kpss.core.pdf.fetcher import OwnFilesFetcher

MEGABYTE = 1024 * 1024
LARGEST_FILE = 300 * MEGABYTE


def main() -> None:
    """Read the set-up, then jobs until standard input closes."""
    setup = json.loads(sys.stdin.readline())
    limit_process(memory_mb=setup["memory_mb"])
    collect_between_jobs()
    styles = Styles()
    files = {name: base64.b64decode(body) for name, body in setup["files"].items()}
    for line in sys.stdin:
        limit_time(setup["cpu_seconds"])
        fetcher = OwnFilesFetcher(Path(setup["folder"]), files)
        answer = do(json.loads(line), fetcher, styles)
        print(json.dumps(answer), flush=True)  # noqa: T201 - standard output is the protocol
        gc.collect()


def limit_process(*, memory_mb: int) -> None:
    """Limit address space and file size, and leave no core dump."""
    resource.setrlimit(resource.RLIMIT_AS, (memory_mb * MEGABYTE, memory_mb * MEGABYTE))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_FILE, LARGEST_FILE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def collect_between_jobs() -> None:
    """Look for garbage after a job alone and never among the libraries: what a layout makes stays to its end."""
    gc.freeze()
    gc.disable()


def limit_time(seconds: int) -> None:
    """Give the next job so many seconds of processor time; after that the kernel ends the process."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + seconds + 1, hard))


def do(job: dict[str, str], fetcher: OwnFilesFetcher, styles: Styles) -> dict[str, Any]:
    """Lay one chunk out into `job["output"]`; return its error as a code and a detail, or the peak memory."""
    try:
        pdf = lay_out(job["html"], prefix=job["prefix"], fetcher=fetcher, styles=styles)
    except UrlRefused as error:
        return {"error": "refused", "detail": str(error)}
    except PdfError as error:
        return {"error": "faults", "detail": str(error)}
    except RecursionError:
        return {"error": "depth", "detail": "too many nested elements"}
    except MemoryError:
        return {"error": "memory", "detail": "out of memory"}
    except Exception as error:  # whatever a hostile text provokes in the libraries must reach the editor as a message
        return {"error": "faults", "detail": f"{type(error).__name__}: {error}"[:500]}
    write_atomically(Path(job["output"]), pdf)
    return {"peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}


def write_atomically(path: Path, data: bytes) -> None:
    """Write a file so that others see all of it or nothing, also after kill -9."""
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    part.write_bytes(data)
    part.replace(path)


if __name__ == "__main__":
    main()
