#!/usr/bin/env bash
# Makes a checkout ready to run. See --help.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

help() {
  cat <<'TEXT'
Usage: scripts/setup.sh [OPTION]...

Installs the packages, native TensorFlow and the compiled program, whichever is missing or out of date. Where all is
in place it does nothing. It needs Node.js 20 or newer; a C++ compiler, make and Python 3 to compile SQLite's binding;
and pip where TensorFlow's vendor cannot be reached.

  --no-native   do without native TensorFlow (runs use wasm or cpu)
  --cuda        also TensorFlow for NVIDIA GPUs (docs/gpu.md): downloads 2.5 GB, once; later set-ups put it back
  --if-needed   as the other scripts call it: an earlier --no-native stands
  --dev         also check the sources: format, lint, types
  --force       install and build everything again
  --verbose     show what npm and the compilers print
  --help        this text

Environment: STARLING_CACHE (default ~/.cache/starling) keeps the native libraries between installs.
What was printed by npm and the compilers is in .starling/logs/setup.log.
TEXT
}

native=yes cuda='' settled='' dev='' force='' verbose=''
for argument in "$@"; do
  case "$argument" in
    --no-native) native='' ;;
    --cuda) cuda=yes ;;
    --if-needed) settled=settled ;;
    --dev) dev=yes ;;
    --force) force=yes ;;
    --verbose) verbose=yes ;;
    -h | --help) help && exit 0 ;;
    *) usage_error "unknown option $argument" ;;
  esac
done

[ -n "$native" ] || [ -z "$cuda" ] || usage_error '--cuda and --no-native exclude each other'

need_node
cd "$root"
log=.starling/logs/setup.log
lock=.starling/setup.lock

# One set-up at a time; another one's result is as good as our own.
take_lock() {
  mkdir -p .starling/logs
  until (set -o noclobber && echo $$ >"$lock") 2>/dev/null; do
    local owner
    owner="$(cat "$lock" 2>/dev/null || true)"
    if [ -n "$owner" ] && ! kill -0 "$owner" 2>/dev/null; then
      rm -f "$lock"
    else
      sleep 1
    fi
  done
  trap 'rm -f "$lock"' EXIT
}

# Runs a command with its output in the log; on failure shows the end of it.
step() { # WHAT COMMAND...
  local what="$1" started=$SECONDS
  shift
  say "$what"
  printf '\n== %s: %s\n' "$(date '+%F %T')" "$*" >>"$log"
  local status=0
  if [ -n "$verbose" ]; then
    "$@" 2>&1 | tee -a "$log" >&2 || status=$?
  else
    "$@" >>"$log" 2>&1 || status=$?
  fi
  if [ "$status" -ne 0 ]; then
    tail -n 20 "$log" >&2
    say "failed: $* (all of its output: $log)"
    return "$status"
  fi
  [ $((SECONDS - started)) -lt 5 ] || say "done in $((SECONDS - started)) s"
}

install() {
  if ! step 'installing packages (npm ci; SQLite is compiled, which takes a minute or two)' npm ci --no-audit --no-fund; then
    command -v c++ >/dev/null 2>&1 || command -v g++ >/dev/null 2>&1 || command -v clang++ >/dev/null 2>&1 ||
      die 'no C++ compiler was found (Debian: apt-get install g++ make python3)'
    die 'the packages could not be installed'
  fi
}

tensorflow() {
  if [ -z "$native" ]; then
    node scripts/setup/mark.mjs skipped
    return
  fi
  local status=0
  STARLING_VERBOSE="${verbose:+1}" npm run --silent native -- ${force:+--force} >&2 || status=$?
  case "$status" in
    0) node scripts/setup/mark.mjs ready ;;
    3) node scripts/setup/mark.mjs unavailable ;;
    *) die "native TensorFlow: set-up broke off (exit $status)" ;;
  esac
  # What an earlier --cuda kept; where it does not come back, its device says so.
  [ -n "$cuda" ] || node scripts/native/main.mjs --cuda --if-kept || true
}

cuda() {
  STARLING_VERBOSE="${verbose:+1}" npm run --silent native -- --cuda ${force:+--force} >&2 ||
    die 'TensorFlow for CUDA could not be set up'
}

build() {
  step 'building' npm run --silent build || die 'the sources do not compile'
}

perform() { # STEP...
  for name in "$@"; do
    case "$name" in
      install) install ;;
      native) tensorflow ;;
      cuda) cuda ;;
      build) build ;;
    esac
  done
}

plan() {
  if [ -n "$force" ]; then echo install native build; else node scripts/setup/plan.mjs $settled; fi
  [ -z "$cuda" ] || echo ' cuda'
}

if [ -n "$(plan)" ]; then
  take_lock
  steps="$(plan)"
  perform $steps
  say ready
fi
if [ -n "$dev" ]; then
  mkdir -p .starling/logs
  step 'checking format and lint' npm run --silent lint
  step 'checking types' npm run --silent check
fi
