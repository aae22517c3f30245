# Sourced by ./run and ./test: packages, messages, build. Needs bash; works as root or with sudo.

say() { printf '\033[1m» %s\033[0m\n' "$*"; }
die() { printf '\033[31m✗ %s\033[0m\n' "$*" >&2; exit 1; }

# What is installed below stands in Debian's folders; another Qt, compiler or Python in somebody's PATH is not meant.
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin

# Each list where it is used; a clean room proves that it is whole (packaging/clean-room).
# What compiles and runs handoff-server and the simulator:
SERVER_PACKAGES=(
  build-essential pkg-config cmake ninja-build ccache mold git ca-certificates
  qt6-base-dev qt6-httpserver-dev qt6-websockets-dev libqt6sql6-sqlite
  libsqlite3-dev libpq-dev libcurl4-openssl-dev libssl-dev libjwt-dev libcrypt-dev prometheus-cpp-dev zlib1g-dev
)
# … and handoff-workbench:
WORKBENCH_PACKAGES=(
  qt6-tools-dev qt6-tools-dev-tools qt6-l10n-tools qt6-charts-dev libqt6opengl6-dev qt6-multimedia-dev
  qt6-svg-dev qtkeychain-qt6-dev libgl-dev libvulkan-dev
)
# What only the tests need; Node.js comes by install_node.
TEST_PACKAGES=(
  postgresql libqt6sql6-psql chromium openssl xvfb fonts-noto-cjk procps libvalijson-dev python3-aiosmtpd clang-format
)

# … and what packaging/build-packages needs beside the server's and the workbench's:
PACKAGING_PACKAGES=(debhelper dpkg-dev fakeroot lsb-release)
# … and packaging/check:
CHECK_PACKAGES=(lintian systemd nginx caddy appstream desktop-file-utils man-db groff prometheus python3 openssl)

# may_install: can this user install packages? Says what to do when not.
may_install() {
  [ "$(id -u)" = 0 ] || command -v sudo >/dev/null ||
    die "packages are missing and this is neither root nor sudo: install as root: apt-get install ${missing[*]}"
}
as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

# install_packages <name>…: installs what is missing, and says nothing when nothing is.
install_packages() {
  missing=()
  local have
  # A package can stand under another's name (a transitional one, "libqt6opengl6-dev" on Debian 13): what is
  # provided counts as installed.
  have=$(dpkg-query -W -f '${db:Status-Status} ${Package}, ${Provides}\n' 2>/dev/null) || die "this needs Debian 12 or 13 (dpkg not found)"
  have=$(sed -n 's/^installed //p' <<<"$have" | tr ',' '\n' | sed 's/(.*//; s/ //g')
  for p in "$@"; do
    grep -qx "$p" <<<"$have" || missing+=("$p")
  done
  [ ${#missing[@]} -eq 0 ] && return
  may_install
  say "Installing ${#missing[@]} Debian packages: ${missing[*]}"
  local log; log=$(mktemp)
  if ! { as_root apt-get update && as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
    # apt-get update is content when it reaches nobody.
    grep -qE 'Failed to fetch|Could not resolve|Could not connect|Temporary failure' "$log" &&
      die "Debian's package servers cannot be reached: connect this machine to the network and start again (details: $log)"
    die "installing packages failed: see $log, or by hand: apt-get install ${missing[*]}"
  fi
  rm -f "$log"
}

# install_node: the browser test and nothing else needs it.
install_node() {
  if ! command -v node >/dev/null || ! command -v npm >/dev/null; then install_packages nodejs npm; fi
}

need_disk() { # <MiB>
  local free; free=$(df -Pm . | awk 'NR==2{print $4}')
  [ "$free" -ge "$1" ] || die "not enough disk: $free MiB free here, about $1 MiB needed"
}

# prepare_build <preset>: a folder to build in, whatever was left there, and caches that can be written.
prepare_build() {
  local dir=build/$1 was
  was=$(sed -n 's/^CMAKE_HOME_DIRECTORY:INTERNAL=//p' "$dir/CMakeCache.txt" 2>/dev/null)
  # CMake refuses a folder of another checkout (moved, copied), and one whose compiler is gone.
  if [ -n "$was" ] && [ "$was" != "$PWD" ]; then
    say "$dir was built for $was: beginning anew"
    rm -rf "$dir"
  fi
  [ -f "$dir/build.ninja" ] || need_disk 4000
  mkdir -p "$dir" 2>/dev/null || die "cannot write to '$PWD/build': check who owns it"
  export CCACHE_SLOPPINESS=${CCACHE_SLOPPINESS:-pch_defines,time_macros} CCACHE_NOHASHDIR=1 CCACHE_BASEDIR=${CCACHE_BASEDIR:-$PWD}
  # A home that is missing or read-only must not stop a build.
  local home_cache=${XDG_CACHE_HOME:-${HOME:-/nonexistent}/.cache}
  if ! mkdir -p "$home_cache" 2>/dev/null || ! [ -w "$home_cache" ]; then
    export XDG_CACHE_HOME=$PWD/build/cache npm_config_cache=$PWD/build/cache/npm
  fi
}

# build <preset> <cmake arguments…> -- <targets…>: configures, then builds, with progress.
build() {
  local preset=$1; shift
  local args=() log="build/$preset/build.log"
  while [ $# -gt 0 ] && [ "$1" != -- ]; do args+=("$1"); shift; done
  shift || true
  prepare_build "$preset"
  cmake --preset "$preset" "${args[@]}" >"$log" 2>&1 || { tail -n 25 "$log" >&2; die "configuring failed: see $log"; }
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
