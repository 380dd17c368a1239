#!/usr/bin/env bash
# Compares a sweep on a Ray head with the same sweep on the local engine. See --help.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/../scripts/lib/common.sh"

help() {
  cat <<'TEXT'
Usage: bench/ray.sh [OPTION]...

Does the same sweep in turn by two workers of the local engine and on a Ray head of this machine with two slots, which it
starts and stops (scripts/ray-local.sh), prints a table and keeps the raw samples in bench/results/ray.csv. It is wall time
of whole commands after a short sweep of each side, so nothing else should be at work. It fails where the sides come to
different digests.

  --runs N     runs of the sweep, of a second or two each; given several times, a sweep for each (100 and 360: where a run
               takes a second, one shard of a minute in each slot and three one after another)
  --rounds N   rounds of each side (3)
  --venv DIR   the virtual environment of Python that has Ray, or gets it (.starling/ray/venv)
  --help       this text
TEXT
}

options=() venv="$root/.starling/ray/venv"
while [ $# -gt 0 ]; do
  case "$1" in
    --runs | --rounds) options+=("$1" "${2:?$1 needs a number}") && shift ;;
    --venv) venv="${2:?--venv needs a folder}" && shift ;;
    -h | --help) help && exit 0 ;;
    *) usage_error "unknown option $1" ;;
  esac
  shift
done

"$root/scripts/setup.sh" --if-needed
variables="$("$root/scripts/ray-local.sh" start --slots 2 --venv "$venv")"
trap '"$root/scripts/ray-local.sh" stop' EXIT
eval "$variables"
node "$root/dist/bench/ray/main.js" ${options[@]+"${options[@]}"}
