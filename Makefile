# Saksøk. `make run` and `make test` are all one needs; both work from a clean clone.

PYTHON ?= python3
ARCHIVE ?=
PORT ?= 7860

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
SOURCE := $(if $(ARCHIVE),$(ARCHIVE),corpus/sample)
# One index for each archive, so that one's own papers never mix with the sample.
INDEX := var/index-$(shell printf '%s' "$(abspath $(subst $() ,_,$(SOURCE)))" | cksum | cut -d' ' -f1)

.PHONY: run test check bench bench-ablations bench-peers bench-large setup clean help faults damaged fuzz audit

help:  ## what there is
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/'

run: $(VENV)/.run  ## index the sample archive (or ARCHIVE=folder) and serve the web app
	@$(BIN)/saksok index "$(SOURCE)" --index "$(INDEX)" || [ $$? -eq 1 ]
	@$(BIN)/saksok serve --index "$(INDEX)" --port $(PORT)

test: $(VENV)/.test  ## all tests
	@$(BIN)/python -m pytest -n 2 --dist loadgroup

check: $(VENV)/.check  ## ruff and mypy --strict
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

bench: $(VENV)/.test  ## measure speed and quality
	@$(BIN)/python -m tests.bench.run

bench-ablations: $(VENV)/.test  ## what each part of the ranking gives
	@$(BIN)/python -m tests.bench.ablations

bench-peers: $(VENV)/.test var/peers/.made  ## search beside other programs, on the same passages
	@$(BIN)/python -m tests.bench.peers var/peers/bin/python

SIZES ?= 10000,100000
bench-large: $(VENV)/.test  ## archives of SIZES passages (10000,100000; 1000000 takes half an hour): speed, memory, recall
	@$(BIN)/python -m tests.bench.large --sizes $(SIZES)

damaged: $(VENV)/.test  ## 1,000 damaged files beside 50 good ones
	@$(BIN)/python -m tests.bench.damaged

faults: $(VENV)/.test  ## 200 kills at random moments, 1,000 mutated papers
	@$(BIN)/python -m tests.faults.run

SECONDS ?= 60
fuzz: $(VENV)/.test  ## the parsers by atheris, SECONDS (60) each; looks for inputs that reach new branches
	@$(PIP) install --group fuzz -c constraints.txt
	@for target in numbers dates cells cases rows queries personal; do \
	  mkdir -p "var/fuzz/$$target" && $(BIN)/python -m tests.faults.fuzz $$target $(SECONDS) "var/fuzz/$$target" || exit 1; \
	done

audit: $(VENV)/.run  ## ask pip-audit of known weaknesses in the exact versions (needs the network)
	@$(PIP) install --group audit
	@$(BIN)/python -m tests.audit

setup: $(VENV)/.test $(VENV)/.check  ## everything that development needs

clean:  ## remove what was built, and the indexes made by `make run`
	rm -rf $(VENV) var dist build

# torch goes first and alone: an open range elsewhere would pull several gigabytes.
$(VENV)/.run: pyproject.toml constraints.txt
	@echo "Installerer Saksøk i $(VENV) (bare første gang) …"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(PIP) install --upgrade pip -c constraints.txt
	@$(PIP) install "torch==2.13.0" -c constraints.txt
	@$(PIP) install -e . -c constraints.txt
	@touch $@

$(VENV)/.test: $(VENV)/.run
	@$(PIP) install --group test -c constraints.txt
	@touch $@

# mypy reads the types of PostgreSQL's and Milvus's clients, which come with the tests.
$(VENV)/.check: $(VENV)/.test
	@$(PIP) install --group check -c constraints.txt
	@touch $@

# Other programs have an environment of their own, so that none of them becomes a dependency.
var/peers/.made: tests/bench/peers.txt
	@test -x var/peers/bin/python || $(PYTHON) -m venv var/peers
	@var/peers/bin/python -m pip --disable-pip-version-check --quiet install -r $<
	@touch $@
