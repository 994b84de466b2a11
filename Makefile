# make         set up and build the published files in dist/
# make serve   serve the graph at http://127.0.0.1:8000/
# make test    install what testing needs and run every test
# make lint    ruff and mypy
# make bench   compare with peers and rewrite the table in benchmarks/README.md
# make clean   remove what was made

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: all build serve test lint bench clean

all: build

build: $(VENV)/.installed
	$(BIN)/ascc-ld build

serve: $(VENV)/.installed
	$(BIN)/ascc-ld serve

test: $(VENV)/.test-installed
	$(BIN)/python -m pytest -n auto

lint: $(VENV)/.lint-installed
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

bench: $(VENV)/.bench-installed
	$(BIN)/python benchmarks/run.py
	$(BIN)/python benchmarks/loading.py

clean:
	rm -rf $(VENV) dist build

$(VENV)/.created:
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	touch $@

$(VENV)/.installed: $(VENV)/.created pyproject.toml
	$(BIN)/python -m pip install --quiet --editable ".[remote,serve]"
	touch $@

$(VENV)/.test-installed: $(VENV)/.installed pyproject.toml
	$(BIN)/python -m pip install --quiet --group test
	touch $@

$(VENV)/.bench-installed: $(VENV)/.test-installed pyproject.toml
	$(BIN)/python -m pip install --quiet --group bench
	touch $@

$(VENV)/.lint-installed: $(VENV)/.installed pyproject.toml
	$(BIN)/python -m pip install --quiet --group dev
	touch $@
