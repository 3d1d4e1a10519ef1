# One word for each duty. Every one of them first sets up what it needs and does not have.

PYTHON ?= python3
DEMO ?= demo
SCALE ?= depot
BIN := .venv/bin
RUN_READY := .venv/.ready-to-run
TEST_READY := .venv/.ready-to-test
SCREEN := $(DISPLAY)$(WAYLAND_DISPLAY)
export PYTHON

.PHONY: help setup demo check test faults mutants soak bench screenshots translations requirements verifier clean
.DEFAULT_GOAL := help

help:
	@echo "make demo          set up, run the main job on a demonstration depot, open the window on it"
	@echo "make test          set up, check style and types, run the tests"
	@echo "make setup         set up only"
	@echo "make faults        full-size fault tests (up to 90 minutes)"
	@echo "make mutants       wrong changes to the ledger, which the tests must notice (SAMPLE=400)"
	@echo "make soak          the ledger's invariants, long runs"
	@echo "make bench         measure the program beside its floor (SCALE=small|depot|nation)"
	@echo "make screenshots   draw resources/screenshots again"
	@echo "make translations  collect the messages and compile the catalogues"
	@echo "make requirements  pin the libraries again"
	@echo "make verifier      build/stockpile_verify.pyz, which checks papers and checkpoints alone"

setup: run-libraries $(RUN_READY)

demo: setup
	$(BIN)/stockpile demo $(DEMO) $(if $(SCREEN),--window)

check: $(TEST_READY)
	$(BIN)/ruff check --no-cache
	$(BIN)/mypy --strict stockpile_app

test: test-libraries check
	$(BIN)/python -m pytest -n auto

# What is on record in the results file as passed, for this very program, is not run again.
FAULTS_LOG ?= build/faults.jsonl

faults: export STOCKPILE_FAULTS_LOG = $(FAULTS_LOG)
faults: test-libraries $(TEST_READY)
	$(BIN)/python -m pytest -n auto -m faults tests/faults; outcome=$$?; \
		$(BIN)/python -m tests.faults.report $(FAULTS_LOG); exit $$outcome

mutants: test-libraries $(TEST_READY)
	$(BIN)/python -m tests.faults.mutants $(if $(SAMPLE),--sample $(SAMPLE)) $(if $(SEED),--seed $(SEED))

soak: test-libraries $(TEST_READY)
	HYPOTHESIS_PROFILE=soak $(BIN)/python -m pytest -n auto -m soak

bench: setup
	$(BIN)/stockpile bench --scale $(SCALE)
	$(BIN)/python -m tests.benchmarks.window_speed --scale $(SCALE)

screenshots: setup
	QT_QPA_PLATFORM=offscreen $(BIN)/python installers/screenshots.py resources/screenshots

translations: setup
	$(BIN)/python installers/translations.py

# The index, a private one included, is never written into the pinned files.
PIN := --quiet --generate-hashes --allow-unsafe --strip-extras --annotation-style line \
	--no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-emit-options \
	--build-deps-for editable

requirements: export CUSTOM_COMPILE_COMMAND = make requirements
requirements: $(RUN_READY)
	$(BIN)/python -m pip install --quiet pip-tools
	$(BIN)/pip-compile $(PIN) --output-file installers/requirements.txt pyproject.toml
	$(BIN)/pip-compile $(PIN) --extra test --constraint installers/requirements.txt \
		--output-file installers/requirements-test.txt pyproject.toml

verifier:
	$(PYTHON) installers/make_verifier.py build/stockpile_verify.pyz

clean:
	rm -rf .venv build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis

.PHONY: run-libraries test-libraries
run-libraries:
	@installers/system_packages.sh run

test-libraries:
	@installers/system_packages.sh tests

$(RUN_READY): installers/requirements.txt pyproject.toml | run-libraries
	@if test -e $(TEST_READY); \
		then installers/make_environment.sh installers/requirements-test.txt && touch $(TEST_READY); \
		else installers/make_environment.sh installers/requirements.txt; fi
	@touch $@

$(TEST_READY): installers/requirements-test.txt pyproject.toml | test-libraries
	@installers/make_environment.sh installers/requirements-test.txt
	@touch $@ $(RUN_READY)
