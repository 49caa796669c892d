# onrecord: everything that a checkout needs, with Python 3.11+, make and a package index.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: help demo test test-browser bench quality docs clean

help:            ## what there is
	@sed -n 's/^\([a-z-]*\): .*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 20

demo: $(VENV)/.installed          ## set up, code the bundled reports, print the table
	$(BIN)/onrecord demo

test: $(VENV)/.installed-test     ## everything that has to hold before a change lands
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/pyright
	$(BIN)/lint-imports --no-cache
	$(BIN)/onrecord lexicon check
	$(BIN)/python -m pytest -m 'not browser'

test-browser: $(VENV)/.installed-test   ## the page in a real browser (Debian's chromium)
	$(BIN)/python -m pytest -m browser

bench: $(VENV)/.installed         ## speed side by side with a bare parse
	$(BIN)/python bench/speed.py

quality: $(VENV)/.installed       ## figures on the development gold against their floors
	$(BIN)/python bench/quality.py

docs: $(VENV)/.installed-docs     ## the documentation site, into site/
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict

clean:           ## remove what was made here
	rm -rf $(VENV) site demo.duckdb demo.duckdb.lock .quality .pytest_cache .ruff_cache

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(VENV)/.installed-test: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[test]'
	@touch $@ $(VENV)/.installed

$(VENV)/.installed-docs: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[docs]'
	@touch $@ $(VENV)/.installed
