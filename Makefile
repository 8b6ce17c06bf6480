# Everything you can ask of this repository; `make` alone lists it.
#
# You need Rust (stable, with rustup) and Node 18 or newer (with npm). What else a target uses is
# installed by the rules under "Set-up", each time only what is not there yet.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
# `make test` promises an order, and cargo uses all cores by itself.
.NOTPARALLEL:
# With its default shell, make 3.81 (macOS) looks simple commands up in the PATH it was started with.
SHELL := bash

# ---- What is used, and where it is --------------------------------------------------------------

WASM := wasm32-unknown-unknown
PORT ?= 8080
TOOLS ?= $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/homeloop

# Each version is written down once: in Trunk.toml, and in Cargo.lock.
TRUNK_VERSION := $(shell sed -n 's/^trunk-version = "=\(.*\)"$$/\1/p' Trunk.toml)
BLACK_VERSION := 25.9.0
WASM_BINDGEN_VERSION := $(shell sed -n '/^name = "wasm-bindgen"$$/{n;s/^version = "\(.*\)"$$/\1/p;}' Cargo.lock)

sudo = $(if $(filter-out 0,$(shell id -u)),$(shell command -v sudo))

# $(call tool,NAME,VERSION): NAME from PATH when it is exactly that version, else a copy of our own.
tool = $(or $(and $(filter $(2),$(shell env -u NO_COLOR $(1) --version 2>/dev/null)),$(shell command -v $(1))),$(TOOLS)/$(1)-$(2)/bin/$(1))
TRUNK := $(call tool,trunk,$(TRUNK_VERSION))
WASM_BINDGEN := $(call tool,wasm-bindgen,$(WASM_BINDGEN_VERSION))
export BLACK := $(call tool,black,$(BLACK_VERSION))

SYSROOT := $(shell rustc --print sysroot 2>/dev/null)
WASM_TARGET := $(SYSROOT)/lib/rustlib/$(WASM)
CLIPPY := $(SYSROOT)/bin/cargo-clippy
RUSTFMT := $(SYSROOT)/bin/rustfmt

# npm writes this file last, so it is there only after a complete install.
NODE_MODULES := tests/e2e/node_modules/.package-lock.json
BROWSERS_MODULES := tests/browsers/node_modules/.package-lock.json
BLOCKLY := benches/editor/node_modules/.package-lock.json
PEER := target/visual-effect/out/effect-all/index.html

# The driver knows which browser it belongs to; only a CHROME that you chose is forced on it.
WEBDRIVER := $(if $(CHROME),{"goog:chromeOptions": {"binary": "$(CHROME)"}},{})
BROWSERS := chromium chromium-browser google-chrome google-chrome-stable \
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'
CHROME := $(or $(CHROME),$(shell command -v $(BROWSERS) | head -n 1))
CHROMEDRIVER := $(or $(CHROMEDRIVER),$(shell command -v chromedriver chromium.chromedriver | head -n 1))
# A prerequisite only where nothing was found: a path that was may contain spaces.
BROWSER := $(if $(CHROME),,/usr/bin/chromium)
DRIVER := $(if $(CHROMEDRIVER),,/usr/bin/chromedriver)
NODE_VERSION := $(shell node --version 2>/dev/null)
NODE := $(if $(filter v18.% v19.% v2% v3% v4%,$(filter-out v2.% v3.% v4.%,$(NODE_VERSION))),,node-18)
PYTHON := $(if $(shell command -v python3),,/usr/bin/python3)

# Only on Linux: on other systems the test says what it leaves out.
LINUX := $(filter Linux,$(shell uname -s))
OTHER_BROWSERS := $(if $(LINUX),$(if $(shell command -v firefox-esr firefox),,/usr/bin/firefox-esr) \
  $(if $(shell command -v WebKitWebDriver),,/usr/bin/WebKitWebDriver) $(if $(shell command -v Xvfb),,/usr/bin/Xvfb))

export CHROME := $(or $(CHROME),$(BROWSER))
export CHROMEDRIVER := $(or $(CHROMEDRIVER),$(DRIVER))
export WASM_BINDGEN_TEST_WEBDRIVER_JSON := $(CURDIR)/target/webdriver.json
export TRUNK_SKIP_VERSION_CHECK := true
export PATH := $(TOOLS)/trunk-$(TRUNK_VERSION)/bin:$(TOOLS)/wasm-bindgen-$(WASM_BINDGEN_VERSION)/bin:$(CURDIR)/tests/e2e/node_modules/.bin:$(PATH)

# Any value of NO_COLOR turns colours off, but trunk stops at one that is not "true" or "false".
ifdef NO_COLOR
export NO_COLOR := true
else
unexport NO_COLOR
endif

comma := ,
fail = { echo "make: $(1)" >&2; exit 1; }

# ---- Use ----------------------------------------------------------------------------------------

PAGE := dist/index.html
PAGE_TOOLS := $(TRUNK) $(WASM_BINDGEN) $(NODE_MODULES) | $(WASM_TARGET)
# Whatever is not known to stay out of the page may be in it.
PAGE_SOURCES := $(shell find . \( -path './.*' -o -path ./target -o -path ./dist -o -path ./docs -o -path ./tests -o -path ./benches -o -name '*.md' \) -prune -o -type f -print)

.PHONY: help serve dev build test check fmt lint doc host-test code-test web-test e2e browsers size bench bench-runtime bench-schedules bench-editor bench-timeline bench-embed setup clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

serve: $(PAGE_TOOLS) ## set up, build the release page and serve it on http://127.0.0.1:8080
	@echo "==> Building, then serving http://127.0.0.1:$(PORT) until Ctrl-C (the first build takes about 3 minutes)"
	@trunk serve --release --no-autoreload --port $(PORT)

dev: $(PAGE_TOOLS) ## the same for the debug page, rebuilt and reloaded at every change
	@echo "==> Building, then serving http://127.0.0.1:$(PORT) until Ctrl-C"
	@trunk serve --dist target/dev-dist --port $(PORT)

build: $(PAGE) ## build the release page into dist/, to be put under any path
	@echo "==> dist/ is up to date"

test: setup fmt lint doc host-test code-test web-test build size e2e browsers ## set up and run all checks and tests
	@echo "==> Everything passed"

check: fmt lint host-test ## the fast part of it: formatting, clippy, host tests

fmt: $(RUSTFMT) ## check the formatting
	@cargo fmt --check || $(call fail,run 'cargo fmt' to format these files.)

lint: $(CLIPPY) $(WASM_TARGET) ## clippy for the host, for the browser and for the benchmark with a package of its own
	cargo clippy --all-targets -- -D warnings
	cargo clippy --target $(WASM) --lib --bins --test web --test web_tree --test web_bench -- -D warnings
	cargo clippy --manifest-path benches/schedules/Cargo.toml --target-dir target/bench-schedules -- -D warnings

doc: ## build the documentation of the crate, which must have no warnings
	RUSTDOCFLAGS="-D warnings" cargo doc --no-deps --lib

host-test: ## test what needs no browser
	cargo test

code-test: $(NODE_MODULES) $(PYTHON) $(BLACK) $(RUSTFMT) $(CLIPPY) ## run the programs that the page writes in Python, Rust and JavaScript
	cargo test --test codegen -- --ignored --test-threads=1

web-test: $(WASM_TARGET) $(WASM_BINDGEN) $(DRIVER) target/webdriver.json ## test the browser code in a headless browser
	WASM_BINDGEN_TEST_TIMEOUT=120 cargo test --target $(WASM) --test web --test web_tree

e2e: $(PAGE) $(NODE_MODULES) $(BROWSER) ## test the built page with Playwright
	cd tests/e2e && playwright test

browsers: $(PAGE) $(BROWSERS_MODULES) $(OTHER_BROWSERS) ## tell one story to the built page in Firefox and WebKitGTK, on Linux
	cd tests/browsers && node --test

size: $(PAGE) ## weigh the built page against its budget
	node tests/size.mjs

bench: bench-runtime bench-schedules bench-editor bench-timeline bench-embed ## run the benchmarks, on the host and in the browser

bench-runtime: $(WASM_TARGET) $(WASM_BINDGEN) $(DRIVER) target/webdriver.json ## the part of it that runs programs
	cargo bench
	WASM_BINDGEN_TEST_TIMEOUT=600 cargo test --release --target $(WASM) --test web_bench -- --include-ignored --nocapture

bench-schedules: ## the part of it that searches schedules, with shuttle and loom beside
	cargo run --release --manifest-path benches/schedules/Cargo.toml --target-dir target/bench-schedules

bench-editor: $(PAGE) $(BLOCKLY) $(BROWSER) ## the part of it that edits them, with Blockly beside
	node benches/editor/bench.mjs

bench-timeline: $(PAGE) $(NODE_MODULES) $(PEER) $(BROWSER) ## the part of it that shows long runs
	node benches/timeline/bench.mjs

bench-embed: $(PAGE) $(NODE_MODULES) $(PEER) $(BROWSER) ## the part of it that shows players in a page
	node benches/embed/bench.mjs

setup: $(RUSTFMT) $(CLIPPY) $(NODE_MODULES) $(PYTHON) $(BLACK) $(BROWSER) $(DRIVER) $(BROWSERS_MODULES) $(OTHER_BROWSERS) $(PAGE_TOOLS) ## only install what the other targets use, Blockly aside

clean: ## remove what was built, but not the tools
	cargo clean
	rm -rf dist tests/browsers/node_modules tests/e2e/node_modules tests/e2e/test-results benches/editor/node_modules

$(PAGE): $(PAGE_SOURCES) $(PAGE_TOOLS)
	@echo "==> Building the release page (about 3 minutes the first time)"
	@trunk build --release

# ---- Set-up -------------------------------------------------------------------------------------

$(WASM_TARGET):
	@echo "==> Adding Rust's $(WASM) target (about 10 seconds)"
	@rustup --quiet target add $(WASM) || $(call fail,install stable Rust with rustup and run make again.)

$(CLIPPY) $(RUSTFMT):
	@echo "==> Adding Rust's $(notdir $@) (about 10 seconds)"
	@rustup --quiet component add $(subst cargo-,,$(notdir $@)) || $(call fail,install stable Rust with rustup and run make again.)

$(TOOLS)/trunk-%/bin/trunk: | $(NODE)
	@echo "==> Installing trunk $* into $(TOOLS) (once)"
	@node .cargo/install_tool.mjs trunk $* $(TOOLS)/trunk-$*

$(TOOLS)/wasm-bindgen-%/bin/wasm-bindgen: | $(NODE)
	@echo "==> Installing wasm-bindgen $* into $(TOOLS) (once)"
	@node .cargo/install_tool.mjs wasm-bindgen-cli $* $(TOOLS)/wasm-bindgen-$*

# A target that is never there, for a Node that is missing or too old.
.PHONY: node-18
node-18:
	@$(call fail,install Node 18 or newer; $(if $(NODE_VERSION),this one is $(NODE_VERSION).,there is none in PATH.))

# Debian has the module that makes environments in a package of its own.
$(TOOLS)/black-%/bin/black: | $(PYTHON)
	@echo "==> Installing black $* into $(TOOLS) (once, about 10 seconds)"
	@mkdir -p target
	@{ python3 -m venv --clear $(TOOLS)/black-$* || { $(sudo) apt-get -qq update; $(sudo) apt-get -qq install -y python3-venv \
	  && python3 -m venv --clear $(TOOLS)/black-$*; }; } >target/venv.log 2>&1 \
	  && $(TOOLS)/black-$*/bin/pip install --quiet --disable-pip-version-check black==$* \
	  || $(call fail,install black $* by hand and have it in PATH.)

$(NODE_MODULES): packages = wasm-opt, prettier and Playwright
$(BLOCKLY): packages = Blockly and Playwright
$(BROWSERS_MODULES): packages = the drivers of Firefox and WebKitGTK
$(NODE_MODULES) $(BLOCKLY) $(BROWSERS_MODULES): %/node_modules/.package-lock.json: %/package.json %/package-lock.json | $(NODE)
	@echo "==> Installing $(packages) with npm (about 10 seconds)"
	@cd $* && PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --loglevel=error >/dev/null || $(call fail,npm could not install $(packages); without a network that needs a warm npm cache.)
	@touch $@

# Built from its source and served from here, so that both pages have the same network between.
VISUAL_EFFECT ?= https://github.com/kitlangton/visual-effect
VISUAL_EFFECT_COMMIT := 465dc80

$(PEER):
	@echo "==> Building Visual Effect's page (about 2 minutes)"
	@rm -rf target/visual-effect
	@git clone --quiet $(VISUAL_EFFECT) target/visual-effect && git -C target/visual-effect checkout --quiet $(VISUAL_EFFECT_COMMIT) \
	  || $(call fail,set VISUAL_EFFECT to where a clone of it is.)
	@cd target/visual-effect && npm install --no-audit --no-fund --loglevel=error >/dev/null && npx next build >/dev/null

# Fonts are only recommended by Debian's Chromium; a page without any shows no text.
/usr/bin/chromium: packages = chromium fonts-liberation
/usr/bin/chromedriver: packages = chromium-driver
/usr/bin/firefox-esr: packages = firefox-esr
/usr/bin/WebKitWebDriver: packages = webkit2gtk-driver
/usr/bin/Xvfb: packages = xvfb
/usr/bin/python3: packages = python3
/usr/bin/chromium /usr/bin/chromedriver: missing = Chromium or Chrome and the ChromeDriver of the same version. If they are not in PATH then set CHROME and CHROMEDRIVER
/usr/bin/firefox-esr /usr/bin/WebKitWebDriver /usr/bin/Xvfb: missing = Firefox$(comma) WebKitWebDriver and Xvfb
/usr/bin/python3: missing = CPython 3.11 or newer as python3
/usr/bin/chromium /usr/bin/chromedriver /usr/bin/firefox-esr /usr/bin/WebKitWebDriver /usr/bin/Xvfb /usr/bin/python3:
	@echo "==> Installing $(packages) with apt (about a minute)"
	@mkdir -p target
	@$(sudo) apt-get -qq update || true
	@$(sudo) env DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends $(packages) >target/apt.log 2>&1 \
	  || { tail -n 5 target/apt.log; $(call fail,install $(missing).) }

# Written every time, since CHROME may have changed.
.PHONY: target/webdriver.json
target/webdriver.json:
	@mkdir -p target
	@echo '$(WEBDRIVER)' > $@
