#!/usr/bin/env bash
# Runs benches and prints their tables. See --help.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/../scripts/lib/common.sh"

help() {
  cat <<'TEXT'
Usage: bench/run.sh [NAME...] [OPTION]...
       bench/run.sh distributions [CASE...] [--seeds N] [--rounds N] [--mesa]

Measures, prints a table a bench, and keeps the raw samples, with the machine's description, in bench/results/NAME.csv.
All benches run without a NAME, but for `gpu` (bench/gpu.sh). Sides run in turn, each 10 times after a warm-up; ratios are to the first side
of a case. The column `by` says which time rates and ratios are of: processor time where every side knows its own,
wall time for `threads` and whole runs.

With 10 rounds a kernel takes up to a minute on two cores, `step-cost` two, and `growth` a quarter of an hour (75 s a
round, nearly all of it at 100k nodes; 1.5 GB): `--rounds 1` is for a look at it. Its steps are timed alone, but with
the first ones of a process, which run before the code is compiled: at 1k nodes that is much of ten steps.

  --rounds N    rounds of each side (default 10; fewer are for a look)
  --threads N   cores that kernels may use (default 1)
  --kernels     the benches of the kernels alone
  --quick       small sizes, where a bench has some (gpu)
  --json        one JSON array on stdout
  --list        names and questions
  --help        this text

`distributions` compares the outcomes of the library's models, in both storages, and of those written by hand with Mesa's
on the declared cases: the Kolmogorov-Smirnov distance of each outcome over N seeds (100), its p value by N permutations
(5000), and the same corrected for all comparisons at once (Holm). It keeps all outcomes in
bench/results/distributions.csv, and takes Mesa's from there: `--mesa` runs Mesa anew, which takes a quarter of an hour.
It ends with 1 where some difference is significant at 5 %.

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
if [ "${1:-}" = distributions ]; then
  exec node "$root/dist/bench/distributions/main.js" "${@:2}"
fi
exec node "$root/dist/bench/main.js" "$@"
