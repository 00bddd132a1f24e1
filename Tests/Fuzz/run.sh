#!/usr/bin/env bash
# Builds every fuzz program and runs each for some seconds; an input that breaks one stays in .build/fuzz-found.
#   Tests/Fuzz/run.sh SECONDS [DECODER...]
set -euo pipefail
cd "$(dirname "$0")/../.."

seconds=${1:?how many seconds each decoder runs}
shift
decoders=("$@")
if [ ${#decoders[@]} -eq 0 ]; then
    for folder in Tests/Fuzz/Targets/*/; do decoders+=("$(basename "$folder")"); done
fi

export RENSHO_FUZZ=1
# Swift's own report of a crash would keep the input from libFuzzer.
export SWIFT_BACKTRACE=enable=no
build=(swift build -c release --scratch-path .build/fuzz)
for decoder in "${decoders[@]}"; do
    "${build[@]}" --product "fuzz-$decoder" 1>&2
done
programs=$("${build[@]}" --show-bin-path)

failed=()
for decoder in "${decoders[@]}"; do
    corpus=.build/fuzz-corpus/$decoder
    found=.build/fuzz-found/$decoder
    mkdir -p "$corpus" "$found"
    "$programs/fuzz-$decoder" --write-seeds ".build/fuzz-seeds/$decoder"
    echo "fuzz: $decoder for $seconds s" >&2
    # One input may take 10 s and 2 GiB: far above what any file of that length costs.
    if ! "$programs/fuzz-$decoder" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 \
        -artifact_prefix="$found/" "$corpus" ".build/fuzz-seeds/$decoder" "Vectors/fuzz/$decoder" \
        >"$found/log" 2>&1; then
        failed+=("$decoder")
        tail -n 40 "$found/log" >&2
        echo "fuzz: $decoder failed; the input is in $found" >&2
        continue
    fi
    grep -E 'DONE|number_of_executed_units|peak_rss_mb' "$found/log" | sed "s/^/fuzz: $decoder: /"
done
if [ ${#failed[@]} -gt 0 ]; then
    echo "fuzz: failed: ${failed[*]}" >&2
    exit 1
fi
