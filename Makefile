# Handrail. `make` alone lists what there is.
PYTHON ?= python3
BIN := .venv/bin
RECORDINGS ?=
KEEP ?=
ROUNDS ?= 20
SEED ?=
MINUTES ?= 10
SUDO := $(if $(filter 0,$(shell id -u)),,sudo)
DESKTOP := xvfb openbox xdotool x11-utils x11-xserver-utils x11-xkb-utils xkb-data at-spi2-core dbus libatk-adaptor \
	python3-gi gir1.2-gtk-3.0 libx11-data libxkbcommon-x11-0
export HANDRAIL_RECORDINGS ?= $(abspath ../shared/data)

.DEFAULT_GOAL := help
.PHONY: help setup desktop-deps browser-deps demo test check lint types pytest chaos soak bench bench-path bench-stream bench-quality bench-redaction bench-agent bench-browser bench-sink bench-verify reading-deps reading eval sample up down clean lock

##@ First
help: ## list the targets
	@awk 'BEGIN {FS = ":.*## "} /^##@/ {printf "\n\033[1m%s\033[0m\n", substr($$0, 5)} /^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: .venv/ready ## make .venv with everything the lock file names

.venv/ready: requirements.lock models.lock pyproject.toml
	@echo "setting up .venv (once, about a minute and a half)"
	@$(PYTHON) -c 'import sys; sys.exit("Handrail needs Python 3.11 or newer") if sys.version_info < (3, 11) else None'
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --disable-pip-version-check --progress-bar on --quiet --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --disable-pip-version-check --quiet --no-deps --no-build-isolation -e .
	@$(BIN)/handrail models fetch
	@touch $@

desktop-deps: ## install the Debian packages for the desktop agent's tests: X server, window manager, GTK, accessibility
	@echo "installing Debian packages for the desktop agent's tests"
	@$(SUDO) apt-get update -qq
	@DEBIAN_FRONTEND=noninteractive $(SUDO) apt-get install -y -qq --no-install-recommends $(DESKTOP) >/dev/null

browser-deps: ## install Chromium for the browser extension's tests
	@echo "installing Chromium for the browser extension's tests"
	@$(SUDO) apt-get update -qq
	@DEBIAN_FRONTEND=noninteractive $(SUDO) apt-get install -y -qq --no-install-recommends chromium >/dev/null

demo: setup ## run the whole path on a recorded session, or on RECORDINGS=…; KEEP=1 leaves it running
	@$(BIN)/handrail demo $(if $(KEEP),--keep) $(RECORDINGS)

##@ Develop
test: lint types pytest ## everything CI runs: lint, types, the whole suite on real servers

check: test

lint: setup ## ruff: rules and format
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: setup ## mypy --strict
	@$(BIN)/mypy

pytest: setup ## the tests alone
	@$(BIN)/python -m pytest

chaos: setup ## ROUNDS=… of load under kill -9, frozen processes and failing S3, each verified; SEED=… repeats them
	@CHAOS_ROUNDS=$(ROUNDS) $(if $(SEED),CHAOS_SEED=$(SEED)) $(BIN)/python -m pytest -x -s tests/system/test_chaos.py

soak: setup ## the whole agent for longer: ten minutes without brokers, five of a fast mouse, twenty kills (half an hour)
	@HANDRAIL_SOAK=1 $(BIN)/python -m pytest -s tests/producers/desktop/whole

bench: bench-path bench-stream bench-quality bench-redaction ## every benchmark

bench-path: setup ## events per CPU-second and wall second of worker and sink
	@$(BIN)/python -m bench.path

bench-stream: setup ## what the worker costs without redaction: by batch size, by devices, memory, recovery
	@$(BIN)/python -m bench.stream

bench-quality: setup ## how much of what was typed and done comes out right, on the recordings
	@$(BIN)/python -m bench.quality

bench-agent: setup ## MINUTES=… of a scripted person: what the desktop agent costs and gets right, beside a recorder on pynput
	@$(BIN)/python -m pip install --disable-pip-version-check --quiet --no-deps --require-hashes -r bench/desktop/pynput.txt
	@$(BIN)/python -m bench.agent --minutes $(MINUTES)

bench-browser: setup ## what the browser extension costs: CPU, page loads, memory (needs desktop-deps, browser-deps and root)
	@$(BIN)/python -m bench.browser

bench-sink: setup ## steps per CPU-second from Kafka to a committed file, beside the plain way
	@$(BIN)/python -m bench.sink

bench-verify: setup ## `handrail dataset verify` on a million trajectories
	@$(BIN)/python -m bench.verify

reading-deps: setup ## make .venv-reading with pandas, Hugging Face datasets and Debian's PyTorch for CPU: all that docs/reading.md shows
	@$(SUDO) apt-get update -qq
	@DEBIAN_FRONTEND=noninteractive $(SUDO) apt-get install -y -qq --no-install-recommends python3-torch >/dev/null
	@$(PYTHON) -m venv .venv-reading
	@.venv-reading/bin/python -m pip install --disable-pip-version-check --quiet pandas==3.1.1 datasets==5.2.0
	@echo "$(abspath .venv)/lib/python3.11/site-packages" > .venv-reading/lib/python3.11/site-packages/zz-handrail.pth
	@for part in torch torchgen functorch caffe2; do ln -sfn /usr/lib/python3/dist-packages/$$part .venv-reading/lib/python3.11/site-packages/$$part; done

reading: reading-deps ## run every snippet of docs/reading.md, and the loader in PyTorch
	@.venv-reading/bin/python -m pytest tests/sinks/dataset/test_reading_page.py tests/sinks/dataset/test_loading_torch.py

eval: setup ## what redaction finds, spares and leaks, against the floors; writes bench/detection/REPORT.md
	@$(BIN)/python -m bench.detection --date "$$(date -u +%F)"

bench-redaction: setup ## texts per CPU-second beside stock Presidio, by class, and memory over 100,000 texts
	@$(BIN)/python -m bench.redaction

sample: setup ## record the demo's sessions anew, with the real agent and browser (five minutes; needs desktop-deps, browser-deps and root)
	@$(BIN)/python -m bench.sample

lock: setup ## resolve requirements.lock anew from pyproject.toml
	@$(BIN)/python -m pip install --quiet uv
	@$(BIN)/uv pip compile pyproject.toml --all-extras --generate-hashes --no-header --no-emit-index-url --no-emit-find-links --python-version 3.11 --quiet --output-file requirements.lock

##@ Local servers
up: setup ## start Kafka, schema registry and S3 store in var/
	@$(BIN)/handrail up

down: setup ## stop them
	@$(BIN)/handrail down

clean: ## stop the servers and remove var/, .venv and caches
	@test ! -x $(BIN)/handrail || $(BIN)/handrail down
	@rm -rf var .venv .venv-reading .mypy_cache .pytest_cache .ruff_cache .hypothesis
