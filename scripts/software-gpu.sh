#!/usr/bin/env bash
# Installs a GPU in software, and chromium with it. See --help.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

help() {
  cat <<'TEXT'
Usage: eval "$(scripts/software-gpu.sh)"

On Debian and its like, installs chromium, which carries SwiftShader, a Vulkan device in software, and the Vulkan loader,
where they are missing; prints what must be in the environment for the webgpu device to find it. It is for tests: a
processor does the work by other means several times as fast.

  --help   this text
TEXT
}

case "${1:-}" in
  '') ;;
  -h | --help) help && exit 0 ;;
  *) usage_error "unknown option $1" ;;
esac

driver=/usr/lib/chromium/vk_swiftshader_icd.json

there() { [ -f "$driver" ] && ldconfig -p 2>/dev/null | grep -q 'libvulkan\.so\.1'; }

if ! there; then
  command -v apt-get >/dev/null 2>&1 || die 'apt-get was not found: install chromium and the Vulkan loader by hand'
  as_root=''
  [ "$(id -u)" -eq 0 ] || as_root=sudo
  say 'installing chromium and the Vulkan loader'
  export DEBIAN_FRONTEND=noninteractive
  { $as_root apt-get update -q && $as_root apt-get install -qy --no-install-recommends chromium libvulkan1; } >&2 ||
    die 'chromium and libvulkan1 could not be installed'
  there || die "after the installation there is no $driver, or no Vulkan loader"
fi
echo "export VK_DRIVER_FILES=$driver"
# The driver complains of a missing display otherwise.
[ -n "${XDG_RUNTIME_DIR:-}" ] || echo "export XDG_RUNTIME_DIR=${TMPDIR:-/tmp}"
