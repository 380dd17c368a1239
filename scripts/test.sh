#!/usr/bin/env bash
# Runs the tests, after setting up what is missing. See --help.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

help() {
  cat <<'TEXT'
Usage: scripts/test.sh [OPTION]... [FILTER]... [VITEST OPTION]...

Sets up what is missing (scripts/setup.sh), then checks format, lint and types and runs the tests. With a FILTER (a part
of a test file's path) only those tests run, without the checks.

  --unit       only the tests of framework, kernels, model and library
  --coverage   measure line coverage; fails under 90 %
  --soak       only the slow suites: kills, fuzzing, other Node versions
  --help       this text

Other options go to vitest, for example: scripts/test.sh tests/kernels -t philox
A machine-readable report is left in .starling/test-report.json.
TEXT
}

arguments=() filtered=''
for argument in "$@"; do
  case "$argument" in
    --unit) arguments+=(tests/framework tests/kernels tests/model tests/library) && filtered=yes ;;
    --coverage) arguments+=(--coverage) ;;
    --soak) export STARLING_SOAK=1 && filtered=yes ;;
    -h | --help) help && exit 0 ;;
    -*) arguments+=("$argument") ;;
    *) arguments+=("$argument") && filtered=yes ;;
  esac
done

"$root/scripts/setup.sh" --if-needed
cd "$root"
report=.starling/test-report.json
mkdir -p .starling
rm -f "$report"
if [ -z "$filtered" ]; then
  say 'checking format and lint'
  node_modules/.bin/biome check .
  say 'checking types'
  node_modules/.bin/tsc --noEmit
fi
exec node_modules/.bin/vitest run --reporter=default --reporter=json --outputFile.json="$report" ${arguments[@]+"${arguments[@]}"}
