# Sourced by ./run and ./test: packages, messages, build. Needs bash; works as root or with sudo.

say() { printf '\033[1m» %s\033[0m\n' "$*"; }
die() { printf '\033[31m✗ %s\033[0m\n' "$*" >&2; exit 1; }

BUILD_PACKAGES=(
  build-essential pkg-config cmake ninja-build ccache mold git ca-certificates
  qt6-base-dev qt6-base-private-dev qt6-httpserver-dev qt6-websockets-dev qt6-tools-dev qt6-tools-dev-tools qt6-l10n-tools
  libqt6sql6-sqlite libqt6sql6-psql libsqlite3-dev qt6-charts-dev libqt6opengl6-dev qt6-multimedia-dev qt6-svg-dev libgl-dev libvulkan-dev
  qtkeychain-qt6-dev libcurl4-openssl-dev libssl-dev libjwt-dev libcrypt-dev prometheus-cpp-dev
)
TEST_PACKAGES=(postgresql chromium openssl xvfb fonts-noto-cjk procps libvalijson-dev python3-aiosmtpd)

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  elif command -v sudo >/dev/null; then sudo "$@"
  else die "packages are missing and this is neither root nor sudo: install as root: apt-get install ${missing[*]}"; fi
}

# install_packages <name>…: installs what is missing, and says nothing when nothing is.
install_packages() {
  missing=()
  local have
  have=$(dpkg-query -W -f '${Package} ${db:Status-Status}\n' 2>/dev/null) || die "this needs Debian 12 (dpkg not found)"
  for p in "$@"; do
    grep -qx "$p installed" <<<"$have" || missing+=("$p")
  done
  [ ${#missing[@]} -eq 0 ] && return
  say "Installing ${#missing[@]} Debian packages: ${missing[*]}"
  local log; log=$(mktemp)
  as_root apt-get update >"$log" 2>&1 ||
    die "Debian's package servers cannot be reached: connect this machine to the network and start again (details: $log)"
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${missing[@]}" >"$log" 2>&1 ||
    die "installing packages failed: see $log, or by hand: apt-get install ${missing[*]}"
}

# install_node: the browser test and nothing else needs it.
install_node() {
  if ! command -v node >/dev/null || ! command -v npm >/dev/null; then install_packages nodejs npm; fi
}

need_disk() { # <MiB>
  local free; free=$(df -Pm . | awk 'NR==2{print $4}')
  [ "$free" -ge "$1" ] || die "not enough disk: $free MiB free here, about $1 MiB needed"
}

# build <preset> <cmake arguments…> -- <targets…>: configures once, then builds, with progress.
build() {
  local preset=$1; shift
  local args=() log="build/$preset/build.log"
  while [ $# -gt 0 ] && [ "$1" != -- ]; do args+=("$1"); shift; done
  shift || true
  export CCACHE_SLOPPINESS=${CCACHE_SLOPPINESS:-pch_defines,time_macros}
  [ -f "build/$preset/build.ninja" ] || need_disk 4000
  mkdir -p "build/$preset"
  if [ ! -f "build/$preset/build.ninja" ] || [ ${#args[@]} -gt 0 ]; then
    cmake --preset "$preset" "${args[@]}" >"$log" 2>&1 || { tail -n 25 "$log" >&2; die "configuring failed: see $log"; }
  fi
  local -a targets=()
  [ $# -gt 0 ] && targets=(--target "$@")
  # ninja's counter goes to the terminal, or every 25 steps to a log.
  set -o pipefail
  cmake --build --preset "$preset" "${targets[@]}" 2>&1 | tee "$log" | awk -v tty="$([ -t 1 ] && echo 1)" '
    /^\[[0-9]+\/[0-9]+\]/ { split(substr($1,2),n,/[\/\]]/); if (tty) { printf "\r  %d of %d   ", n[1], n[2] } else if (n[1]%25==0 || n[1]==n[2]) { printf "  %d of %d\n", n[1], n[2] } fflush(); next }
    /(warning|error|FAILED)/ { print; fflush() }
    END { if (tty) print "" }' || { tail -n 40 "$log" >&2; die "building failed: see $log"; }
}

# wait_line <file> <text> <seconds> <pid>: until the program has printed the line.
wait_line() {
  for ((i = 0; i < $3 * 10; i++)); do
    grep -q "$2" "$1" 2>/dev/null && return 0
    kill -0 "$4" 2>/dev/null || return 1
    sleep 0.1
  done
  return 1
}
