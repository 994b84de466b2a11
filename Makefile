# make         set up and build the published files in dist/
# make web     bundle the scripts of the pages into web/dist/ (where npm is installed)
# make test    install what testing needs and run every test
# make lint    ruff and mypy
# make bench   compare with peers and rewrite the table in benchmarks/README.md
# make clean   remove what was made

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

NPM := $(shell command -v npm)

.PHONY: all build web test lint bench clean

all: build

build: $(VENV)/.installed
	$(BIN)/ascc-ld build

web: $(if $(NPM),web/node_modules/.bundled)
	$(if $(NPM),,@echo "No npm: the pages go without search, sorted tables and the query page.")

test: $(VENV)/.test-installed
	$(BIN)/python -m pytest -n auto

lint: $(VENV)/.lint-installed
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

bench: $(VENV)/.test-installed
	$(BIN)/python benchmarks/run.py
	$(BIN)/python benchmarks/loading.py

clean:
	rm -rf $(VENV) dist build web/dist web/node_modules

web/node_modules/.bundled: $(wildcard web/*.json) web/build.mjs $(shell find web/src -type f)
	cd web && $(NPM) ci --ignore-scripts --no-audit --no-fund --loglevel error && $(NPM) run --silent build
	touch $@

$(VENV)/.created:
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	touch $@

$(VENV)/.installed: $(VENV)/.created pyproject.toml
	$(BIN)/python -m pip install --quiet --editable ".[remote,site]"
	touch $@

$(VENV)/.test-installed: $(VENV)/.installed pyproject.toml
	$(BIN)/python -m pip install --quiet --group test
	touch $@

$(VENV)/.lint-installed: $(VENV)/.installed pyproject.toml
	$(BIN)/python -m pip install --quiet --group dev
	touch $@
