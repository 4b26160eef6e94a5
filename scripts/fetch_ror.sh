#!/bin/sh
# Downloads the newest data dump of ROR (CC0, ror.org) for `wiretag gazetteer import ror`, with its checksum.
#
# usage: scripts/fetch_ror.sh [FOLDER]      (dumps/ror)
set -eu
folder=${1:-dumps/ror}
# shellcheck source=scripts/fetch_lib.sh
. "$(dirname "$0")/fetch_lib.sh"
mkdir -p "$folder"
fetch_text 'https://zenodo.org/api/records/?communities=ror-data&sort=mostrecent&size=1' | python3 -c '
import json, sys
for f in json.load(sys.stdin)["hits"]["hits"][0]["files"]:
    if f["key"].endswith(".zip"):
        print(f["key"].replace("/", "_"), f["checksum"].split(":")[-1], f["links"]["self"])' >"$folder/newest"
read -r name sum url <"$folder/newest"
fetch "$url" "$folder/$name"
check_sum md5sum "$sum" "$folder/$name"
echo "now:  wiretag gazetteer import ror $folder/$name -o ror.tsv"
