#!/usr/bin/env bash
# Builds the fuzz targets and runs one for so many seconds: fuzz.sh TARGET SECONDS [libFuzzer options]
set -euo pipefail
cd "$(dirname "$0")/../.."
target=$1 seconds=$2
shift 2
if [ "$target" = settings ]; then
  exec python3 Tests/Fuzz/settings.py --seconds "$seconds" "$@"
fi
build=${TIEOUT_FUZZ_BUILD:-.build/fuzz}
export TIEOUT_FUZZ=1 TIEOUT_FUZZ_TARGET=$target
swift build --product tieout-fuzz --sanitize fuzzer --scratch-path "$build" -Xswiftc -O >&2
found=$(mktemp -d)
TIEOUT_FUZZ_RUN=$(ls -d "$PWD"/samples/golden-archive/semantics-*/golden/*_* | head -n 1)
export TIEOUT_FUZZ_RUN
seeds=Tests/Fuzz/corpus/$target
if [ "$target" = verify ]; then
  # Every file of the run after its number, as `SealedFolder` counts them.
  seeds=$(mktemp -d)
  trap 'rm -rf "$seeds"' EXIT
  python3 - "$TIEOUT_FUZZ_RUN" "$seeds" <<'END'
import os, sys
run, seeds = sys.argv[1:]
files = sorted(os.path.relpath(os.path.join(folder, name), run)
               for folder, _, names in os.walk(run) for name in names)
for number, path in enumerate(files):
    with open(os.path.join(run, path), "rb") as file, open(f"{seeds}/{number}", "wb") as seed:
        seed.write(bytes([number]) + file.read())
END
fi
echo "inputs found and any crash: $found" >&2
# An input of more than five seconds is a hang.
"$build/debug/tieout-fuzz" "$found" "$seeds" -max_total_time="$seconds" \
  -timeout=5 -rss_limit_mb=2048 -artifact_prefix="$found/" -print_final_stats=1 "$@"
