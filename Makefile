# Two commands do everything: `make demo` and `make test`. Both need Python 3.11+ with venv only.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
endif

# For `make test-all`: the Pythons that are looked for, and seconds for each fuzz target.
PYTHONS ?= 3.11 3.12 3.13
FUZZ ?= 60

.PHONY: demo test benchmark test-all test-python fuzz audit lint types golden check-python lock clean

demo: $(VENV)/installed  ## build decks/ from seeds/
	@for article in seeds/*; do $(BIN)/quizgen make "$$article" || exit 1; echo; done

test: $(VENV)/installed lint types  ## all checks: ruff, mypy --strict, pytest
	$(BIN)/python tests/system_packages.py
	$(BIN)/python -m pytest

# pyenv's python3.12 runs only where PYENV_VERSION names it; other Pythons don't read that.
test-all: export QUIZGEN_MOMENTS = 40
test-all: test fuzz  ## `make test`, fuzzing, and the whole suite on every Python of PYTHONS
	@tested=$$($(BIN)/python -c 'import sys; print("%d.%d" % sys.version_info[:2])'); \
	for version in $(PYTHONS); do \
	  if [ $$version = $$tested ]; then continue; fi; \
	  if PYENV_VERSION=$$version python$$version -c '' 2>/dev/null; then \
	    PYENV_VERSION=$$version $(MAKE) --no-print-directory test-python \
	      PYTHON=python$$version VENV=.venv-$$version || exit 1; \
	  else missing="$$missing $$version"; fi; \
	done; \
	if [ "$$missing" ]; then echo "test-all: not tested, since it isn't installed: Python$$missing"; fi

test-python: $(VENV)/installed
	$(BIN)/python --version
	$(BIN)/python -m pytest

fuzz: $(VENV)/installed  ## run tests/fuzz for FUZZ seconds a target; atheris has wheels for Linux only
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --only-binary :all: atheris || true
	$(BIN)/python tests/fuzz/run.py $(FUZZ)

benchmark: $(VENV)/installed  ## speed side by side with a bare script and with peers; needs the network once
	$(BIN)/python benchmarks/peers.py .peers
	$(BIN)/python benchmarks/speed.py --peers .peers

audit: $(VENV)/installed  ## look for known weaknesses of what is locked; needs the network
	$(BIN)/python tests/audit.py

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
	  --generate-hashes --no-annotate --no-header -o requirements.lock

clean:
	rm -rf $(VENV) $(addprefix .venv-,$(PYTHONS)) .mypy_cache .ruff_cache .pytest_cache dist
