# Shared by the scripts: where the repository is, and how they speak. Everything they say goes to stderr.
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
program="$(basename "$0" .sh)"

say() { printf '%s: %s\n' "$program" "$*" >&2; }

die() { # MESSAGE [EXIT CODE]
  printf '%s: %s\n' "$program" "$1" >&2
  exit "${2:-1}"
}

usage_error() { die "$1; see scripts/$program.sh --help" 2; }

need_node() {
  command -v node >/dev/null 2>&1 ||
    die 'Node.js was not found; install version 20 or newer (https://nodejs.org)'
  local version
  version="$(node --version)"
  local major="${version#v}"
  major="${major%%.*}"
  [ "$major" -ge 20 ] 2>/dev/null ||
    die "Node.js $version is too old; install version 20 or newer (https://nodejs.org)"
}
