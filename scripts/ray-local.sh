#!/usr/bin/env bash
# A Ray head on this machine, for trying sweeps on one. See --help.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

RAY='ray[default]==2.60.0'

help() {
  cat <<'TEXT'
Usage: scripts/ray-local.sh start|status|stop [OPTION]...

Starts a head of a Ray cluster of one machine, to try out how sweeps run on a cluster:

  eval "$(scripts/ray-local.sh start)"
  npx starling sweep run FILE --engine ray
  scripts/ray-local.sh stop

  start     installs Ray when first needed (400 MB), starts the head on free ports, and prints the variables that say where
            it is, with its token, as lines for a shell
  status    prints them again; ends with 1 where no head runs
  stop      ends the head with all its processes, and no other Ray of this machine

  --slots N   shards that run at once (2)
  --gpus N    GPUs that it says it has, which need not be there (0)
  --venv DIR  the virtual environment of Python that has Ray, or gets it (.starling/ray/venv)
  --help      this text

The head asks for a token and listens on 127.0.0.1 only; `start` looks at every socket, and takes the head down again where
one of them is open to others. It needs Python 3.10 or newer and 2 GB of memory. What pip and Ray print is in
.starling/logs/ray.log.
TEXT
}

action='' slots=2 gpus=0 venv="$root/.starling/ray/venv"
number() { [[ "${2:-}" =~ ^[0-9]+$ ]] || usage_error "$1 needs a whole number"; }
while [ $# -gt 0 ]; do
  case "$1" in
    start | status | stop)
      [ -z "$action" ] || usage_error "$action or $1, one at a time"
      action="$1"
      ;;
    --slots) number "$@" && slots="$2" && shift ;;
    --gpus) number "$@" && gpus="$2" && shift ;;
    --venv) venv="${2:?--venv needs a folder}" && given=yes && shift ;;
    -h | --help) help && exit 0 ;;
    *) usage_error "unknown option $1" ;;
  esac
  shift
done
[ -n "$action" ] || usage_error 'start, status or stop?'

need_node
state="$root/.starling/ray"
head="$state/head"
log="$root/.starling/logs/ray.log"
mkdir -p "$state" "$(dirname "$log")"

# Of the head that was started last: its process group, folder, address and token.
group='' folder='' address='' token=''
[ ! -f "$head" ] || . "$head"

# Its processes: all of its group, where one of them works in its folder. A number alone may be another's by now.
processes() { # [PATTERN]
  [ -n "$group" ] || return 0
  # The folder is no word of a command here: awk may be of the group, too.
  ps -A -o pid=,pgid=,stat=,args= | FOLDER="$folder" awk -v group="$group" -v pattern="${1:-.}" '
    $2 == group && $3 !~ /^Z/ { if ($0 ~ pattern) pids = pids $1 "\n"; if (index($0, ENVIRON["FOLDER"])) own = 1 }
    END { if (own) printf "%s", pids }'
}

variables() {
  printf 'export RAY_API_SERVER_ADDRESS=%s\nexport RAY_AUTH_MODE=token\nexport RAY_AUTH_TOKEN=%s\n' "$address" "$token"
}

# Waits until all of its processes have ended; fails after so many tenths of a second.
ended() { # TENTHS
  local tenths
  for ((tenths = $1; tenths > 0; tenths--)); do
    [ -n "$(processes)" ] || return 0
    sleep 0.1
  done
  return 1
}

# The raylet first, which ends the workers: they are no part of the group.
take_down() {
  local raylet
  raylet="$(processes '/raylet/raylet ')"
  [ -z "$raylet" ] || { kill $raylet 2>/dev/null && ended 30; } || true
  ended 1 || kill $(processes) 2>/dev/null || true
  ended 30 || kill -9 $(processes) 2>/dev/null || true
  ended 50 || die "some of the head's processes do not end: $(processes | tr '\n' ' ')"
  [ -z "$folder" ] || rm -rf -- "$folder"
  rm -f "$head"
}

install() {
  [ ! -x "$venv/bin/ray" ] || return 0
  say "installing $RAY in $venv (400 MB, a minute)"
  { python3 -m venv "$venv" && "$venv/bin/pip" install --quiet "$RAY"; } >>"$log" 2>&1 ||
    die "Ray could not be installed; it needs Python 3.10 or newer with venv and pip (all output: $log)"
}

launch() {
  local ports port
  ports=($(node "$root/scripts/ray/ports.mjs" 3))
  address="http://127.0.0.1:${ports[1]}"
  token="$(node -p 'crypto.randomBytes(24).toString("hex")')"
  # Sockets in it have paths of 107 bytes at most.
  folder="$(mktemp -d /tmp/starling-ray.XXXXXX)"
  say 'starting the head (10 s)'
  # A group of its own, which all of the head's processes but the workers stay in. Without the first variable Ray listens
  # on every address of a Linux machine, whatever --node-ip-address says; without the second, shards have the lowest priority
  # but four, and stand still where anything else is at work.
  set -m
  RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER=0 RAY_worker_niceness=0 RAY_USAGE_STATS_ENABLED=0 RAY_AUTH_MODE=token RAY_AUTH_TOKEN="$token" \
    "$venv/bin/ray" start --head --node-ip-address=127.0.0.1 --port="${ports[0]}" \
    --dashboard-host=127.0.0.1 --dashboard-port="${ports[1]}" --ray-client-server-port="${ports[2]}" \
    --dashboard-agent-listen-port=0 --min-worker-port=0 --max-worker-port=0 --num-cpus="$slots" --num-gpus="$gpus" \
    --object-store-memory=200000000 --disable-usage-stats --temp-dir="$folder" >>"$log" 2>&1 </dev/null &
  group=$!
  set +m
  (
    umask 077
    printf 'group=%s folder=%s address=%s token=%s\n' "$group" "$folder" "$address" "$token" >"$head"
  )
  trap 'take_down; exit 130' INT TERM
  if ! wait "$group" || ! RAY_AUTH_TOKEN="$token" node "$root/scripts/ray/answers.mjs" "$address"; then
    tail -n 20 "$log" >&2
    take_down
    die "the head did not start (all output: $log)"
  fi
}

check() {
  local open
  open="$(node "$root/scripts/ray/listeners.mjs" $(processes))" || { take_down && die 'its sockets could not be looked at'; }
  [ -z "$open" ] || { take_down && die "the head was open to others ($open) and was taken down"; }
}

case "$action" in
  start)
    if [ -z "$(processes)" ]; then
      take_down
      install
      launch
    else
      say 'a head runs already'
    fi
    check
    variables
    ;;
  status)
    [ -n "$(processes)" ] || die 'no head runs'
    check
    variables
    ;;
  stop)
    [ -n "$(processes)" ] || say 'no head runs'
    take_down
    ;;
esac
