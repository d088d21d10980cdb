# make run, make test; README.md has the rest.

# The Debian packages that Package.swift names as providers of its system libraries.
PACKAGES := $(shell sed -n 's/.*\.apt(\["\([^]]*\)"\]).*/\1/p' Package.swift)

# What a toolchain from swift.org needs of Debian; installed only where it does not work without.
TOOLCHAIN_PACKAGES = binutils git libcurl4 libncurses6 libsqlite3-0 libstdc++-12-dev libxml2
TOOLCHAIN_WORKS = swift package --version && echo '\#include <vector>' | clang++ -x c++ -fsyntax-only - && command -v git && command -v ld

# What changes a compiler's arguments builds everything anew: colours where a terminal takes the place of a pipe, and the order of
# the package's traits, which is that of a hash table with another seed each time (SwiftPM 6.2).
SAME_ORDER = SWIFT_DETERMINISTIC_HASHING=1
SWIFT_BUILD = $(SAME_ORDER) swift build --no-color-diagnostics

PREFIX = /usr/local
DESTDIR =
RELEASE = .build/release/ministyler

# What `make run` opens: make run CONTENT=photo.jpg STYLE=painting.jpg
CONTENT = $(firstword $(wildcard assets/samples/content-mountains* assets/samples/content-*))
STYLE = $(firstword $(wildcard assets/samples/style-*))

.PHONY: run build test examples lint mutants fuzz install samples gallery clean packages toolchain
.DEFAULT_GOAL := build

run: build
	@$(RELEASE) $(if $(CONTENT),"$(CONTENT)") $(if $(STYLE),"$(STYLE)")

build: packages toolchain
	$(SWIFT_BUILD) -c release --product ministyler

# Many tests at once share the cores: threads that spin while they wait would take them from those that work.
test: packages toolchain lint
	$(SWIFT_BUILD) --build-tests
	OMP_WAIT_POLICY=passive $(SAME_ORDER) swift test --skip-build
	@for parser in $$(.build/debug/Fuzz --list); do .build/debug/Fuzz $$parser --seconds 1 || exit 1; done
	$(MAKE) examples

# The examples see of the library what any program does. The second is checked against what the first was built with: to build
# it would take the engine once more, optimised.
examples: packages toolchain
	$(SWIFT_BUILD) --package-path Examples/FirstSteps --scratch-path .build/first-steps
	@swiftc -typecheck -swift-version 6 -parse-as-library $(patsubst %,-I %,$(wildcard Sources/C*)) \
	  -I .build/first-steps/debug/Modules -I .build/first-steps/debug/CKernels.build \
	  $(shell find Examples/SampleImages/Sources -name '*.swift')

lint: toolchain
	swift format lint --strict --configuration .swiftformat -r Sources Tests Examples Package.swift

# Which deliberate errors no test sees: make mutants MUTANTS=Adam
mutants: packages toolchain
	@command -v python3 >/dev/null || { echo "make mutants needs python3 (Debian: apt-get install python3)" >&2; exit 1; }
	python3 Tests/Mutants/mutants.py $(MUTANTS)

# Damaged inputs for every parser, SECONDS each; what crashes one is kept in .build/fuzz: make fuzz SECONDS=60 SEED=7 PARSERS=events
SECONDS = 10
SEED = $(shell date +%s)
FUZZ = .build/fuzzing/release/Fuzz

fuzz: packages toolchain
	$(SWIFT_BUILD) -c release -Xswiftc -enable-testing --scratch-path .build/fuzzing --product Fuzz
	@for parser in $(if $(PARSERS),$(PARSERS),$$($(FUZZ) --list)); do \
	  $(FUZZ) $$parser --seconds $(SECONDS) --seed $(SEED) || \
	    { echo "again: $(FUZZ) $$parser --case .build/fuzz/$$parser.case" >&2; exit 1; }; \
	done

install: build
	install -D -m 755 $(RELEASE) $(DESTDIR)$(PREFIX)/bin/ministyler
	cd assets && find . -type f -exec install -D -m 644 {} $(abspath $(DESTDIR)$(PREFIX))/share/ministyler/{} \;
	$(SAME_ORDER) swift package generate-manual
	install -D -m 644 .build/plugins/GenerateManual/outputs/ministyler/ministyler.1 \
	  $(DESTDIR)$(PREFIX)/share/man/man1/ministyler.1
	mkdir -p $(DESTDIR)$(PREFIX)/share/bash-completion/completions $(DESTDIR)$(PREFIX)/share/zsh/site-functions \
	  $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d
	$(RELEASE) --generate-completion-script bash > $(DESTDIR)$(PREFIX)/share/bash-completion/completions/ministyler
	$(RELEASE) --generate-completion-script zsh > $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_ministyler
	$(RELEASE) --generate-completion-script fish > $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/ministyler.fish

samples: packages toolchain
	$(SAME_ORDER) swift run --no-color-diagnostics -c release --package-path Examples/SampleImages --scratch-path .build/sample-images \
	  SampleImages --output assets/samples

# The looks that a first start offers: one photograph in every style, and every other photograph in one.
GALLERY = $(foreach style,cubist-planes fauvist-harbour gold-mosaic ink-wash night-swirls pointillism stained-glass woodblock-wave,mountains-at-dusk+$(style)) \
  balloons-over-fields+fauvist-harbour lake-in-autumn+pointillism still-life+cubist-planes street-at-night+stained-glass

gallery: build
	mkdir -p assets/gallery
	for look in $(GALLERY); do \
	  $(RELEASE) stylize assets/samples/content-$${look%+*}.jpg assets/samples/style-$${look#*+}.jpg --steps 4 --size 384 \
	    --output assets/gallery/$$look.jpg || exit 1; \
	done

clean:
	rm -rf .build

# Asks for nothing where everything is there; package lists are fetched only where they are missing or stale.
packages: | toolchain
	@wanted="$(PACKAGES)"; missing=; \
	{ $(TOOLCHAIN_WORKS); } >/dev/null 2>&1 || wanted="$(TOOLCHAIN_PACKAGES) $$wanted"; \
	for package in $$wanted; do \
	  dpkg-query -W -f '$${db:Status-Status}' $$package 2>/dev/null | grep -qx installed || missing="$$missing $$package"; \
	done; \
	if [ -z "$$missing" ]; then exit 0; fi; \
	echo "Installing$$missing"; \
	as_root=; \
	if [ "$$(id -u)" != 0 ]; then \
	  as_root=sudo; \
	  if ! command -v sudo >/dev/null; then \
	    echo "Packages are missing and there is no sudo; as root, run: apt-get update && apt-get install$$missing" >&2; \
	    exit 1; \
	  fi; \
	fi; \
	update() { $$as_root apt-get update; }; \
	install() { $$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $$missing; }; \
	apt-cache show $$missing >/dev/null 2>&1 || update; \
	install || { update && install; }

toolchain:
	@command -v swift >/dev/null || { \
	  echo "Swift is not on the PATH: install a toolchain of version 6.2 or later from https://www.swift.org/install" >&2; \
	  exit 1; \
	}
