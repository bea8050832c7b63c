# Everything runs in .venv, made from the locked requirements. Needs Python 3.11 or later and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install -q
# The stamp carries the interpreter's version, so another Python makes another environment.
RUNTIME := $(VENV)/.runtime
DEV := $(VENV)/.dev
# OpenBLAS with more threads than idle cores is far slower than with one.
export OPENBLAS_NUM_THREADS = 1

.DEFAULT_GOAL := help
.PHONY: help setup demo test test-slow test-engine lint format bench bench-tui bench-large eval asks-model acts-model claims-model words-model pictures readme lock catalogues clean

help: ## show these lines
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):[^#]*## */make \1\t/' | expand -t 20

setup: $(RUNTIME) ## make .venv with Fika in it

$(RUNTIME): requirements.lock pyproject.toml
	@echo "Setting up $(VENV) (once; about a minute)..." >&2
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Fika needs Python 3.11 or later; say make PYTHON=python3.11")'
	@$(PYTHON) -m venv $(VENV)
	@$(PIP) --require-hashes --no-deps -r requirements.lock
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

$(DEV): requirements-dev.lock $(RUNTIME)
	@$(PIP) --require-hashes --no-deps -r requirements-dev.lock
	@touch $@

demo: $(RUNTIME) ## draft the two examples, with no key and no network
	@$(BIN)/python -m examples.demo

test: $(DEV) ## lint, types, import contracts and tests
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/pytest -n 3 --dist loadfile

test-slow: $(DEV) ## the slower checks: other sizes and languages of the screens, hostile texts in the chat, kill -9, floods
	@$(BIN)/pytest -m slow

test-engine: $(DEV) .venv-engine/.made .venv-mock/.made ## the model writer against a real engine and a second mock
	@$(BIN)/pytest -m slow tests/test_engine.py tests/test_mock_peer.py

.venv-engine/.made: tests/engine/requirements.txt
.venv-mock/.made: tests/engine/requirements-mock.txt
.venv-%/.made:
	@$(PYTHON) -m venv .venv-$*
	@.venv-$*/bin/python -m pip --disable-pip-version-check install -q -r $<
	@touch $@

lint: $(DEV) ## ruff, mypy and the import contracts
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BIN)/lint-imports

format: $(DEV) ## mend what ruff can mend
	@$(BIN)/ruff check --fix . && $(BIN)/ruff format .

bench: $(RUNTIME) ## time and memory of commands and retrieval, beside bare Python, Chroma and BM25
	@$(BIN)/python -m tests.bench
	@$(BIN)/python -m tests.bench_retrieval

bench-tui: $(RUNTIME) ## first paint, echo of keys, streaming and memory of the full screen, beside a minimal app
	@$(BIN)/python -m tests.bench_tui

bench-large: $(RUNTIME) ## the same with 100,000 added passages (some five minutes)
	@$(BIN)/python -m tests.bench_retrieval large

eval: $(DEV) ## how well guidance is found and texts are reviewed, on labelled cases
	@$(BIN)/python -m tests.eval_retrieval
	@$(BIN)/python -m tests.eval_review
	@$(BIN)/python -m tests.eval_chat
	@$(BIN)/python -m tests.eval_exchanges

asks-model: $(DEV) ## learn anew, from the examples, which sentences ask for mentorship (a minute or two)
	@$(BIN)/python -m tests.train_asks

acts-model: $(DEV) ## learn anew, from the examples, what a sentence does: thanks, presses, asks a favour (ten minutes)
	@$(BIN)/python -m tests.train_acts

claims-model: $(DEV) ## learn anew, from the examples, which claims a brief does not bear out (two minutes)
	@$(BIN)/python -m tests.train_claims

words-model: $(DEV) ## learn anew, from the examples, which names, numbers and times are claims (two minutes)
	@$(BIN)/python -m tests.train_words

catalogues: $(DEV) ## collect interface texts and compile the Swedish catalogue
	@$(BIN)/python -m tests.catalogues

pictures: $(DEV) ## draw the README's pictures of the full screen anew
	@$(BIN)/python -m tests.pictures

readme: $(DEV) ## bring the outputs that the README shows up to date
	@$(BIN)/python -m tests.test_readme

lock: ## solve the dependencies anew (needs uv)
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header pyproject.toml --group build -o requirements.lock
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header pyproject.toml --group dev -c requirements.lock -o requirements-dev.lock

clean: ## remove .venv and caches
	rm -rf $(VENV) .venv-engine .venv-mock .mypy_cache .ruff_cache .pytest_cache .hypothesis build dist
