#!/bin/sh
# Installs the Debian packages named as arguments that are missing; says what it does.
set -eu
missing=
for package in "$@"; do
  dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

command="apt-get install -y --no-install-recommends$missing"
if ! command -v apt-get >/dev/null 2>&1; then
  echo "wiretag: these packages are missing (Debian's names):$missing" >&2
  echo "wiretag: install them with your system's package manager, then run make again" >&2
  exit 1
fi
if [ "$(id -u)" -eq 0 ]; then
  as_root=
elif command -v sudo >/dev/null 2>&1; then
  as_root=sudo
else
  echo "wiretag: not root and no sudo; run as root:  apt-get update && $command" >&2
  exit 1
fi
echo "wiretag: installing$missing"
export DEBIAN_FRONTEND=noninteractive
# shellcheck disable=SC2086  # the list is meant to be split
{ $as_root apt-get update -qq && $as_root $command -qq >/dev/null; } || {
  echo "wiretag: could not install; run as root:  apt-get update && $command" >&2
  exit 1
}
