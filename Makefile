# make         set up and build the published files in dist/
# make web     bundle the scripts of the pages into web/dist/ (where npm is installed)
# make site    write the complete site to public/
# make serve   serve the graph at http://127.0.0.1:8000/
# make test    run every test but the long ones
# make test-all run every test
# make lint    check style, types and the order of the rooms
# make bench   compare with peers and rewrite the tables in benchmarks/README.md
# make lock    renew requirements/: the newest versions that pyproject.toml allows (needs uv)
# make clean   remove what was made
#
# What is installed, and its hashes, stands in requirements/.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALL := $(BIN)/python -m pip install --quiet

NPM := $(shell command -v npm)

# Each of thousands of processes would compile the package anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: all build web site serve test test-all lint bench lock clean

all: build

build: $(VENV)/.installed
	$(BIN)/ascc-ld build

web: $(if $(NPM),web/node_modules/.bundled)
	$(if $(NPM),,@echo "No npm: the pages go without search, sorted tables and the query page.")

site: $(VENV)/.installed web
	$(BIN)/ascc-ld site public

serve: $(VENV)/.installed web
	$(BIN)/ascc-ld serve

test: $(VENV)/.dev-installed
	$(BIN)/python -m pytest -n auto --dist worksteal -m "not long"

test-all: $(VENV)/.dev-installed
	$(BIN)/python -m pytest -n auto --dist worksteal

lint: $(VENV)/.dev-installed
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

bench: $(VENV)/.dev-installed
	@$(BIN)/python benchmarks/programs.py
	@fell=; for part in run loading serving attacked publishing editions lighthouse; do \
	  echo $(BIN)/python benchmarks/$$part.py; \
	  $(BIN)/python benchmarks/$$part.py || fell="$$fell $$part"; \
	done; \
	test -z "$$fell" || { echo "Failed, or does not hold:$$fell"; exit 1; }

COMPILE := uv pip compile --quiet --upgrade --universal --python-version 3.11 \
  --generate-hashes --no-header --no-annotate

lock:
	$(COMPILE) pyproject.toml --extra all --group build --group dev --group bench \
	  --output-file requirements/dev.txt
	$(COMPILE) pyproject.toml --extra all --group build --constraint requirements/dev.txt \
	  --output-file requirements/run.txt
	$(COMPILE) --group reconcile --output-file requirements/reconcile.txt

clean:
	rm -rf $(VENV) dist build public web/dist web/node_modules

web/node_modules/.bundled: $(wildcard web/*.json) web/build.mjs $(shell find web/src -type f)
	cd web && $(NPM) ci --ignore-scripts --no-audit --no-fund --loglevel error && $(NPM) run --silent build
	touch $@

$(VENV)/.created:
	$(PYTHON) -m venv $(VENV)
	touch $@

$(VENV)/.installed: $(VENV)/.created pyproject.toml requirements/run.txt
	$(INSTALL) --require-hashes --requirement requirements/run.txt
	$(INSTALL) --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/.dev-installed: $(VENV)/.installed requirements/dev.txt
	$(INSTALL) --require-hashes --requirement requirements/dev.txt
	touch $@
