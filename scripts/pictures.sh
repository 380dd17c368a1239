#!/usr/bin/env bash
# Makes the pictures of docs/pictures anew. See --help.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

help() {
  cat <<'TEXT'
Usage: scripts/pictures.sh [SCENARIO]...

Runs scenarios (default, byzantine, partition and westermo without a word), records the screen of each, and writes its
last picture to docs/pictures/SCENARIO.svg. westermo needs its data set (docs/data.md), and is left out without it.

  --size COLUMNSxROWS   size of the screen (100x30)
  --help                this text
TEXT
}

size=100x30 scenarios=()
while [ $# -gt 0 ]; do
  case "$1" in
    --size) [ $# -gt 1 ] || usage_error '--size needs a size, such as 100x30'; size="$2" && shift ;;
    -h | --help) help && exit 0 ;;
    -*) usage_error "unknown option $1" ;;
    *) [ -f "$root/scenarios/$1.yaml" ] || usage_error "there is no scenarios/$1.yaml"; scenarios+=("$1") ;;
  esac
  shift
done
[ ${#scenarios[@]} -gt 0 ] || scenarios=(default byzantine partition westermo)

"$root/scripts/setup.sh" --if-needed
cd "$root"
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
mkdir -p docs/pictures
for scenario in "${scenarios[@]}"; do
  if [ "$scenario" = westermo ] && [ ! -d "${STARLING_DATA:-../shared/data}/westermo" ]; then
    say 'westermo is left out: its data set is not there (docs/data.md)'
    continue
  fi
  say "$scenario"
  # Without a terminal's own screen, the recording has the size that is asked for.
  node dist/app/cli/main.js run "scenarios/$scenario.yaml" --no-tui --record "$folder/$scenario.cast" \
    --record-size "$size" --out "$folder/$scenario" >/dev/null
  node scripts/pictures/main.mjs "$folder/$scenario.cast" "docs/pictures/$scenario.svg"
done
