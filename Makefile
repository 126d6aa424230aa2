# Each target is complete on a fresh machine and may be run again at any time.
.PHONY: help install run town test check bench assets messages

help:
	@echo "make run      set everything up, fill a demo town, serve it on port 8000 (PORT= changes it)"
	@echo "make town     the same without the demo: EMAIL= of the first administrator, who gets a link to sign in"
	@echo "make install  install what is missing"
	@echo "make test     the whole test suite on both databases"
	@echo "make check    format, lint, types, import contracts, templates, migrations, deployment checks"
	@echo "make bench    measure the budgets, write docs/performance.md"
	@echo "make assets   join stylesheets and scripts into static/dist"
	@echo "make messages collect texts for translation"

install:
	@.ci/setup run

run: install
	@.ci/serve

town: install
	@KPSS_DEMO=false .ci/serve

test:
	@.ci/setup test
	@.ci/test

check:
	@.ci/setup test
	@.ci/check

bench:
	@.ci/setup test
	@.venv/bin/python -m tests.bench

assets:
	@.ci/setup test
	@npm run --silent assets

messages:
	@.ci/setup test
	@.ci/messages
