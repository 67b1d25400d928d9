# Everything happens in .venv; `make help` lists what there is.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt

.PHONY: run test lint check bench pictures clean help
.DEFAULT_GOAL := help

help: ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' Makefile

run: $(VENV)/.run ## start the app on http://127.0.0.1:7860
	@exec $(BIN)/python app.py

test: $(VENV)/.test ## run the tests
	@$(BIN)/python -m pytest $(ARGS)

lint: $(VENV)/.test ## ruff and the type checker
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

check: lint test ## lint, types and tests: all that must be green

bench: $(VENV)/.test ## run every benchmark; figures go to benchmarks/results
	@missed=0; for file in benchmarks/bench_*.py; do echo "== $$file"; $(BIN)/python -m benchmarks.$$(basename $$file .py) || missed=1; done; exit $$missed

pictures: $(VENV)/.test ## take the screenshots in docs/pictures again
	@$(BIN)/python docs/take_pictures.py

clean: ## remove the environment and caches (your calls are elsewhere and stay)
	rm -rf $(VENV) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Python 3.11 or newer is needed, and $(PYTHON) is older. Fix: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { \
	  echo "$(PYTHON) can't make virtual environments. Fix: install its venv module (Debian: apt install python3-venv)"; exit 1; }
	@touch $@

$(VENV)/.run: $(VENV)/.made pyproject.toml constraints.txt
	@echo "Installing into $(VENV), once; this takes a minute or two."
	@$(PIP) -e '.[embedded,voice]' || { \
	  echo "The embedded model runtime has no build for this machine; going on without it."; \
	  $(PIP) -e '.[voice]'; }
	@touch $@

$(VENV)/.test: $(VENV)/.run
	@echo "Installing what the tests need into $(VENV)."
	@$(PIP) -e '.[dev,postgres]'
	@touch $@
