#!/usr/bin/env bash
# What takes too long for every test run, one part after the other, bounded in time, with a table at the end.
#   MINUTES        all parts together, about (120)
#   SCHEDULES      hostile schedules at library level (10000)
#   REAL           seeded schedules with the built programs at terminals (200)
#   STORE_CASES    cases through one store (1000)
#   CASES          random signatures, our curve against OpenSSL (1000000)
#   PARTS          only these parts, by name
#   CONFIGURATION  release, or debug
# Logs are in .build/soak. A part that its time ended says how far it came; a failure of any part is the end's status.
set -u
cd "$(dirname "$0")/../.."

minutes=${MINUTES:-120}
configuration=${CONFIGURATION:-release}
logs=.build/soak
mkdir -p "$logs"
rm -f "$logs"/*.log
cores=$(nproc)
rows=()
failed=0

# part NAME SHARE FILTER VARIABLE=VALUE…: SHARE of a hundred of the time.
part() {
    local name=$1 share=$2 filter=$3
    shift 3
    case " ${PARTS:-$name} " in *" $name "*) ;; *) return ;; esac
    local seconds=$((minutes * 60 * share / 100))
    # The points are bounded for each of their 22 commands, which share the cores.
    local each=$((seconds * cores / 22))
    local log=$logs/$name.log start=$SECONDS result=clean
    echo "soak: $name, at most about $seconds s" >&2
    env "$@" RENSHO_SOAK_SECONDS="$seconds" RENSHO_POINTS_SECONDS="$((each > 0 ? each : 1))" \
        timeout --foreground $((seconds * 2 + 600)) \
        swift test -c "$configuration" --skip-build --filter "$filter" >"$log" 2>&1
    local status=$?
    if [ $status -ne 0 ]; then
        result="FAILED ($status)"
        failed=1
    fi
    # A filter that meets no test proves nothing.
    if ! grep -qE 'Test run with [1-9][0-9]* tests? ' "$log"; then
        result="NOT RUN"
        failed=1
    fi
    local issues
    issues=$(grep -c ' recorded an issue' "$log")
    rows+=("$name|$(summary "$name" "$log")|$issues|$((SECONDS - start))|$result")
}

# What a part says of itself.
summary() {
    case $1 in
        points) awk '/^points: /{ sub(/^points: [^:]*: /, ""); tried += $1; all += $3; commands++ }
            END { print tried + 0 " of " all + 0 " faults, " commands + 0 " commands" }' "$2" ;;
        *) grep -hE '^(schedules|real schedules|cases|random): ' "$2" | head -n 1 | sed -E 's/^[a-z ]+: //; s/, [0-9]+ s$//' ;;
    esac
}

part schedules 25 'ShufflerTests.ShufflerTests/seeded' "RENSHO_SHUFFLER_SCHEDULES=${SCHEDULES:-10000}"
part real 25 'CommandTests.RealScheduleTests' "RENSHO_REAL_SCHEDULES=${REAL:-200}"
part points 25 'CommandTests.(PointTests|TornPageTests|InterruptTests)' RENSHO_POINTS=all
part cases 10 'CoordinatorStoreTests.ManyCasesTests' "RENSHO_SOAK_CASES=${STORE_CASES:-1000}"
part orders 5 'WalkOrderTests' RENSHO_WALK_ORDERS=all
part curve 5 'RandomVerificationTests' "RENSHO_CURVE_CASES=${CASES:-1000000}"
part signers 5 'SignerMatrixTests' RENSHO_MATRIX=all RENSHO_PYTHON="${RENSHO_PYTHON:-$PWD/.build/venv/bin/python}"

echo
printf '%-10s %-50s %8s %8s  %s\n' part how-many issues seconds result
for row in "${rows[@]}"; do
    IFS='|' read -r name many issues seconds result <<<"$row"
    printf '%-10s %-50s %8s %8s  %s\n' "$name" "${many:--}" "$issues" "$seconds" "$result"
done
exit $failed
