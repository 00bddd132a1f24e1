# make demo   one whole case on real data: vault, proposal, two signers, quorum, re-display to all three, assembly
# make test   every test (release build: big-integer code is hundreds of times slower in debug)
# make vectors  every published test vector against this build, with the reasons for what is not run
# make soak   for longer, in MINUTES=120: the hostile shuffler, schedules of the built programs, every command broken off at every point, many cases in one store, every order of visits, the curve; a table at the end
# make matrix proposals of every shape, up to the standard weight, signed by four implementations and judged by consensus code
# make faults  switches off every refusal rule, one at a time, and looks whether a test fails (hours; ONLY=Sources/Review)
# make bench  figures for Docs/performance.md
# make fuzz   every decoder of foreign bytes under libFuzzer, SECONDS=60 each; DECODER=NAME for one of them
# make golden  writes the screens of Tests/Golden anew; read every difference before it is committed
# make lint   the formatter's strict check

.PHONY: help demo build test vectors soak matrix faults golden lint format bench fuzz clean

help:
	@sed -n 's/^# \(make .*\)/\1/p' Makefile

build:
	@.ci/setup build
	swift build -c release --product rensho --explicit-target-dependency-import-check error
	swift build -c release --product rensho-signer --explicit-target-dependency-import-check error

demo:
	@.ci/setup build
	@swift build -c release --product rensho 1>&2
	@swift build -c release --product rensho-signer 1>&2
	@Docs/demo/demo.sh "$$(swift build -c release --show-bin-path)"

test:
	@.ci/setup test
	PYTHONDONTWRITEBYTECODE=1 python3 -m unittest discover -q -s Tests/Mutation
	swift build -c release --build-tests --explicit-target-dependency-import-check error
	RENSHO_PYTHON="$(CURDIR)/.build/venv/bin/python" swift test -c release --skip-build

vectors:
	@.ci/setup build
	swift build -c release --product rensho-vectors
	"$$(swift build -c release --show-bin-path)/rensho-vectors" run Vectors

MINUTES ?= 120
# How long, and how much of each part: Tests/Soak/soak.sh.
soak:
	@.ci/setup test
	swift build -c release --build-tests --explicit-target-dependency-import-check error
	@MINUTES="$(MINUTES)" Tests/Soak/soak.sh

# A part of a shape's name in place of all: make matrix MATRIX='15 of 20'
MATRIX ?= all
matrix:
	@.ci/setup test
	swift build -c release --build-tests --explicit-target-dependency-import-check error
	RENSHO_MATRIX="$(MATRIX)" RENSHO_PYTHON="$(CURDIR)/.build/venv/bin/python" \
		swift test -c release --skip-build --filter SignerMatrixTests

faults:
	@.ci/setup build
	@Tests/Mutation/faults.py

golden:
	RENSHO_REWRITE_GOLDEN=1 swift test -c release --filter "SignerCoreTests.GoldenScreensTests|ReviewTests.ReviewTextTests"

lint:
	swift format lint --strict --recursive --parallel Package.swift Sources Tests

format:
	swift format --in-place --recursive --parallel Package.swift Sources Tests

# Everything in one run: libsecp256k1 (coincurve) and libwally first, on the same files, then ours with the ratios.
INPUTS ?= 10,100,1000,5000
BENCH = .build/bench
bench:
	@.ci/setup test
	swift build -c release --product rensho-bench
	@rm -rf $(BENCH) && mkdir -p $(BENCH)
	"$$(swift build -c release --show-bin-path)/rensho-bench" --inputs $(INPUTS) --write-files $(BENCH)
	.build/venv/bin/python Tests/Independent/curve_speed.py >$(BENCH)/libsecp256k1.txt
	.build/venv/bin/python Tests/Independent/wally_speed.py $(BENCH) $(INPUTS) >$(BENCH)/libwally.txt
	"$$(swift build -c release --show-bin-path)/rensho-bench" --inputs $(INPUTS) \
		--libsecp256k1 $(BENCH)/libsecp256k1.txt --libwally $(BENCH)/libwally.txt

# Not exported: bash has a variable of this name.
SECONDS ?= 60
unexport SECONDS
fuzz:
	@.ci/setup build
	@Tests/Fuzz/run.sh $(SECONDS) $(DECODER)

clean:
	rm -rf .build
