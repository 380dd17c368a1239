#!/usr/bin/env bash
# Deletes what can be made again. See --help.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

help() {
  cat <<'TEXT'
Usage: scripts/cleanup.sh KIND... [OPTION]...

Deletes what Starling made, naming each path. It asks first; nothing outside the kinds that were named is touched.

  --logs    logs of set-up and tests (.starling/logs, .starling/test-report.json, logs)
  --cache   the native library kept between installs (~/.cache/starling, or STARLING_CACHE)
  --temp    the compiled program and kernels, coverage reports, packed archives (dist, dist-*, build, coverage, *.tgz)
  --runs    runs with their ledgers and results (runs): they cannot be made again without their seeds
  --all     all of these

  --dry-run   only name what would go
  --force     do not ask
  --help      this text
TEXT
}

logs='' cache='' temp='' runs='' dry='' force=''
for argument in "$@"; do
  case "$argument" in
    --logs) logs=yes ;;
    --cache) cache=yes ;;
    --temp) temp=yes ;;
    --runs) runs=yes ;;
    --all) logs=yes cache=yes temp=yes runs=yes ;;
    --dry-run) dry=yes ;;
    --force) force=yes ;;
    -h | --help) help && exit 0 ;;
    *) usage_error "unknown option $argument" ;;
  esac
done
[ -n "$logs$cache$temp$runs" ] || usage_error 'nothing to clean was named'

shopt -s nullglob
cd "$root"
cache_root="${STARLING_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/starling}"
candidates=()
[ -z "$logs" ] || candidates+=(.starling/logs .starling/test-report.json logs)
[ -z "$cache" ] || candidates+=("$cache_root"/tfjs-node-* "$cache_root"/download-*)
[ -z "$temp" ] || candidates+=(dist dist-*/ build coverage ./*.tgz)
[ -z "$runs" ] || candidates+=(runs)

found=()
for path in ${candidates[@]+"${candidates[@]}"}; do
  [ ! -e "$path" ] || found+=("$path")
done
if [ "${#found[@]}" -eq 0 ]; then
  say 'nothing to delete'
  exit 0
fi

if [ -z "$dry" ] && [ -z "$force" ]; then
  [ -t 0 ] || die 'there is no terminal to ask on; add --force, or --dry-run to look first'
  printf '%s\n' "${found[@]}" >&2
  read -r -p 'Delete these? [y/N] ' answer
  case "$answer" in
    y | Y | yes) ;;
    *) say 'kept' && exit 0 ;;
  esac
fi

for path in "${found[@]}"; do
  if [ -n "$dry" ]; then
    say "would delete $path"
  else
    rm -rf -- "$path"
    say "deleted $path"
  fi
done
