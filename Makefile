# newscrawl: `make crawl` and `make test` on a fresh machine. Needs Python 3.11 or newer; works with make 3.81.
PYTHON ?= python3
VENV ?= .venv
SPIDER ?= demo
CONTACT ?= $(NEWSCRAWL_CONTACT)
ARGS ?=
MINUTES ?= 5
BIN = $(VENV)/bin
export PYTHONDONTWRITEBYTECODE = # the tests start some 170 processes, which share the compiled package
INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check
COMPILE = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
  --no-emit-index-url

.PHONY: help crawl environment test lint types unit fuzz mutation requirements clean

help:
	@echo "make crawl                                             crawl the bundled demo"
	@echo "make crawl SPIDER=thenational CONTACT=me@example.org   crawl a real publisher"
	@echo "make environment                                       make .venv with all that the tests need, and run nothing"
	@echo "make test                                              everything that must be green"
	@echo "make fuzz MINUTES=5                                    the tests with random input, each time with other input"
	@echo "make mutation                                          changes of the code that no test notices (a night long)"
	@echo "make requirements                                      compile requirements*.txt (ARGS=--upgrade for the newest versions)"

# The stamps hold the time of the last install, so that a changed requirement installs again.
$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "newscrawl needs Python 3.11 or newer; this is `$(PYTHON) --version 2>&1`. Name another: make $(MAKECMDGOALS) PYTHON=python3.13"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
	  { echo "Python's venv module is missing. On Debian and Ubuntu: sudo apt-get install python3-venv"; exit 1; }
	@echo "Making $(VENV) ..."
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.installed: $(VENV)/.made requirements.txt
	@echo "Installing what newscrawl needs (a minute or so, once) ..."
	@$(INSTALL) --require-hashes -r requirements.txt
	@touch $@

$(VENV)/.tested: $(VENV)/.installed requirements-test.txt
	@echo "Installing what the tests need ..."
	@$(INSTALL) --require-hashes -r requirements-test.txt
	@touch $@

crawl: $(VENV)/.installed
	@NEWSCRAWL_CONTACT="$(CONTACT)" NEWSCRAWL_REPORT=$${NEWSCRAWL_REPORT-1} $(BIN)/scrapy crawl $(SPIDER) --loglevel WARNING $(ARGS) || \
	  { status=$$?; [ $$status -eq 3 ] && echo "Finished without a new record."; } || exit $$status

environment: $(VENV)/.tested

test: lint types unit

lint: $(VENV)/.tested
	@$(BIN)/ruff check newscrawl tests benchmarks setup.py
	@$(BIN)/ruff format --check newscrawl tests benchmarks setup.py
	@mkdir -p build && sed -n 's/ \\$$//; /==/p' requirements.txt > build/pins.txt
	@$(BIN)/scrapy-lint
	@$(BIN)/lint-imports --no-logo >build/layers.txt || { cat build/layers.txt; exit 1; }

types: $(VENV)/.tested
	@$(BIN)/mypy

# One process more than there are cores, because some tests wait.
unit: $(VENV)/.tested
	@$(BIN)/coverage erase
	@$(BIN)/coverage run -m pytest --numprocesses $$(($$(getconf _NPROCESSORS_ONLN) + 1)) --dist worksteal
	@$(BIN)/coverage combine --quiet
	@$(BIN)/coverage report

# Each round has a fresh seed. Failing input is kept in .hypothesis and tried first in the next round.
# If libcst is installed (mutmut needs it), Hypothesis writes patches with it, which fails because of zope.interface.
# -W makes this failure a warning.
fuzz: $(VENV)/.tested
	@end=$$(($$(date +%s) + 60 * $(MINUTES))); while [ $$(date +%s) -lt $$end ]; do \
	  $(BIN)/python -m pytest --numprocesses auto -m hypothesis --hypothesis-profile fuzz \
	    -W default::pluggy.PluggyTeardownRaisedWarning || exit 1; done

# Changes the code of text/ and extraction/ in thousands of ways, one at a time, and counts the changes that the tests notice.
# A whole run takes a night. ARGS="newscrawl.text.similar*" limits it to one file.
mutation: $(VENV)/.tested
	@$(INSTALL) "mutmut>=3.8"
	@$(BIN)/mutmut run $(ARGS)
	@$(BIN)/mutmut results

# Versions in the files stay unless a requirement forbids them.
requirements: $(VENV)/.made
	@$(INSTALL) uv
	@$(COMPILE) $(ARGS) requirements.in --output-file requirements.txt
	@$(COMPILE) $(ARGS) requirements-test.in --output-file requirements-test.txt

clean:
	rm -rf $(VENV) build dist *.egg-info .coverage* .mypy_cache .ruff_cache .pytest_cache .hypothesis mutants
