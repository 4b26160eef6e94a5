# shellcheck shell=sh
# fetch_lib.sh - what the fetch_*.sh scripts share; read in with "." and not run by itself.

# fetch URL FILE: downloads, or goes on where a former run was stopped; FILE appears when it is whole
fetch() {
  if [ -e "$2" ]; then
    echo "there already: $2"
    return 0
  fi
  echo "fetching $1"
  curl --fail --location --continue-at - --retry 5 --retry-delay 10 --output "$2.part" "$1"
  mv "$2.part" "$2"
}

# fetch_text URL: to standard output
fetch_text() { curl --fail --silent --show-error --location --retry 5 "$1"; }

# check_sum PROGRAM SUM FILE: compares with what the publisher says; a wrong file is put aside
check_sum() {
  found=$("$1" "$3" | cut -d ' ' -f 1)
  if [ "$found" = "$2" ]; then
    echo "checked with $1: $3"
  else
    mv "$3" "$3.damaged"
    echo "$3: the publisher's checksum is $2, but the file's is $found; see $3.damaged" >&2
    return 1
  fi
}

# check_zip FILE: for publishers without checksums: the ones inside the zip file
check_zip() {
  if python3 -m zipfile --test "$1" >/dev/null 2>&1; then
    echo "checked with the checksums inside: $1"
  else
    mv "$1" "$1.damaged"
    echo "$1: damaged; see $1.damaged" >&2
    return 1
  fi
}
