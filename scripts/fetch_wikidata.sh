#!/bin/sh
# Downloads Wikidata's dump of all entities (CC0, wikidata.org) for `wiretag gazetteer import wikidata`.
#
# usage: scripts/fetch_wikidata.sh [FOLDER [DATE [KIND]]]
# FOLDER: dumps/wikidata. DATE: such as 20240101; without it the newest one that has its checksums. KIND: bz2 (90 GB) or
# gz (140 GB, but faster to read). A stopped download goes on when it is started again with the same DATE.
set -eu
folder=${1:-dumps/wikidata} date=${2:-} kind=${3:-gz}
# shellcheck source=scripts/fetch_lib.sh
. "$(dirname "$0")/fetch_lib.sh"
site=https://dumps.wikimedia.org/wikidatawiki/entities
mkdir -p "$folder"

sum_of() { # DATE: the checksum of that day's file, or nothing
  fetch_text "$site/$1/wikidata-$1-sha1sums.txt" 2>/dev/null | sed -n "s/^\([0-9a-f]\{40\}\)  wikidata-$1-all\.json\.$kind\$/\1/p"
}

if [ -z "$date" ]; then
  for candidate in $(fetch_text "$site/" | grep -o 'href="[0-9]\{8\}/"' | tr -dc '0-9\n' | sort -r); do
    sum=$(sum_of "$candidate")
    if [ -n "$sum" ]; then
      date=$candidate
      break
    fi
  done
else
  sum=$(sum_of "$date")
fi
if [ -z "$date" ] || [ -z "${sum:-}" ]; then
  echo "no dump of ${date:-any day} with checksums at $site" >&2
  exit 1
fi
file=$folder/wikidata-$date-all.json.$kind
fetch "$site/$date/wikidata-$date-all.json.$kind" "$file"
check_sum sha1sum "$sum" "$file"
echo "now:  wiretag gazetteer import wikidata $file --classes $folder/classes-$date.tsv --min-sitelinks 5 -o wikidata.tsv"
