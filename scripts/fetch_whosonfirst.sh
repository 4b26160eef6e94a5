#!/bin/sh
# Downloads countries of Who's On First (CC BY 4.0 and others, whosonfirst.org) for `wiretag gazetteer import whosonfirst`.
#
# usage: scripts/fetch_whosonfirst.sh FOLDER COUNTRY...
# COUNTRY: such as tr or sy. The publisher gives no checksums; the zip files have their own.
set -eu
if [ $# -lt 2 ]; then
  sed -n '2,/^set/s/^# //p' "$0" >&2
  exit 2
fi
folder=$1
shift
# shellcheck source=scripts/fetch_lib.sh
. "$(dirname "$0")/fetch_lib.sh"
mkdir -p "$folder"
for country; do
  code=$(printf '%s' "$country" | tr '[:upper:]' '[:lower:]')
  zip=$folder/whosonfirst-data-admin-$code.zip
  # such an archive is made on request and cannot be continued, so a broken one is fetched anew
  rm -f "$zip.part"
  fetch "https://github.com/whosonfirst-data/whosonfirst-data-admin-$code/archive/refs/heads/master.zip" "$zip"
  check_zip "$zip"
done
echo "now:  wiretag gazetteer import whosonfirst $folder -o places.tsv"
