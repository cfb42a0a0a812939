# Everything a newcomer, a contributor and CI need. `make` alone explains itself.
# Nothing here names a package index: pip and uv use whatever this machine is set up with.

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev run test proof check bench lock messages clean
# Recipes are short, and order matters: a half-made environment must not count as made.
.DELETE_ON_ERROR:
.NOTPARALLEL:
MAKEFLAGS += --no-print-directory

BIN := .venv/bin
UV := $(BIN)/uv
PYTEST := $(BIN)/python -m pytest -n 2 --dist worksteal -rs
COMPILE := $(UV) pip compile -q pyproject.toml --universal --python-version 3.11 --generate-hashes \
  --no-annotate --no-header
# uv is quick but reads only its own settings; where it finds no index, pip asks the one this machine is set up with.
INSTALL = $(UV) pip sync --quiet --require-hashes $(1) || \
  $(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r $(1)
# Tools that only load the settings must not begin a town here.
ELSEWHERE := WATERCRESS_HOME=.mypy_cache/town
MESSAGES := watercress/locale/zh_Hans/LC_MESSAGES/django

help: ## Explain the targets (the default)
	@echo "Watercress: needs Python 3.11 and nothing else."
	@echo
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{ printf "%-18s %s\n", $$1, $$2 }'
	@echo
	@echo "Settings are read from the environment, such as PORT=8001 make run; docs/settings.md lists them."

run: setup ## Open a town at http://localhost:8000 (DEMO=0: an empty one; PORT, WATERCRESS_HOME)
	@exec $(BIN)/watercress up --end-with-parent

setup: .venv/run.stamp ## Make the environment in .venv

test: check ## Lint, types and the whole suite on SQLite and on PostgreSQL (≤ 10 minutes)
	@echo "── on SQLite ──"
	@$(PYTEST) -m "not proof"
	@echo "── on PostgreSQL ──"
	@WATERCRESS_TEST_DATABASE=postgres $(PYTEST) -m "not proof and not alike"

proof: setup-dev $(MESSAGES).mo ## What takes longer: long kills, big files, many writers, on both databases
	@$(PYTEST) -n 0 -m proof
	@WATERCRESS_TEST_DATABASE=postgres $(PYTEST) -n 0 -m "proof or alike"

check: setup-dev $(MESSAGES).mo ## Lint, types, import rules, untranslated messages
	@$(BIN)/ruff check .
	@$(ELSEWHERE) $(BIN)/mypy watercress
	@$(BIN)/lint-imports --no-logo
	@$(ELSEWHERE) $(BIN)/watercress messages check

bench: setup-dev ## Measure pages and writes; figures go to the terminal
	@$(BIN)/watercress bench

lock: setup ## Choose new versions of every dependency, with hashes (UPGRADE=--upgrade for the newest)
	@$(COMPILE) $(UPGRADE) --extra postgres -o requirements/run.txt
	@$(COMPILE) $(UPGRADE) --extra postgres --group dev -c requirements/run.txt -o requirements/dev.txt
	@sed -n 's/^uv==.*/&/p' requirements/uv.txt | tr -d ' \\' | $(UV) pip compile -q - --universal --python-version 3.11 \
	  --generate-hashes --no-annotate --no-header -o requirements/uv.txt
	@git diff --stat -- requirements

messages: setup-dev ## Gather new texts for translation into watercress/locale, then compile
	@$(ELSEWHERE) $(BIN)/watercress messages extract
	@$(ELSEWHERE) $(BIN)/watercress messages compile

clean: ## Remove the environment and what tools left behind; a town's folder stays
	@rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache build dist *.egg-info
	@find watercress tests -name __pycache__ -type d -prune -exec rm -rf {} +

setup-dev: .venv/dev.stamp

$(MESSAGES).mo: $(MESSAGES).po | .venv/run.stamp
	@$(ELSEWHERE) $(BIN)/watercress messages compile

$(MESSAGES).po:
	@:

# One Python 3.11 with venv, then uv inside it, then exactly what requirements/ says.
$(UV): requirements/uv.txt
	@for p in python3.11 python3 python; do \
	  if $$p -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null; then found=$$p; break; fi; done; \
	if [ -z "$$found" ]; then echo "Watercress needs Python 3.11, and no python3.11 or python3 here is one." >&2; exit 1; fi; \
	if ! $$found -c 'import venv, ensurepip' 2>/dev/null; then \
	  echo "This Python lacks venv; on Debian or Ubuntu: apt-get install python3.11-venv" >&2; exit 1; fi; \
	echo "Making the environment in .venv …"; \
	$$found -m venv .venv && \
	$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements/uv.txt && touch $(UV)

# The larger set holds the smaller in the same versions, so whoever has it keeps it.
.venv/run.stamp: $(UV) requirements/run.txt requirements/dev.txt pyproject.toml
	@echo "Installing what the town needs …"
	@$(call INSTALL,$(if $(wildcard .venv/dev.stamp),requirements/dev.txt,requirements/run.txt))
	@$(UV) pip install --quiet --no-deps --editable .
	@touch $(if $(wildcard .venv/dev.stamp),.venv/dev.stamp) $@

.venv/dev.stamp: .venv/run.stamp requirements/dev.txt
	@echo "Installing what its tests need …"
	@$(call INSTALL,requirements/dev.txt)
	@$(UV) pip install --quiet --no-deps --editable .
	@touch $@
