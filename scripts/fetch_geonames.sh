#!/bin/sh
# Downloads GeoNames' tables (CC BY 4.0, geonames.org) for `wiretag gazetteer import geonames`.
#
# usage: scripts/fetch_geonames.sh [FOLDER [PLACES]]
# FOLDER: dumps/geonames. PLACES: allCountries (400 MB), cities500, cities1000, cities5000, cities15000, or a country's
# code. GeoNames publishes no checksums; zip files have their own. A stopped download goes on when it is started again.
set -eu
folder=${1:-dumps/geonames} places=${2:-allCountries}
# shellcheck source=scripts/fetch_lib.sh
. "$(dirname "$0")/fetch_lib.sh"
site=https://download.geonames.org/export/dump
mkdir -p "$folder"
for zip in "$places.zip" alternateNamesV2.zip; do
  fetch "$site/$zip" "$folder/$zip"
  check_zip "$folder/$zip"
done
for table in admin1CodesASCII.txt admin2Codes.txt countryInfo.txt; do
  fetch "$site/$table" "$folder/$table"
done
echo "now:  wiretag gazetteer import geonames $folder --languages en,tr -o places.tsv --compile places.wtg"
