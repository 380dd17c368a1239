#!/usr/bin/env bash
# Compares a run on this Node with the same run on another Node. See --help.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

help() {
  cat <<'TEXT'
Usage: scripts/node24.sh [SCENARIO] [--node VERSION] [OPTION]...

Runs a scenario on this Node and on another one (the npm package `node`, version 24) and compares the digests. SQLite's
binding belongs to one Node, so the other run happens in a copy of the checkout with packages of its own, kept in
.starling/node-VERSION. Exit code 0 where both digests are the same.

  SCENARIO         scenarios/smoke.yaml where absent
  --node VERSION   the other Node (24)
  --help           this text

Other options go to `starling run` on both sides, for example: scripts/node24.sh --device wasm
TEXT
}

scenario="$root/scenarios/smoke.yaml" version=24 options=()
while [ $# -gt 0 ]; do
  case "$1" in
    --node) version="${2:?--node needs a version}" && shift ;;
    -h | --help) help && exit 0 ;;
    *.yaml | *.yml) scenario="$1" ;;
    *) options+=("$1") ;;
  esac
  shift
done

"$root/scripts/setup.sh" --if-needed
scenario="$(cd "$(dirname "$scenario")" && pwd)/$(basename "$scenario")"
cd "$root"
# Where captures lie must not depend on which folder a run starts in.
STARLING_DATA="${STARLING_DATA:-../shared/data}"
[ ! -d "$STARLING_DATA" ] || STARLING_DATA="$(cd "$STARLING_DATA" && pwd)"
export STARLING_DATA
copy=".starling/node-$version"
mkdir -p "$copy/node"

# The package for one platform holds the headers too, which the compiler needs.
package="$(node -p '`node-${process.platform}-${process.arch}`')"
if [ ! -x "$copy/node/node_modules/$package/bin/node" ]; then
  say "fetching Node $version"
  npm install --silent --no-save --no-audit --no-fund --prefix "$copy/node" "$package@$version" >&2
fi
other="$root/$copy/node/node_modules/$package"
[ -x "$other/bin/node" ] || die "the npm package $package@$version brought no program"

with_other() { PATH="$other/bin:$PATH" npm_config_nodedir="$other" "$@"; }

# The sources are compiled already, and Node-API keeps the kernels good for every Node; packages are installed by the
# other Node, which compiles bindings for itself.
for name in build dist scripts; do
  rm -rf "${copy:?}/$name"
  [ ! -e "$name" ] || cp -R "$name" "$copy/$name"
done
for name in package.json package-lock.json .npmrc config.yaml; do
  [ ! -e "$name" ] || cp -p "$name" "$copy/$name"
done
cd "$copy"
if ! cmp -s package-lock.json node_modules/.starling-lock; then
  say 'installing packages for it (SQLite is compiled, which takes a minute or two)'
  with_other npm ci --omit=dev --no-audit --no-fund >install.log 2>&1 ||
    die "npm ci failed on the other Node: see $copy/install.log"
  cp package-lock.json node_modules/.starling-lock
fi
[ ! -d "$root/node_modules/@tensorflow/tfjs-node/lib" ] || with_other npm run --silent native || true

digest() { # OUT
  local answer
  answer="$(node dist/app/cli/main.js run "$scenario" --json --out "$1" ${options[@]+"${options[@]}"})" ||
    die "the run on Node $(node --version) failed"
  node -p 'const { digest, device } = JSON.parse(process.argv[1]); `${digest} ${device}`' "$answer"
}

out="$(mktemp -d)"
trap 'rm -rf "$out"' EXIT
there="$(with_other digest "$out/there")"
cd "$root"
here="$(digest "$out/here")"
say "$(node --version) $here"
say "$("$other/bin/node" --version) $there"
[ "${here%% *}" = "${there%% *}" ] || die 'the digests differ'
say 'the digests are the same'
