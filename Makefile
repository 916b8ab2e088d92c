# Parafraza. Every target works from a fresh clone; `make help` lists them.
VENV ?= .venv
PYTHON ?= python3
BIN := $(VENV)/bin
RUN := $(BIN)/python
OUT ?= results

export PYANNOTE_METRICS_ENABLED := 0
export HF_HUB_DISABLE_TELEMETRY := 1

.DEFAULT_GOAL := help
.PHONY: help setup weights demo test check format bench bench-moves bench-judge bench-voice accuracy test-engines test-browser test-slow notebooks lab clean

help: ## Show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

$(VENV)/.installed: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("Parafraza needs Python 3.11 or newer") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -e '.[all,dev]'
	@touch $@

setup: $(VENV)/.installed weights ## Install everything into .venv and fetch the weights (about 7 GB of packages, 180 MB of weights)

weights: $(VENV)/.installed
	$(BIN)/parafraza models fetch
	$(RUN) -m rubrics.prepared

demo: setup ## Review the two demo calls with the real engines and say where the reports lie
	$(BIN)/parafraza review review/demo/english.opus review/demo/polish.opus --out demo-reports
	@echo; echo "Open these in a browser:"; ls -1 $(CURDIR)/demo-reports/*/report.html

test: setup ## Run the tests (fast ones; no browser, no long runs)
	$(RUN) -m pytest -q -n 2 --dist loadfile

check: $(VENV)/.installed ## Lint, format, types, import rules, spelling of the corpus
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(RUN) -m rubrics.corpus --quiet

format: $(VENV)/.installed ## Put the code in order
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: setup ## Measure the main job on the real calls of ../shared/data and print the table
	$(RUN) -m tests.benchmarks.bench_main

bench-moves: setup ## Measure the moves against people's labels
	$(RUN) -m tests.benchmarks.bench_moves

bench-judge: setup ## Measure a language model as judge: make bench-judge URL=http://localhost:11434/v1 MODEL=NAME
	$(RUN) -m tests.benchmarks.bench_judge "$(URL)" "$(MODEL)" $(EXAMPLES)

bench-voice: setup ## The same for the customer's lines: make bench-voice URL=http://localhost:11434/v1 MODEL=NAME
	$(RUN) -m tests.benchmarks.bench_voice "$(URL)" "$(MODEL)" $(SCENARIOS)

test-engines: setup ## Tests that load the real models
	$(RUN) -m pytest -q -m engine

test-browser: setup ## Tests in Debian's Chromium (apt-get install chromium)
	$(RUN) -m pytest -q -m browser

notebooks: setup ## Execute every notebook of the lessons, in each language, without weights and offline
	$(RUN) -m pytest -q -n 2 -m "not browser" tests/trainings/test_notebooks.py tests/trainings/test_welcome.py tests/scenarios/test_role_play_notebook.py

test-slow: setup ## Tests that take minutes
	$(RUN) -m pytest -q -m slow

accuracy: setup ## Measure the moves on held-back lines and write docs/accuracy.md
	$(RUN) -m tests.benchmarks.accuracy

lab: setup ## Open JupyterLab
	$(BIN)/parafraza lab trainings

clean: ## Remove what was built, but neither results nor weights
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
