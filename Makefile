# make demo · make test · make check: each sets up what it needs with Python >= 3.11 and nothing else.
PYTHON ?= python3
VENV   ?= .venv
WORKERS ?= 3
PY     := $(VENV)/bin/python
READY  := $(VENV)/.onrecord-ready
export PYTHONPATH := sdk:server_kit
BUNDLE := server_kit/onrecord_server/web/static/onrecord.js
WIDGET_SOURCES := $(shell find widgets -type f -not -path '*/node_modules/*' -not -path '*/dist/*' 2>/dev/null)

.PHONY: demo test check bench bench-check bench-export docs widgets format generate e2e campaign explore breaks requirements pictures clean

demo: $(READY) widgets  ## the order desk, with chat on every order
	$(PY) -m examples.order_desk

test: $(READY) widgets  ## every test but the long campaigns
	$(PY) hatch_build.py test
	$(PY) -m pytest -n $(WORKERS) -m "not campaign" $(ARGS)

check: $(READY) widgets  ## format, lint, types, layers, generated files, the laws of the house
	$(PY) -m ruff format --check
	$(PY) -m ruff check
	$(PY) -m mypy
	for each in examples/0*; do $(PY) -m mypy $$each/*.py || exit 1; done
	$(VENV)/bin/lint-imports
	for script in .ci/*.py; do $(PY) $$script --check || exit 1; done
	$(PY) hatch_build.py check
	$(PY) -m pytest -q -n $(WORKERS) tests/house

generate: $(READY)  ## write what is generated: the blocking client, the wire types, the reference
	for script in .ci/*.py; do $(PY) $$script || exit 1; done

format: $(READY)
	$(PY) -m ruff check --fix
	$(PY) -m ruff format
	$(PY) hatch_build.py fix

e2e: $(READY) widgets  ## only what runs in a real Chromium
	$(PY) -m pytest -m "browser and not campaign" $(ARGS)

campaign: $(READY) widgets  ## the long ones: kill -9, soak, everything loaded
	$(PY) -m pytest -m campaign --timeout 3600 $(ARGS)

breaks: $(READY)  ## break each invariant of oversight on purpose, and see its tests fail
	$(PY) -m tests.breaks $(ARGS)

requirements: $(READY)  ## which rule is shown by which test, and which by none yet
	$(PY) -m tests.requirements

explore: $(READY) widgets  ## the property tests on new cases, twenty times as many
	ONRECORD_EXPLORE=20 $(PY) hatch_build.py test
	ONRECORD_EXPLORE=20 $(PY) -m pytest -n $(WORKERS) -m "hypothesis and not campaign" $(ARGS)

pictures: $(READY) widgets  ## pictures of the portal's scenes: make pictures ARGS="FOLDER case-* --lang de"
	$(PY) -m tests.pictures $(ARGS)

bench: $(READY) widgets  ## ratios to anchors, 4 to 8 minutes; writes docs/benchmarks.md
	$(PY) -m pip install -q --group bench
	$(PY) -m tests.bench $(ARGS)

bench-export: $(READY)  ## what an export costs by how much there is, in CPU and memory
	$(PY) -m tests.bench.exported $(ARGS)

bench-check: $(READY)  ## how long a self-check and a dry run take on PostgreSQL, and what sends feel of them
	$(PY) -m tests.bench.self_check $(ARGS)

docs: $(READY)
	$(PY) -m pip install -q --group docs
	$(PY) -m sphinx -W -b html docs docs/_build/html

widgets: $(READY) $(BUNDLE)

$(BUNDLE): hatch_build.py $(WIDGET_SOURCES) | $(READY)
	$(PY) hatch_build.py
	touch $@

$(READY): pyproject.toml
	test -x $(PY) || $(PYTHON) -m venv $(VENV)
	$(PY) -m pip install -q --upgrade "pip>=25.1"
	ONRECORD_SKIP_WIDGETS=1 $(PY) -m pip install -q --group dev -e ".[all]"
	touch $@

clean:
	rm -rf build dist docs/_build server_kit/onrecord_server/web/static widgets/dist widgets/node_modules
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage*
