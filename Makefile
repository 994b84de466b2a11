# make         set up and build the published files in dist/
# make test    install what testing needs and run every test
# make lint    ruff and mypy
# make bench   compare with peers and rewrite the table in benchmarks/README.md
# make clean   remove what was made

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: all build test lint bench clean

all: build

build: $(VENV)/.installed
	$(BIN)/ascc-ld build

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
	rm -rf $(VENV) dist build

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
