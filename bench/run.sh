#!/usr/bin/env bash
# Runs benches and prints their tables. See --help.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/../scripts/lib/common.sh"

help() {
  cat <<'TEXT'
Usage: bench/run.sh [NAME...] [OPTION]...

Measures, prints a table a bench, and keeps the raw samples, with the machine's description, in bench/results/NAME.csv.
All benches run without a NAME. Sides run in turn, each 10 times after a warm-up; ratios are to the first side
of a case.

  --rounds N    rounds of each side (default 10; fewer are for a look)
  --threads N   cores that kernels may use (default 1)
  --json        one JSON array on stdout
  --list        names and questions
  --help        this text

Peers run in a Python environment in .starling/peers, made when first needed. The end-to-end peer's script is looked for
in the folder STARLING_PEERS (default ../shared/peers).
TEXT
}

for argument in "$@"; do
  case "$argument" in
    -h | --help) help && exit 0 ;;
  esac
done

"$root/scripts/setup.sh" --if-needed
exec node "$root/dist/bench/main.js" "$@"
