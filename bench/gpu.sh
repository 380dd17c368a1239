#!/usr/bin/env bash
# Tests and measures the GPU devices. See --help.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/../scripts/lib/common.sh"

help() {
  cat <<'TEXT'
Usage: bench/gpu.sh [OPTION]...

On a machine with a GPU: sets up what is missing (where there is an NVIDIA GPU also TensorFlow for CUDA, 2.4 GB; see
docs/gpu.md), runs the tests that hold the devices `cuda` and `webgpu` to the bits of the references, and measures:

  - each kernel on each device, beside the reference (bench/results/NAME.csv);
  - ensembles of 64 small runs, one by one and side by side, and whole runs of 200 to 1,000,000 nodes, on the
    processor and on each GPU; all must come to one digest (bench/results/gpu.csv).

All of it takes about an hour, 64 GB of memory and, with the largest network, minutes of set-up a run.

  --quick       one round, and small networks, for a look: also on a GPU in software (eval "$(scripts/software-gpu.sh)")
  --no-tests    measure only
  --no-kernels  leave the kernels' benches out
  --rounds N    rounds of each side (10)
  --help        this text

Exit codes: 0 all was done; 1 a test failed, digests differ, or no GPU starts here; 2 an unknown option.
TEXT
}

rounds=10 quick='' tests=yes kernels=yes
while [ $# -gt 0 ]; do
  case "$1" in
    --quick) quick=--quick rounds=1 ;;
    --no-tests) tests='' ;;
    --no-kernels) kernels='' ;;
    --rounds) rounds="${2:?--rounds needs a number}" && shift ;;
    -h | --help) help && exit 0 ;;
    *) usage_error "unknown option $1" ;;
  esac
  shift
done

if command -v nvidia-smi >/dev/null && nvidia-smi -L >/dev/null 2>&1; then
  nvidia-smi --query-gpu=name,memory.total,driver_version --format=csv,noheader >&2
  "$root/scripts/setup.sh" --if-needed --cuda
  export STARLING_CUDA=required
else
  echo 'bench: no NVIDIA GPU was found; what webgpu finds is tested and measured' >&2
  "$root/scripts/setup.sh" --if-needed
fi
cd "$root"
starts="$(node "$root/dist/app/cli/main.js" devices --json --no-score |
  node -e 'const all = JSON.parse(require("fs").readFileSync(0, "utf8"));
    const gpus = all.filter(({ name, available }) => available && ["cuda", "webgpu"].includes(name));
    console.log(gpus.map(({ name }) => name).join(" "))')"
[ -n "$starts" ] || die 'no GPU starts here; `starling devices` says what each lacks'
echo "bench: GPUs that start: $starts" >&2
case " $starts " in *' webgpu '*) export STARLING_WEBGPU=required ;; esac
bench() { node "$root/dist/bench/main.js" "$@"; }

if [ -n "$tests" ]; then
  npx vitest run tests/kernels/implementations.test.ts tests/kernels/webgpu \
    tests/kernels/composed tests/model/webgpu.test.ts tests/model/composed.test.ts
fi
if [ -n "$kernels" ]; then
  bench --kernels --rounds "$rounds"
fi
bench gpu --rounds "$rounds" $quick
