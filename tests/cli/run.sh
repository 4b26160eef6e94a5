#!/bin/bash
# Runs the command-line cases: tests/cli/run.sh [--accept] [CASE...]
#
# A case is a folder in tests/cli/cases with
#   cmd      a shell script; $WIRETAG is the program, $DATA is tests/data; it runs in a copy of the folder
#   stdout   what it must print
#   stderr   the same for messages; absent: not looked at
#   exit     its exit status; absent: 0
# and whatever input files it needs. The environment is empty but for PATH, HOME (an empty folder), WIRETAG and DATA.
# --accept writes what was seen into the cases: look at the diff before you commit it.
set -u
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
WIRETAG=${WIRETAG:-$root/${BUILD:-build}/wiretag}
accept=0
[ "${1:-}" = --accept ] && accept=1 && shift
[ -x "$WIRETAG" ] || { echo "no program at $WIRETAG" >&2; exit 2; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0 failed=0

run_case() { # FOLDER NAME
  local case=$1 copy=$work/$2 seen=$work/seen
  mkdir -p "$seen" "$work/home"
  cp -r "$case" "$copy"
  rm -f "$copy/stdout" "$copy/stderr" "$copy/exit"
  (cd "$copy" && env -i PATH="$PATH" HOME="$work/home" WIRETAG="$WIRETAG" DATA="$root/tests/data" CLI="$here" \
    ${ASAN_OPTIONS:+ASAN_OPTIONS="$ASAN_OPTIONS"} timeout 120 bash ./cmd >"$seen/stdout" 2>"$seen/stderr" </dev/null)
  echo $? >"$seen/exit"
  if [ $accept = 1 ]; then
    cp "$seen/stdout" "$case/stdout"
    [ -s "$seen/stderr" ] || [ -e "$case/stderr" ] && cp "$seen/stderr" "$case/stderr"
    if [ "$(cat "$seen/exit")" = 0 ]; then rm -f "$case/exit"; else cp "$seen/exit" "$case/exit"; fi
  fi
  local good=1
  [ -e "$case/exit" ] || echo 0 >"$work/zero"
  diff -u "$case/stdout" "$seen/stdout" || good=0
  diff -u "$([ -e "$case/exit" ] && echo "$case/exit" || echo "$work/zero")" "$seen/exit" || good=0
  if [ -e "$case/stderr" ]; then diff -u "$case/stderr" "$seen/stderr" || good=0; fi
  if [ $good = 1 ]; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    echo "FAIL $2"
    sed 's/^/  stderr: /' "$seen/stderr" | head -n 20
  fi
  rm -rf "$copy"
}

if [ $# -eq 0 ]; then set -- "$here"/cases/*/; fi
for case in "$@"; do
  [ -d "$case" ] || case=$here/cases/$case
  run_case "${case%/}" "$(basename "$case")"
done
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
