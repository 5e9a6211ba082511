# The whole interface of a developer. `make help` explains it.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= python3
PORT ?= 8000
QUOTES ?= 100000
DEMO ?= 5000
JOBS ?= 2
VENV := .venv
BIN := $(VENV)/bin
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links
export UV_CUSTOM_COMPILE_COMMAND = make lock
unexport PYTHONDONTWRITEBYTECODE  # where it is set, each process of the web server and of the tests compiles all anew

.PHONY: help run demo dev test drills check format lint types messages lock bench screenshots intake opensearch hooks subjects clean

help:  ## Say what each target does
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/\1\t\2/' | expand -t 13

run: $(VENV)/.installed  ## Install all, load the five articles, serve on http://127.0.0.1:8000 (PORT=…); Ctrl-C stops it
	@PORT=$(PORT) exec $(BIN)/python manage.py serve

demo: $(VENV)/.installed  ## Serve a made-up archive of DEMO=5000 quotes, kept apart under var/demo
	@ARCHIVE_DATA_DIR=var/demo $(BIN)/python manage.py demo --quotes $(DEMO)
	@ARCHIVE_DATA_DIR=var/demo PORT=$(PORT) exec $(BIN)/python manage.py serve

dev: $(VENV)/.installed-dev  ## The same with Django's own server, which reloads on changes
	@PORT=$(PORT) ARCHIVE_ENV=dev exec $(BIN)/python manage.py serve --dev

test: $(VENV)/.installed-dev $(VENV)/.installed-intake  ## Run every test but the long drills
	@$(BIN)/python -m pytest -q -m "not drill" -n $(JOBS) --dist loadfile --no-loadscope-reorder $(ARGS)

drills: $(VENV)/.installed-dev $(VENV)/.installed-intake  ## Run the long ones: kill -9 in loops, 100,000 quotes, soak
	@$(BIN)/python -m pytest -m drill $(ARGS)

check: $(VENV)/.installed-dev lint types  ## Format, lint, types, migrations, tests: before every commit
	@ARCHIVE_ENV=dev $(BIN)/python manage.py makemigrations --check --dry-run
	@$(MAKE) test

format: $(VENV)/.installed-dev  ## Write the code as the formatters want it
	@$(BIN)/ruff check --fix-only --quiet . && $(BIN)/ruff format --quiet .
	@git ls-files -z 'templates/*.html' | xargs -0 -r $(BIN)/djade --target-version 5.2 || true
	@git ls-files -z 'templates/*.html' | xargs -0 -r $(BIN)/djhtml --tabwidth 2 || true

lint: $(VENV)/.installed-dev  ## Complain about style, without changing anything
	@$(BIN)/ruff check . && $(BIN)/ruff format --check --quiet .
	@git ls-files -z 'templates/*.html' | xargs -0 -r $(BIN)/djade --check --target-version 5.2
	@git ls-files -z 'templates/*.html' | xargs -0 -r $(BIN)/djhtml --tabwidth 2 --check

types: $(VENV)/.installed-dev  ## Check types
	@$(BIN)/mypy archive tests

messages: $(VENV)/.installed-dev  ## Bring the catalogues of languages (archive/locale) up to date with the texts
	@$(BIN)/python -m tests.messages

lock: $(VENV)/.installed-dev  ## Compile the requirement files, with hashes, from pyproject.toml
	@$(LOCK) pyproject.toml -o requirements.txt
	@$(LOCK) pyproject.toml --group dev -c requirements.txt -o requirements-dev.txt
	@$(LOCK) pyproject.toml --extra intake -c requirements.txt -o requirements-intake.txt

bench: $(VENV)/.installed-dev  ## Compare search with its peers on QUOTES=100000 made-up quotes
	@QUOTES=$(QUOTES) $(BIN)/python -m tests.bench search

screenshots: $(VENV)/.installed-dev  ## Take the pictures in docs/screenshots/ anew
	@$(BIN)/python -m pytest -q tests/browser/screenshots.py

intake: $(VENV)/.installed-intake  ## Install the language model that finds reported speech in raw articles

opensearch:  ## Fetch what a search node needs for tests (43 MB, with Maven and a JDK); make test uses it when it is there
	@mkdir -p var/opensearch
	@mvn -q -B -f tests/opensearch/pom.xml dependency:copy-dependencies -DoutputDirectory=$(CURDIR)/var/opensearch/lib

hooks:  ## Let git refuse subjects of more than 72 characters
	@git config core.hooksPath .githooks

subjects:  ## Complain about subjects of more than 72 characters since the check is kept
	@git log --no-merges --since=2026-11-26T03:15:18+0000 --format=%s | awk 'length($$0) > 72 {print "Subject over 72 characters: " $$0; bad = 1} END {exit bad}'

clean:  ## Remove what was installed, the database and the index of this directory
	@rm -rf var.removed && if [ -e var ]; then mv var var.removed; fi  # a half that were left would not start
	rm -f $(VENV)/.installed* && rm -rf $(VENV) var.removed

$(VENV)/.installed: requirements.txt
	@deploy/install.sh $(PYTHON) $< $@

$(VENV)/.installed-dev: requirements-dev.txt
	@deploy/install.sh $(PYTHON) $< $@ $(VENV)/.installed

$(VENV)/.installed-intake: requirements-intake.txt
	@deploy/install.sh $(PYTHON) $< $@
