# One command each. Works with any Python from 3.11 on; everything goes into .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: all run class cluster dev test check bench load tables faults mutants format help clean

# What a change must pass.
all: check test

# Start the app in a browser; LESSONS=folder adds lessons of your own.
LESSONS ?=
run: $(VENV)/app
	RNNVIZ_LESSONS="$(LESSONS)" $(BIN)/streamlit run app.py

# Serve a class: a process for each core behind one port, its address and a QR picture of it.
PORT ?= 8501
class: $(VENV)/app
	$(BIN)/python -m classroom --port $(PORT)

# Start a Dask cluster on this machine, to try what trains elsewhere; then RNNVIZ_DASK=… make run.
WORKERS ?= 2
cluster: $(VENV)/app
	$(BIN)/python -m pip install --quiet -e ".[cluster]"
	$(BIN)/python -m cluster --workers $(WORKERS)

# Start it so that a page follows its files as they are changed.
dev: $(VENV)/app
	$(BIN)/streamlit run app.py --server.fileWatcherType=auto

# Run every test, in a browser too.
test: $(VENV)/test
	$(BIN)/python tests/browser/find_chromium.py --install
	$(BIN)/python -m pytest -n auto

# Format, lint and types, without changing anything.
check: $(VENV)/test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/pyright --pythonpath $(BIN)/python

# Timings as ratios against named peers.
bench: $(VENV)/app
	$(BIN)/python -m bench

# A class at work on one small server: what each waits, beside one student alone.
STUDENTS ?= 30
PAUSE ?= 1
load: $(VENV)/app
	$(BIN)/python -m load --students $(STUDENTS) --pause $(PAUSE)

# Read every table of the grid, and 20,000 mutated files, each in two seconds at most.
tables: $(VENV)/test
	RNNVIZ_WHOLE=1 $(BIN)/python -m pytest -n auto tests/series/reading/test_grid.py tests/series/reading/test_fuzz.py

# Kill workers of a real cluster, one every two seconds for half a minute: nothing may be lost.
faults: $(VENV)/test
	RNNVIZ_WHOLE=1 $(BIN)/python -m pytest -n 0 tests/jobs/test_cluster.py

# Plant faults in one room and list those that its tests miss.
ROOM ?= core
SAMPLE ?= 150
SEED ?= 1
mutants: $(VENV)/mutants
	$(BIN)/python -m mutants $(ROOM) --sample $(SAMPLE) --seed $(SEED)

# Collect all words that are read, bring every catalogue up to date, say what is missing in each.
words: $(VENV)/app
	$(BIN)/python -m rnnviz.words.collect

# Put the code into the one format.
format: $(VENV)/test
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# List the commands.
help:
	@awk '/^# /{text=substr($$0,3)} /^[a-z]+:/{sub(/:.*/,"",$$1); printf "make %-7s %s\n",$$1,text}' $(MAKEFILE_LIST)

# Remove what the others made.
clean:
	rm -rf $(VENV) .pytest_cache .ruff_cache .hypothesis build *.egg-info rnnviz/player/frontend/bundle

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/app: requirements.txt pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet -r requirements.txt
	touch $@

$(VENV)/test: requirements-test.txt requirements.txt pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet -r requirements-test.txt
	touch $@ $(VENV)/app

$(VENV)/mutants: requirements-mutants.txt requirements-test.txt requirements.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet -r requirements-mutants.txt
	touch $@ $(VENV)/test $(VENV)/app
