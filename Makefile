# `make check` is exactly what CI runs. The first two commands are those of the README.
SHELL := /bin/bash
PYTHON := .venv/bin/python
# Where clippy finds how long a function may be.
export CLIPPY_CONF_DIR := $(CURDIR)/.ci

.PHONY: check report test lint docs build format man bench clean

check: report test lint docs

report:
	python3 -m venv .venv && .venv/bin/pip install . && .venv/bin/lexicount report seeds

test:
	python3 -m venv .venv && .venv/bin/pip install -e '.[test]' && .venv/bin/pytest && cargo test

lint: build
	cargo fmt --check
	cargo clippy --all-targets --features python -- -D warnings
	cargo clippy --all-targets -- -D warnings
	RUSTDOCFLAGS="-D warnings" cargo doc --no-deps --quiet
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m ruff check .
	$(PYTHON) -m mypy
	$(PYTHON) -m mypy.stubtest lexicount._core

# The site, in `site/`; a link that leads nowhere is an error.
docs: build
	$(PYTHON) -m zensical build --clean --strict

# The tools of the lint, and the extension as it is in the tree.
build:
	.venv/bin/pip install --quiet -e '.[dev]'

format:
	cargo fmt
	$(PYTHON) -m ruff check --fix .
	$(PYTHON) -m ruff format .

# The manual page of the command, from the parser of the command.
man: build
	.venv/bin/argparse-manpage --module lexicount.cli.parser --function full_parser \
		--project-name lexicount --manual-title "lexicount manual" --output lexicount.1

bench:
	cargo bench

clean:
	rm -rf target dist site .venv
