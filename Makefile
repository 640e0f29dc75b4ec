# The ways to build, test and measure briefgen. Everything is installed into .venv,
# in the exact versions of constraints.txt and constraints-dev.txt.
#
#   make brief    write the briefs of seeds/ into out/
#   make test     run the tests             make quick    the same without the slow ones
#   make check    style, types, layers, docs (each is a target of its own)
#   make format   put the code and the output in README.md into their form
#   make eval     measure against annotated articles: our own, and others where they are at hand
#   make floors   raise the floors of tests/evaluation/floors.toml to what is measured
#   make bench    speed and memory, beside spaCy, WeasyPrint and docxtpl, and of jobs
#   make lock     choose versions anew (needs uv: https://docs.astral.sh/uv/)
#   make clean    remove what was built; the environment and out/ as well

PYTHON ?= python3
VENV ?= .venv
OUT ?= out
EVALUATION ?= ../shared/eval/evaluate.py
FIGURES := tests/evaluation/measure.py
WORKERS ?= auto

BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
SUPPORTED := import sys; sys.exit(sys.version_info < (3, 11) and "briefgen needs Python 3.11 or newer: make PYTHON=python3.12")

.DEFAULT_GOAL := help
.PHONY: help brief test quick check style types layers docs format eval floors bench lock clean

help:
	@sed -n 's/^# \{0,1\}//;4,13p' Makefile

brief: $(VENV)/.installed
	$(BIN)/briefgen build seeds -o $(OUT)

test: $(VENV)/.installed-dev
	$(BIN)/python -m pytest -n $(WORKERS) --maxprocesses 4

quick: $(VENV)/.installed-dev
	$(BIN)/python -m pytest -n $(WORKERS) --maxprocesses 4 -m "not slow"

check: style types layers docs

style: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.installed-dev
	$(BIN)/mypy

layers: $(VENV)/.installed-dev
	$(BIN)/lint-imports --no-logo

docs: $(VENV)/.installed-dev
	$(BIN)/python .ci/check_docs.py
	$(BIN)/python .ci/template_guide.py

format: $(VENV)/.installed-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/python .ci/check_docs.py --write
	$(BIN)/python .ci/template_guide.py --write

eval: $(VENV)/.installed
	$(BIN)/python $(FIGURES)
	@if [ -f $(EVALUATION) ]; then \
		$(BIN)/python $(EVALUATION) --briefgen $(BIN)/briefgen seeds && \
		$(BIN)/python $(EVALUATION) --briefgen $(BIN)/briefgen; \
	else \
		echo "Skipped the annotated articles of others: there are none at $(EVALUATION)."; \
	fi

floors: $(VENV)/.installed
	$(BIN)/python $(FIGURES) --raise

bench: $(VENV)/.installed
	$(BIN)/python benchmarks/bench.py
	$(BIN)/python benchmarks/cost.py --max-news 1.2 --max-stream 0.7 --max-memory 1.3 --max-growth 1.3
	$(BIN)/python benchmarks/documents.py --max-pdf 1 --max-docx 2 --max-memory 400
	$(BIN)/python benchmarks/jobs.py --max-again 10 --max-more 60

lock:
	uv pip compile pyproject.toml --group build --universal --python-version 3.11 --generate-hashes \
		--quiet --custom-compile-command "make lock" --output-file constraints.txt
	uv pip compile --group dev --constraint constraints.txt --universal --python-version 3.11 --generate-hashes \
		--quiet --custom-compile-command "make lock" --output-file constraints-dev.txt

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find briefgen tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +
	find $(OUT) -mindepth 1 ! -name .gitkeep -delete

$(VENV)/bin/python:
	@$(PYTHON) -c '$(SUPPORTED)'
	$(PYTHON) -m venv $(VENV)

# Hashes cannot be checked for the project itself, so it is installed by itself, without
# its dependencies and with the pinned build backend.
$(VENV)/.installed: constraints.txt pyproject.toml | $(VENV)/bin/python
	$(PIP) --require-hashes -r constraints.txt
	$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.installed-dev: constraints-dev.txt $(VENV)/.installed
	$(PIP) --require-hashes -r constraints-dev.txt
	@touch $@
