"""`make bench`: measure the budgets on both databases and write docs/performance.md."""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.bench import surveys
from tests.bench.pages import ROOT, Page, Server, environment, fifty_visitors, manage, measure

SHARED = ROOT.parent / "shared/data/search_dev.json"
SERVICE = "/katalog/sluzba/velka-sluzba-7/"
ANSWERING = "/setreni/velky-dotaznik"
PAGE_BODY = "videne=q5+q6+q7+q8+q9&q5=12&q6=c1&q7=c1&q7=c2&q8=Nic&q9.c1=1&q9.c2=2"
SEARCH = "/katalog/?q=pomoc doma rodina&kde=999001&jak=field"
PAGES = {
    "home": Page("/", 2.5),
    "catalogue: search + place + facets, 5,000 services": Page(SEARCH, 4.0),
    "catalogue: all services": Page("/katalog/", 4.0),
    "service card": Page(SERVICE, 2.5),
    "provider": Page("/katalog/poskytovatel/velky-poskytovatel-7/", 2.5),
    "desk: the catalogue": Page("/sprava/katalog/", 5.0, 20, cookie="desk"),
    "desk: services": Page("/sprava/katalog/sluzby/", 5.0, 20, cookie="desk"),
    "desk: services by name": Page("/sprava/katalog/sluzby/?q=služba 77", 5.0, 20, cookie="desk"),
    "desk: providers": Page("/sprava/katalog/poskytovatele/", 5.0, 20, cookie="desk"),
    "questionnaire page": Page(f"{ANSWERING}/cast/s5/", 2.5, cookie="draft"),
    "questionnaire page saved": Page(f"{ANSWERING}/cast/s5/", 4.0, cookie="draft", body=PAGE_BODY, status=302),
    "questionnaire review": Page(f"{ANSWERING}/kontrola/", 4.0, cookie="draft"),
    "results, 100,000 answers": Page("/setreni/velke-setreni/vysledky/", 4.0),
    "results: cross tabulation": Page("/setreni/velke-setreni/vysledky/?cleneni=q2", 4.0),
    "desk: surveys": Page("/sprava/setreni/", 5.0, 20, cookie="desk"),
    "desk: a survey": Page("/sprava/setreni/velke-setreni/", 5.0, 20, cookie="desk"),
    "desk: live results": Page("/sprava/setreni/velke-setreni/vysledky/", 5.0, 20, cookie="desk"),
    "news": Page("/aktuality/", 3.0),
    "news of a topic, page 3": Page("/aktuality/?tema=planovani&strana=3", 3.0),
    "calendar": Page("/kalendar/", 4.0),
    "documents": Page("/dokumenty/", 5.0),
    "groups": Page("/skupiny/", 3.0),
    "a group": Page("/skupiny/velka-skupina-1/", 4.0),
    "minutes of a group": Page("/skupiny/velka-skupina-1/zapisy/", 3.0),
    "minutes": Page("/skupiny/velka-skupina-1/jednani/20/zapis/", 4.0),
    "resolutions of a group": Page("/skupiny/velka-skupina-1/usneseni/", 4.0),
    "suggestions and answers": Page("/podnety/", 3.0),
    "search over everything": Page("/hledat/?q=odpolední autobus pomoc", 4.0),
    "planning cycles": Page("/jak-planujeme/", 4.0),
    "desk": Page("/sprava/", 5.0, 20, cookie="desk"),
    "desk: people": Page("/ucet/lide/", 5.0, 20, cookie="desk"),
    "desk: groups": Page("/sprava/skupiny/", 5.0, 20, cookie="desk"),
    "desk: people of a group": Page("/sprava/skupiny/velka-skupina-1/", 5.0, 20, cookie="desk"),
    "desk: meetings of a group": Page("/sprava/skupiny/velka-skupina-1/jednani/", 5.0, 20, cookie="desk"),
    "desk: news": Page("/sprava/aktuality/", 5.0, 20, cookie="desk"),
    "desk: suggestions": Page("/sprava/podnety/", 5.0, 20, cookie="desk"),
    "desk: subscribers": Page("/sprava/odber/", 5.0, 20, cookie="desk"),
    "desk: documents": Page("/sprava/dokumenty/", 5.0, 20, cookie="desk"),
    "desk: the builder": Page("/sprava/setreni/velky-dotaznik/dotaznik/", 5.0, 20, cookie="desk"),
}
#: Work of tasks, each measured by the function `measure` of a module.
LARGE_WORK = {"printed catalogue": "tests.bench.catalogue_pdf", "state register": "tests.bench.register"}
LARGE_BUDGETS = {
    "ratio": 0.334,
    "one_changed_seconds": 5,
    "mb": 300,
    "first_seconds": 60,
    "first_mb": 200,
    "second_seconds": 20,
    "second_mb": 200,
}
#: What fifty visitors read: three in five the catalogue.
VISITED = ["/", SEARCH, SERVICE, SEARCH, "/katalog/", SERVICE, "/situace/", "/katalog/druhy/", SERVICE, "/kontakty/"]
VISITED += ["/aktuality/", "/skupiny/", "/hledat/?q=autobus"]
VISITED += [f"{ANSWERING}/", "/setreni/velke-setreni/vysledky/"]
WORK_HEAD = ["| work | measured | budget | verdict |", "|---|---|---|---|"]
SIGN_IN = """
from importlib import import_module
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from kpss.accounts.models import User
klara = User.objects.get(email="klara@lipovany.example")
session = import_module(settings.SESSION_ENGINE).SessionStore()
session.update({SESSION_KEY: str(klara.pk), HASH_SESSION_KEY: klara.get_session_auth_hash(),
                BACKEND_SESSION_KEY: "django.contrib.auth.backends.ModelBackend"})
session.save()
print(f"{settings.SESSION_COOKIE_NAME}={session.session_key}")
"""
TIMER = """
import statistics, time
from providers.search.finder import Question, find_services
from providers.search import snapshot, index
from kpss.core import search
snapshot.current()
words = ["pomoc doma rodina", "stacionář pro dceru", "dluhy exekuce", "poradna bydlení klub", "babička spadla"]
vocabulary = snapshot.current().vocabulary
score, whole = [], []
for _ in range(20):
    for text in words:
        start = time.perf_counter(); understood = search.understand(text, vocabulary)
        search.score(index.CORPUS, understood, vocabulary); score.append(time.perf_counter() - start)
        start = time.perf_counter(); find_services(Question(text=text)); whole.append(time.perf_counter() - start)
print(statistics.median(score) * 1000, statistics.median(whole) * 1000)
"""


def search_quality(env: dict[str, str]) -> str:
    """Return the share of development queries answered among the first three kinds, on the demo town."""
    if not SHARED.exists():
        return "the development queries do not lie beside the checkout"
    queries = json.loads(SHARED.read_text())["queries"]
    found = json.loads(
        manage(env, "search_services", "--json", "--limit", "80", stdin="\n".join(q["q"] for q in queries))
    )
    hits = 0
    for query in queries:
        kinds = list(dict.fromkeys(row["kind"] for row in found[query["q"]]))[:3]
        hits += any(kind in query["gold"] for kind in kinds)
    share = hits / len(queries)
    return f"hit@3 {share:.2f} of {len(queries)} queries (budget ≥ 0.95: {'met' if share >= 0.95 else 'MISSED'})"


def on_database(name: str, database_url: str) -> list[str]:
    """Measure pages and search on one database; return lines of the report."""
    with tempfile.TemporaryDirectory() as folder:
        env = environment(Path(folder), database_url)
        manage(env, "migrate", "--verbosity", "0")
        manage(env, "seed_demo")
        quality = search_quality(env)
        started = time.perf_counter()
        manage(env, "seed_demo", "--scale", "big")
        seeded = time.perf_counter() - started
        manage(env, "collectstatic", "--noinput", "--verbosity", "0")
        score, whole = (float(part) for part in manage(env, "shell", "-c", TIMER).split()[-2:])
        cookie = manage(env, "shell", "-c", SIGN_IN).split()[-1]
        with Server(env) as server:
            draft = surveys.drafts(env, 1)[0]
            rows = measure(server, PAGES, {"desk": cookie, "draft": draft})
            crowd = fifty_visitors(server, VISITED)
            answers = surveys.submissions(server, env)
        work = surveys.heavy(env)
    verdict = "met" if score <= 10 else "MISSED"
    lines = [f"## {name}", "", f"Search on the demo town: {quality}.", ""]
    lines += [
        f"Search of 5,000 services: {score:.1f} ms (budget ≤ 10 ms: {verdict}); with place, order and facets {whole:.1f} ms."
    ]
    lines += [f"The big demo was filled in {seeded:.0f} s.", ""]
    lines += [
        "| page | p50 ms | p95 ms | 8 connections, p50 ms | floor ms | ratio | budget | queries | budget | verdict | bytes |"
    ]
    return [*lines, "|---" * 11 + "|", *rows, "", crowd, "", *answers, "", *WORK_HEAD, *work, ""]


def main() -> None:
    """Measure everything, print it and write docs/performance.md."""
    lines = [
        "# Measured",
        "",
        "Written by `make bench` on a shared machine with two cores: ratios within one run count,",
    ]
    lines += [
        "seconds are only a hint. The floor is a page of this project with all middleware, the base layout and",
        "",
    ]
    lines[-1:] = ["twenty rows by one query; budgets are ratios to it.", ""]
    lines += on_database("SQLite", "")
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        start = [str(ROOT / ".ci/postgres"), "start", f"{folder}/pg"]
        url = subprocess.run(start, text=True, capture_output=True, check=True).stdout.strip()
        try:
            lines += on_database("PostgreSQL", url)
        finally:
            subprocess.run([str(ROOT / ".ci/postgres"), "stop", f"{folder}/pg"], check=False)
    if "--quick" not in sys.argv:
        lines += large_work()
    report = "\n".join(lines) + "\n"
    (ROOT / "docs/performance.md").write_text(report)
    print(report)


def large_work() -> list[str]:
    """Measure the printed catalogue and the register; return lines of the report."""
    lines = ["## Large work", "", "| work | measured | budget | verdict |", "|---|---|---|---|"]
    for title, module in LARGE_WORK.items():
        figures = _in_own_process(module)
        lines += [f"| {title}: {key} | {value} | {_judged(key, value)} |" for key, value in figures.items()]
    return [*lines, ""]


def _in_own_process(module: str) -> dict[str, float]:
    code = f"import json; from {module} import measure; print(json.dumps(measure()))"
    with tempfile.TemporaryDirectory() as folder:
        return dict(json.loads(manage(environment(Path(folder)), "shell", "-c", code).splitlines()[-1]))


def _judged(key: str, value: float) -> str:
    budget = LARGE_BUDGETS.get(key)
    if budget is None:
        return "|"
    return f"≤ {budget} | {'met' if value <= budget else 'MISSED'}"


if __name__ == "__main__":
    main()
