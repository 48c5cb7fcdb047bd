# Everything a contributor needs. Each target sets up .venv by itself on first use; it needs only Python 3.11 or newer.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-builtin-rules

VENV ?= .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

# The Python the environment is made of: the first of these that is new enough and able to make environments.
PYTHON ?= $(shell for python in python3 python3.13 python3.12 python3.11 python3.14; do \
	"$$python" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$python" && break; \
	done)

# More arguments for the tests: make test ARGS="-k policy -x"
ARGS ?=
# How many processes run tests.
WORKERS ?= 2
# Which cases: make cases CASE=adds_not_null
CASE ?=
# Tests of the engine that can be run on any version: pytest --postgres 15
ENGINE = tests/test_cases.py tests/closure tests/migra tests/names tests/noise tests/property

.PHONY: bench bench-big bench-deploy bench-filling bench-online bench-partitioning bench-repartition bench-seed bench-stalls cases check clean coverage demo docs format help install lock soak soak-concurrent soak-deadlocks soak-faults soak-kill soak-noise test test-locks test-versions

bench: $(STAMP) ## compare the speed of diff with pg_dump and migra, as ratios
	$(BIN)/python -m bench $(ARGS)

bench-big: $(STAMP) ## change a large table under load, plainly and with schemactl; ARGS="--rows 10000000"
	$(BIN)/python -m bench.big $(ARGS)

bench-deploy: $(STAMP) ## deploy the whole restructuring while the app works, and print how long it waits
	$(BIN)/python -m bench.under_load $(ARGS)

bench-filling: $(STAMP) ## give a million rows a new value, plain and in batches, while an application works
	$(BIN)/python -m bench.filling $(ARGS)

bench-online: $(STAMP) ## change a table of a million rows both ways while an application writes, and print how long it waits
	$(BIN)/python -m bench.online $(ARGS)

bench-partitioning: $(STAMP) ## compare ways to partition the library, a million books each
	$(BIN)/python -m bench.partitioning $(ARGS)

bench-repartition: $(STAMP) ## move a million books into partitions while an application writes
	$(BIN)/python -m bench.repartition $(ARGS)

bench-seed: $(STAMP) ## ask the legacy and the restructured database, a million books each, the same ten questions
	$(BIN)/python -m bench.seed $(ARGS)

bench-stalls: $(STAMP) ## change a busy table a hundred times, and print how long the app had to wait
	$(BIN)/python -m bench.stalls $(ARGS)

cases: $(STAMP) ## run the engine's cases; CASE=words picks some
	$(BIN)/pytest tests/test_cases.py --alone $(if $(CASE),-k '$(CASE)') $(ARGS)

check: $(STAMP) ## format, lint, types, import contracts, size budgets; changes nothing
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/pytest -q tests/architecture

clean: ## remove the environment and everything the tools left behind
	rm -rf $(VENV) build dist htmlcov .coverage .coverage.* .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

coverage: $(STAMP) ## run all tests and show which branches they miss
	$(BIN)/pytest -p no:schemactl -n $(WORKERS) --cov --cov-report=term $(ARGS)

demo: $(STAMP) ## take a legacy database with rows to the schema in schema/, and show every step
	$(BIN)/schemactl demo

docs: $(STAMP) ## write docs/ anew: schema reference, the way there from the legacy database, and what is covered
	$(BIN)/python -m schemactl.demo.legacy_snapshot build/legacy.snapshot
	$(BIN)/schemactl docs --from build/legacy.snapshot
	$(BIN)/schemactl types --language typescript --out docs/types/database.ts
	$(BIN)/schemactl types --language python --out docs/types/database.py
	$(BIN)/schemactl coverage --columns --format markdown > docs/coverage.md
	$(BIN)/schemactl hazards --format markdown > docs/hazards.md

format: $(STAMP) ## format, and fix what ruff can fix safely
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

install: $(STAMP) ## set up .venv with schemactl, its tools and three PostgreSQL versions

lock: ## write requirements.lock anew from pyproject.toml, with the newest versions it allows
	$(if $(PYTHON),,$(error No Python 3.11 or newer with the venv module was found. On Debian and Ubuntu: apt-get install python3-venv))
	$(PYTHON) -m venv --clear build/lock
	build/lock/bin/pip install --quiet uv
	UV_PYTHON_DOWNLOADS=never build/lock/bin/uv pip compile pyproject.toml --output-file requirements.lock --upgrade --quiet \
		--universal --python-version 3.11 --generate-hashes --all-extras --group dev \
		--no-header --no-emit-index-url --no-emit-find-links
	rm -rf build/lock

soak: $(STAMP) ## judge many random changes of schema; ARGS="--pairs 1000 --seed 7"
	$(BIN)/python -m tests.property.soak $(ARGS)

soak-concurrent: $(STAMP) ## start eight runs of a plan at once, fifty times on every version; ARGS="--postgres 18 --rounds 10"
	$(BIN)/python -m tests.faults.soak_concurrent $(ARGS)

soak-deadlocks: $(STAMP) ## provoke a hundred deadlocks on every version; ARGS="--postgres 18 --times 10"
	$(BIN)/python -m tests.faults.soak_deadlocks $(ARGS)

soak-faults: $(STAMP) ## break runs at every message in every way, on all versions; ARGS="--postgres 15 --every 5"
	$(BIN)/python -m tests.faults.soak $(ARGS)

soak-kill: $(STAMP) ## kill runs at random moments inside long statements; ARGS="--postgres 15 --trials 20"
	$(BIN)/python -m tests.faults.soak_kill $(ARGS)

soak-noise: $(STAMP) ## judge every case under unusual settings, and every hostile name; ARGS="--postgres 15"
	$(BIN)/python -m tests.noise.soak $(ARGS)

test: $(STAMP) ## run all tests; ARGS="-k words -x" is passed on
	$(BIN)/pytest -n $(WORKERS) --dist worksteal $(ARGS)

test-locks: $(STAMP) ## measure again what commands lock, read and write, on every supported PostgreSQL
	$(BIN)/pytest tests/rehearse/test_known_locks.py $(ARGS)

test-versions: $(STAMP) ## judge the engine on PostgreSQL 15, 16 and 17 as well; takes half an hour
	for major in 15 16 17; do \
		$(BIN)/pytest -n $(WORKERS) --postgres "$$major" $(ENGINE) $(ARGS) || exit 1; \
	done

# Always from nothing, so that an interrupted set-up or a package that left the lock leaves no trace.
# The lock is complete: with --no-deps nothing is resolved anew, so that a release of today changes nothing here.
$(STAMP): pyproject.toml requirements.lock
	$(if $(PYTHON),,$(error No Python 3.11 or newer with the venv module was found. On Debian and Ubuntu: apt-get install python3-venv))
	$(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes --only-binary :all: \
		--requirement requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@
