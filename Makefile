# Two commands do everything: `make demo` and `make test`. Both need Python 3.11+ with venv only.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
endif

.PHONY: demo test lint types golden check-python lock clean

demo: $(VENV)/installed  ## build decks/ from seeds/
	@for article in seeds/*; do $(BIN)/quizgen make "$$article" || exit 1; echo; done

test: $(VENV)/installed lint types  ## all checks: ruff, mypy --strict, pytest
	$(BIN)/python tests/system_packages.py
	$(BIN)/python -m pytest

lint: $(VENV)/installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/installed
	$(BIN)/mypy

golden: $(VENV)/installed  ## write the expected lessons anew; read the difference before you commit
	QUIZGEN_GOLDEN=write $(BIN)/python -m pytest tests/test_golden.py

check-python:
	@$(PYTHON) -c 'import sys, venv, ensurepip; assert sys.version_info >= (3, 11)' 2>/dev/null || \
	{ echo "quizgen needs Python 3.11 or newer with venv: install python3 and python3-venv (or set PYTHON=/path/to/python3.11)" >&2; exit 1; }

$(VENV)/installed: requirements.lock pyproject.toml | check-python
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

lock: $(VENV)/installed  ## pin what is installed; run after a change of dependencies
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --group dev pyproject.toml \
	  --no-annotate --no-header -o requirements.lock

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache dist
