# The commands of the project. Each says what it does while it does it; a second call is quick.
#   make demo    build a release, run the YouTrack to PowerOffice GO checklist on built-in servers
#   make test    build with address and undefined-behaviour sanitizers, run every test
#   make bench   measure; results as JSON in build/release/bench
#   make fuzz    run every fuzz target for FUZZ_SECONDS (default 60)
#   make tsan    run every test with the thread sanitizer
#   make install [PREFIX=/usr/local], make deb, make clean

SHELL := /bin/sh
SETUP ?= yes
PREFIX ?= /usr/local
FUZZ_SECONDS ?= 60
JOBS ?= $(shell nproc)

.PHONY: demo test bench fuzz tsan install deb setup release clean

setup:
ifeq ($(SETUP),yes)
	@scripts/setup
endif

release: setup
	@echo "plumb: building a release (a first build takes a few minutes)"
	@cmake --preset release > build-release.log 2>&1 || { cat build-release.log; exit 1; }
	@rm -f build-release.log
	@cmake --build --preset release -j $(JOBS)

demo: release
	@build/release/plumb run --output reports

test: setup
	@echo "plumb: building with sanitizers and running every test"
	@cmake --preset dev
	@cmake --build --preset dev -j $(JOBS)
	@ctest --preset dev

tsan: setup
	@cmake --preset tsan
	@cmake --build --preset tsan -j $(JOBS)
	@ctest --preset tsan

bench: release
	@bench/run build/release

fuzz: setup
	@scripts/setup packages-fuzz.txt
	@cmake --preset fuzz
	@cmake --build --preset fuzz --target fuzzers -j $(JOBS)
	@fuzz/run build/fuzz $(FUZZ_SECONDS)

install: release
	@cmake --install build/release --prefix $(PREFIX)

deb: release
	@cd build/release && cpack -G DEB

clean:
	rm -rf build
