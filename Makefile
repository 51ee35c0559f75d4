# Mingbai: every task of the workshop. `make help` lists them.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := VIRTUAL_ENV=$(CURDIR)/$(VENV) $(BIN)/uv
# One more than the cores that `make test` is made for: some tests wait for what they killed.
WORKERS ?= 3
export MINGBAI_HOME ?= $(CURDIR)/var
# Without bytecode every process compiles every module again: half of what a command costs.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help setup browser demo run worker scheduler test unit browser-tests lint format types contracts schema catalogue messages \
	migrate migration bench requirements clean

help: ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

$(VENV)/.ready: requirements/tools.txt requirements/dev.txt pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/pip install --quiet --require-hashes --no-deps -r requirements/tools.txt
	@$(UV) pip install --quiet --require-hashes -r requirements/dev.txt 2>/dev/null \
		|| $(UV) pip install --quiet --system-certs --require-hashes -r requirements/dev.txt
	@$(UV) pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

setup: $(VENV)/.ready fonts ## Make .venv with everything that is pinned, and see to the fonts

.PHONY: fonts
fonts:
	@tools/system-packages fonts

browser: ## Install Chromium, fonts and poppler from the system's packages if they are missing
	@tools/system-packages browser

demo: setup ## Set everything up, play the four journeys, serve on http://127.0.0.1:$${PORT:-8000}
	@exec $(BIN)/mingbai demo

.PHONY: load
load: setup ## One county of 550 villages and 700,000 people, served from var-load; SCALE=0.1 for a part
	@MINGBAI_HOME=$(CURDIR)/var-load $(BIN)/mingbai demo --load county-year --scale $${SCALE:-1}

run: setup ## Serve the web process alone
	@exec $(BIN)/mingbai web

worker: setup ## Run the jobs
	@exec $(BIN)/mingbai worker

scheduler: setup ## Relay committed jobs and run the sweeps
	@exec $(BIN)/mingbai scheduler

test: setup browser lint types contracts unit ## Everything that must be true, browser tests included

unit:
	@$(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup -q

browser-tests: setup browser ## The journeys in a real browser only
	@$(BIN)/python -m pytest -q -m browser

lint: setup ## ruff: rules and format
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

format: setup ## Put every file into the project's format
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

types: setup ## mypy, strict
	@$(BIN)/mypy infra tenants services schema portals

contracts: setup ## import-linter: dependencies point down
	@$(BIN)/lint-imports

schema: setup ## Write schema/schema.graphql and docs/authorization-matrix.md from the code
	@$(BIN)/python -m schema.snapshot
	@$(BIN)/python -m schema.matrix

catalogue: setup ## Write docs/data-catalogue.md from the labels of the columns
	@$(BIN)/python -m services.data_catalogue

messages: setup ## Collect the pages' words into the English catalogue
	@$(BIN)/python -m portals.locale.extract

migrate: setup ## Bring every county to the newest schema
	@$(BIN)/mingbai county migrate

migration: setup ## Draft a migration from the models: make migration MESSAGE="why"
	@$(BIN)/python -m infra.migrations.draft "$(MESSAGE)"

.PHONY: mutants
mutants: setup ## Take out every gate, one at a time: the authorization matrix must notice each
	@ALL_MUTANTS=1 $(BIN)/python -m pytest -n0 -q tests/schema/authorization/test_mutants.py

$(VENV)-soak/.ready: requirements/soak.txt
	@test -x $(VENV)-soak/bin/python || $(PYTHON) -m venv $(VENV)-soak
	@$(VENV)-soak/bin/pip install --quiet --require-hashes -r requirements/soak.txt
	@touch $@

.PHONY: schemathesis
schemathesis: setup $(VENV)-soak/.ready ## Schemathesis asks every root field as several people: no defect, no word of the insides
	@$(BIN)/python -m pytest -n0 -q -s tests/surface/outside/run.py

.PHONY: soak
soak: setup schemathesis mutants ## Attacks at their full length: Schemathesis, every gate taken out, 50,000 operations on another county, 200 kills
	@ISOLATION_OPERATIONS=50000 $(BIN)/python -m pytest -n0 -q -s tests/isolation/test_fuzz.py
	@CRASH_KILLS=200 CRASH_ABSENT_SECONDS=600 $(BIN)/python -m pytest -n0 -q -s tests/crash

bench: setup ## Long measurements, each as a ratio against a baseline of the same run
	@$(BIN)/python -m tests.benchmarks

requirements: setup ## Pin the dependencies of pyproject.toml again, with hashes
	@$(BIN)/uv pip compile -q --generate-hashes --python-version 3.11 pyproject.toml -o requirements/runtime.txt
	@$(BIN)/uv pip compile -q --generate-hashes --python-version 3.11 --extra dev pyproject.toml -o requirements/dev.txt
	@$(BIN)/uv pip compile -q --generate-hashes --python-version 3.11 requirements/tools.in -o requirements/tools.txt
	@$(BIN)/uv pip compile -q --generate-hashes --python-version 3.11 requirements/soak.in -o requirements/soak.txt

clean: ## Remove what is built; the data folder stays
	@rm -rf $(VENV) $(VENV)-soak build *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
