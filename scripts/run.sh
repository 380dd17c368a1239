#!/usr/bin/env bash
# Runs Starling, after setting up what is missing. See --help.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

help() {
  cat <<'TEXT'
Usage: scripts/run.sh [cli|test|demo] [FILE]... [OPTION]...

Sets up what is missing (scripts/setup.sh), then runs a scenario: `starling run FILE... OPTION...`.

  cli    the default scenario, 200 nodes for 50 steps (also without a word)
  test   a small scenario that ends within seconds
  demo   a scenario made to be watched

With FILEs those scenarios run instead. Options are those of `starling run`, for example:

  scripts/run.sh cli --agents 100 --steps 50
  scripts/run.sh test --verbose
  scripts/run.sh scenarios/westermo.yaml --json

  --help   this text; `npx starling run --help` lists the options
TEXT
}

scenario=scenarios/default.yaml
case "${1:-}" in
  cli) shift ;;
  test) scenario=scenarios/smoke.yaml && shift ;;
  demo) scenario=scenarios/demo.yaml && shift ;;
  -h | --help) help && exit 0 ;;
  '' | -* | *.yaml | *.yml) ;;
  *) usage_error "unknown mode $1 (cli, test or demo)" ;;
esac

files=("$root/$scenario")
for argument in "$@"; do
  case "$argument" in
    -h | --help) help && exit 0 ;;
    *.yaml | *.yml) [ ! -f "$argument" ] || files=() ;;
  esac
done

"$root/scripts/setup.sh" --if-needed
exec node "$root/dist/app/cli/main.js" run ${files[@]+"${files[@]}"} "$@"
