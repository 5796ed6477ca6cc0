# Targets are the README's commands; .ci/run calls the same ones.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Options for pytest, for example: make test PYTEST="-k money -x"
PYTEST ?= -n auto
NIGHTLY := -m "nightly or not nightly"
# What `make demo` installs besides: every command works, those for clusters and Mesa's own page apart.
EXTRAS := --extra analysis --extra report --extra export --extra serve
LOCK := uv pip compile pyproject.toml --universal --python-version 3.11 --quiet \
	--no-annotate --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock"

.DEFAULT_GOAL := help
.PHONY: help demo test lint format types faults patterns-full scenarios-full bench pages examples gallery docs docs-serve docs-full answers calibrate sets stability tournament wheel lock clean

help: ## List what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sort | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

demo: $(VENV)/.installed ## Set up if needed, run the main job, say where the answer is
	@$(BIN)/sanshe demo

test: $(VENV)/.installed-dev ## Set up if needed, run the whole test suite
	$(BIN)/python -m pytest $(PYTEST)

lint: $(VENV)/.installed-dev ## Check style and formatting
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

format: $(VENV)/.installed-dev ## Mend formatting and what can be mended by itself
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

types: $(VENV)/.installed-dev ## Check types strictly
	$(BIN)/mypy

faults: $(VENV)/.installed-dev ## Kill, starve and corrupt sweeps at length
	$(BIN)/python -m pytest tests/faults --fault-table docs/faults.md $(NIGHTLY) $(PYTEST)

patterns-full: $(VENV)/.installed-dev ## Every pattern with its ablation, at full size
	$(BIN)/python -m pytest tests/patterns $(NIGHTLY) $(PYTEST)
	$(BIN)/python scripts/patterns.py

scenarios-full: $(VENV)/.installed-dev ## Every scenario whole, in twenty worlds, and the tournament's money
	$(BIN)/python -m pytest tests/contracts/test_scenarios.py tests/contracts/test_tournament.py $(NIGHTLY) $(PYTEST)

bench: $(VENV)/.installed-dev ## Time the model against the same rules in other tools and write benchmarks/README.md
	$(BIN)/sanshe bench
	$(BIN)/python scripts/benchmark_page.py

pages: $(VENV)/.installed-dev ## Make the tables in the documents again
	$(BIN)/python scripts/pages.py
	$(BIN)/python -m scripts.reference
	$(BIN)/python -m scripts.reference_zh

examples: $(VENV)/.installed-dev ## Run every command that the documents show, and write what it prints into them
	$(BIN)/python -m scripts.examples

gallery: $(VENV)/.installed-dev ## Draw every kind of figure again, in colour and grey, and write docs/gallery.md
	$(BIN)/sanshe sweep demo
	$(BIN)/sanshe sweep community_types
	$(BIN)/sanshe sweep sensitivity
	$(BIN)/python scripts/gallery.py

answers: $(VENV)/.installed ## Ask every ready question again and write docs/answers.md
	$(BIN)/python -m scripts.answers

docs: $(VENV)/.installed-dev ## Build the documentation site into build/site, to be opened from disk or put on a server
	@NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict && echo "open build/site/index.html"

docs-serve: $(VENV)/.installed-dev ## Show the documentation at http://127.0.0.1:8000/ while it is written
	@NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs serve --strict

docs-full: $(VENV)/.installed-dev ## Follow every page as a reader would and compare what its commands print
	$(BIN)/python -m pytest tests/docs $(NIGHTLY) $(PYTEST)

calibrate: $(VENV)/.installed ## Fit the coefficients to the calibration facts again
	$(BIN)/python scripts/calibrate.py

sets: $(VENV)/.installed-dev ## Find again the sets of coefficients that the calibration facts leave possible
	$(BIN)/python -m scripts.non_implausible

stability: $(VENV)/.installed-dev ## Ask the demonstration and the tournament under every set that the facts leave possible
	$(BIN)/python -m scripts.stability

tournament: $(VENV)/.installed ## Give every system of the tournament the same public money again
	$(BIN)/python scripts/equalise.py

wheel: $(VENV)/.installed-dev ## Build a wheel into dist/
	$(BIN)/python -m pip wheel --quiet --no-deps --no-build-isolation --wheel-dir dist .

lock: $(VENV)/.installed-dev ## Choose the newest allowed versions and write the lock files
	$(BIN)/$(LOCK) --upgrade --group build --group dev --output-file requirements/dev.lock.txt
	$(BIN)/$(LOCK) --group build $(EXTRAS) --constraint requirements/dev.lock.txt --output-file requirements/lock.txt

clean: ## Remove the set-up and caches; results stay
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find sim tests -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "sanshe needs Python 3.11 or newer; name one with: make PYTHON=/path/to/python3"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
		{ rm -rf $(VENV); echo "could not make $(VENV); on Debian or Ubuntu install python3-venv first"; exit 1; }

$(VENV)/.installed: requirements/lock.txt pyproject.toml | $(VENV)/bin/python
	@echo "Installing the locked packages into $(VENV) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement $<
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.installed-dev: requirements/dev.lock.txt $(VENV)/.installed
	@echo "Installing the locked development packages into $(VENV) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement $<
	@touch $@
