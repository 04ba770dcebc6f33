# `make` builds every edition of content/ into output/; `make test` runs the tests. Both set up .venv by themselves.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: all test lint types conformance wheel bench clean

all: $(VENV)/.ready
	$(BIN)/pamphlet batch content -o output/

test: $(VENV)/.ready-test
	$(BIN)/python -m pytest -n auto -m "not conformance" tests

lint: $(VENV)/.ready-lint
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.ready-lint
	$(BIN)/mypy

# Builds all content in all editions, and odd generated articles, and lets veraPDF judge every file.
conformance: $(VENV)/.ready-test
	$(BIN)/python -m pytest -m conformance -rs tests

wheel: $(VENV)/.ready
	$(BIN)/python -m pip --disable-pip-version-check wheel --quiet --no-deps --wheel-dir dist .

bench: $(VENV)/.ready-bench
	$(BIN)/python benchmarks/pdf.py

$(VENV)/.ready: pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit("pamphlet needs Python 3.11 or newer; this is " + sys.version.split()[0]) if sys.version_info < (3, 11) else None'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(PIP) install --constraint constraints.txt --editable .
	touch $@

$(VENV)/.ready-test: $(VENV)/.ready requirements/test.txt
	$(PIP) install --constraint constraints.txt --requirement requirements/test.txt
	touch $@

$(VENV)/.ready-lint: $(VENV)/.ready-test requirements/lint.txt
	$(PIP) install --constraint constraints.txt --requirement requirements/lint.txt
	touch $@

$(VENV)/.ready-bench: $(VENV)/.ready-test requirements/bench.txt
	$(PIP) install --constraint constraints.txt --requirement requirements/bench.txt
	touch $@

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find output -mindepth 1 ! -name .gitkeep -delete
