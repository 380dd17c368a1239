#!/usr/bin/env bash
# Makes the pictures of docs/pictures anew. See --help.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

help() {
  cat <<'TEXT'
Usage: scripts/pictures.sh [SCENARIO | sweep]...

Runs scenarios (default, byzantine, partition and westermo, then a sweep, without a word), records the screen of each in
80x24 and in 200x60, and writes its last picture to docs/pictures/SCENARIO-SIZE.svg; also of default, byzantine and
partition with 20,000 nodes and small forests, docs/pictures/SCENARIO-20000-SIZE.svg. westermo, one seed of its three
arms, needs its data set (docs/data.md), and is left out without it. sweep is scenarios/sweeps/byzantine-quorum.yaml with five seeds, in
the midst of it: docs/pictures/sweep-SIZE.svg. Takes some six minutes.

  --help   this text
TEXT
}

scenarios=()
while [ $# -gt 0 ]; do
  case "$1" in
    -h | --help) help && exit 0 ;;
    -*) usage_error "unknown option $1" ;;
    sweep) scenarios+=(sweep) ;;
    *) [ -f "$root/scenarios/$1.yaml" ] || usage_error "there is no scenarios/$1.yaml"; scenarios+=("$1") ;;
  esac
  shift
done
[ ${#scenarios[@]} -gt 0 ] || scenarios=(default byzantine partition westermo sweep)

"$root/scripts/setup.sh" --if-needed
data="$(cd "$root" && realpath -m "${STARLING_DATA:-../shared/data}")"
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
mkdir -p "$root/docs/pictures"

# picture NAME SIZE SCENARIO [OPTION]...: in a folder of its own, so that the log on the screen names no other.
picture() {
  local name="$1" size="$2" scenario="$3"
  shift 3
  say "$name $size"
  # Without a terminal's own screen, the recording has the size that is asked for.
  (cd "$folder" && STARLING_DATA="$data" node "$root/dist/app/cli/main.js" run "$root/scenarios/$scenario.yaml" "$@" \
    --no-tui --record session.cast --record-size "$size" >/dev/null 2>&1)
  node "$root/scripts/pictures/main.mjs" "$folder/session.cast" "$root/docs/pictures/$name-$size.svg"
}

# sweep SIZE: in the midst of it.
sweep() {
  local size="$1"
  say "sweep $size"
  (cd "$folder" && node "$root/dist/app/cli/main.js" sweep run "$root/scenarios/sweeps/byzantine-quorum.yaml" \
    --replications 5 --no-tui --record session.cast --record-size "$size" >/dev/null 2>&1)
  local last
  last="$(tail -n 1 "$folder/session.cast" | sed 's/^\[\([0-9]*\).*/\1/')"
  node "$root/scripts/pictures/main.mjs" "$folder/session.cast" "$root/docs/pictures/sweep-$size.svg" \
    --at "$((last * 3 / 5))"
}

large=(--agents 20000 --set detector.trees=25 --set detector.subsample=64 --set detector.window=64)
for scenario in "${scenarios[@]}"; do
  if [ "$scenario" = sweep ]; then
    for size in 80x24 200x60; do sweep "$size"; done
    continue
  fi
  if [ "$scenario" = westermo ]; then
    [ -d "$data/westermo" ] || { say 'westermo is left out: its data set is not there (docs/data.md)' && continue; }
    for size in 80x24 200x60; do picture westermo "$size" westermo --replications 1; done
    continue
  fi
  for size in 80x24 200x60; do
    picture "$scenario" "$size" "$scenario"
    picture "$scenario-20000" "$size" "$scenario" "${large[@]}"
  done
done
