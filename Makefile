# make         set up and build the published files in dist/
# make web     bundle the scripts of the pages into web/dist/ (where npm is installed)
# make site    write the complete site to public/
# make serve   serve the graph at http://127.0.0.1:8000/
# make test    install what testing needs and run the tests, without those marked long
# make test-all run every test
# make lint    ruff and mypy
# make bench   compare with peers and rewrite the table in benchmarks/README.md
# make clean   remove what was made

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

NPM := $(shell command -v npm)

.PHONY: all build web site serve test test-all lint bench clean

all: build

build: $(VENV)/.installed
	$(BIN)/ascc-ld build

web: $(if $(NPM),web/node_modules/.bundled)
	$(if $(NPM),,@echo "No npm: the pages go without search, sorted tables and the query page.")

site: $(VENV)/.installed web
	$(BIN)/ascc-ld site public

serve: $(VENV)/.installed web
	$(BIN)/ascc-ld serve

test: $(VENV)/.test-installed
	$(BIN)/python -m pytest -n auto -m "not long"

test-all: $(VENV)/.test-installed
	$(BIN)/python -m pytest -n auto

lint: $(VENV)/.lint-installed
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --quiet

bench: $(VENV)/.bench-installed
	@fell=; for part in run loading serving publishing lighthouse; do \
	  echo $(BIN)/python benchmarks/$$part.py; \
	  $(BIN)/python benchmarks/$$part.py || fell="$$fell $$part"; \
	done; \
	test -z "$$fell" || { echo "Failed, or does not hold:$$fell"; exit 1; }

clean:
	rm -rf $(VENV) dist build public web/dist web/node_modules

web/node_modules/.bundled: $(wildcard web/*.json) web/build.mjs $(shell find web/src -type f)
	cd web && $(NPM) ci --ignore-scripts --no-audit --no-fund --loglevel error && $(NPM) run --silent build
	touch $@

$(VENV)/.created:
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	touch $@

$(VENV)/.installed: $(VENV)/.created pyproject.toml
	$(BIN)/python -m pip install --quiet --editable ".[remote,serve,site]"
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
