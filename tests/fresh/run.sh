#!/bin/bash
# The README's two commands on a machine that has nothing: a new Debian root with git, make and certificates.
# Needs root and debootstrap; uses this machine's apt sources, so that no network beyond its package mirror is needed.
#
# usage: tests/fresh/run.sh [FOLDER]     (default: a temporary one, removed at the end)
set -eu
cd "$(dirname "$0")/../.."
repository=$PWD
if [ "$(id -u)" -ne 0 ] || ! command -v debootstrap >/dev/null; then
  echo "fresh machine: skipped (needs root and debootstrap)"
  exit 0
fi
root=${1:-$(mktemp -d)}
cleanup() {
  umount "$root/proc" "$root/dev" 2>/dev/null || true
  [ -n "${KEEP:-}" ] || rm -rf --one-file-system "$root"
}
trap cleanup EXIT

# shellcheck disable=SC2016  # apt expands it
mirror=$(apt-get indextargets --format '$(SITE)' 'Created-By: Packages' | head -n 1)
# shellcheck disable=SC1091
suite=$(. /etc/os-release && echo "$VERSION_CODENAME")
echo "fresh machine: debootstrap $suite"
debootstrap --variant=minbase --include=git,make,ca-certificates "$suite" "$root" "$mirror" >"$root.log" 2>&1 || {
  tail -n 20 "$root.log"
  exit 1
}
rm -f "$root.log"
rm -f "$root/etc/apt/sources.list"
cp -r /etc/apt/sources.list* /etc/apt/apt.conf.d /etc/apt/auth.conf.d "$root/etc/apt/" 2>/dev/null || true
cp /etc/resolv.conf "$root/etc/" 2>/dev/null || true
mount -t proc proc "$root/proc"
mount --bind /dev "$root/dev"
git clone -q "$repository" "$root/home/wiretag"

for target in demo check; do
  start=$SECONDS
  env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin TERM="${TERM:-dumb}" \
    chroot "$root" sh -c "cd /home/wiretag && make $target"
  echo "fresh machine: make $target took $((SECONDS - start)) s"
done
