# Buckstop: `make run` starts it with a demo company, `make test` proves it.
VENV := .venv
BIN := $(VENV)/bin
# One more than the cores: a test waits for browsers, processes and PostgreSQL most of its time.
WORKERS ?= 3
# Tests start many processes: what each imports is compiled once, whatever the shell says.
export PYTHONDONTWRITEBYTECODE :=
LOCK_OPTIONS := --universal --python-version 3.12 --generate-hashes \
	--no-header --no-annotate --no-emit-index-url --no-config

.PHONY: help setup run test check style every-test bench lock audit fuzz release

help:
	@echo "make run     start Buckstop with a demo company (data in .data/)"
	@echo "make test    what “make check” reads, and every test"
	@echo "make check   style, types, layers, sizes, documents"
	@echo "make bench   measure, beside the peers and the machine's floor"
	@echo "make setup   make $(VENV) from the lock file (the others do it by themselves)"
	@echo "make audit   whether anything that is built on has a known weakness"
	@echo "make fuzz    ten minutes of hostile bytes for every parser"
	@echo "make release wheel, bill of materials, audit, sums and signature, in build/release"
	@echo "make lock    choose the newest versions that pyproject.toml allows"

setup:
	@sh requirements/install.sh $(VENV)

run: setup
	$(BIN)/buckstop serve --demo --data .data

check: style
	$(BIN)/python -m pytest tests -q

style: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

# What reads the code takes one core for a minute: beside the tests, which take the other.
test:
	@$(MAKE) --no-print-directory -j2 style every-test

every-test: setup
	$(BIN)/python -m pytest tests src stories -q -n $(WORKERS) --dist loadfile \
		--no-loadscope-reorder --max-worker-restart=0

bench: setup
	$(BIN)/python -m bench

# uv, in an environment of its own, because pip can't lock for other platforms than this one.
lock: setup
	$(BIN)/python -m venv build/lock
	build/lock/bin/python -m pip install --quiet uv
	build/lock/bin/uv pip compile $(LOCK_OPTIONS) --upgrade --quiet --python $(BIN)/python \
		pyproject.toml -o requirements/runtime.txt
	build/lock/bin/uv pip compile $(LOCK_OPTIONS) --upgrade --quiet --python $(BIN)/python \
		--extra dev -c requirements/runtime.txt pyproject.toml requirements/build.in \
		-o requirements/development.txt
	build/lock/bin/uv pip compile $(LOCK_OPTIONS) --upgrade --quiet --python $(BIN)/python \
		-c requirements/development.txt requirements/build.in -o requirements/build.txt

fuzz: setup
	-$(BIN)/python -m pip install --quiet atheris
	$(BIN)/python -m tests.fuzz 10

audit:
	python3 -m venv build/tools
	build/tools/bin/python -m pip install --quiet build cyclonedx-bom pip-audit
	build/tools/bin/pip-audit --requirement requirements/runtime.txt --require-hashes --disable-pip

# What is released: the wheel, what it is built on (CycloneDX), no known weakness in that, and the
# sums of all. SIGNING_KEY, an SSH key, signs the sums; SECURITY.md says how one checks that.
# tests/released.txt, which lists its migrations, and its data in tests/released_data are committed
# with its tag.
release: audit setup
	$(BIN)/python -m tests.released
	$(BIN)/python -m tests.released_data "tests/released_data/$$(date +%F).backup"
	$(if $(wildcard build/release),rm -r build/release)
	build/tools/bin/python -m build --outdir build/release .
	build/tools/bin/cyclonedx-py requirements --pyproject pyproject.toml \
		--output-file build/release/buckstop.cdx.json requirements/runtime.txt
	cd build/release && sha256sum * > SHA256SUMS
	$(if $(SIGNING_KEY),ssh-keygen -Y sign -q -n buckstop-release -f $(SIGNING_KEY) \
		build/release/SHA256SUMS)
