#!/usr/bin/env bash
# Makes the pictures of `reports/pictures`: the page and every sheet of the workbook of a sample.
#
# Usage: Tests/pictures.sh [TIEOUT]
# Needs chromium, LibreOffice (soffice), pdftoppm and pdftotext (poppler-utils), convert
# (ImageMagick). Fonts and versions of these change the bytes, so that no test compares them.
set -euo pipefail
cd "$(dirname "$0")/.."
tieout=${1:-.build/release/tieout}
out=reports/pictures
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir -p "$out"

status=0
"$tieout" run samples/end-of-day --business-date 2026-11-19 --unsealed "$scratch/reports" --quiet \
  >"$scratch/line" 2>/dev/null || status=$?
test "$status" = 3

# Few colours: a picture takes less than 60 kB.
small() { convert "$1" -strip +dither -colors 16 -define png:compression-level=9 "PNG8:$2"; }

shoot() {
  chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --force-device-scale-factor=1 \
    --user-data-dir="$scratch/profile" --blink-settings=preferredColorScheme="$2" \
    --window-size="$3" --screenshot="$scratch/shot.png" "file://$scratch/reports/report.html" \
    >/dev/null 2>&1
  small "$scratch/shot.png" "$out/$1.png"
}
shoot page 1 900,900
shoot page-dark-narrow 0 400,900

soffice -env:UserInstallation="file://$scratch/office" --headless --convert-to pdf \
  --outdir "$scratch" "$scratch/reports/breaks.xlsx" >/dev/null 2>&1
pages=$(pdfinfo "$scratch/breaks.pdf" | awk '/^Pages:/ { print $2 }')
last=""
for page in $(seq "$pages"); do
  # The footer says the sheet: it stands beside `Page 1 of 9`.
  sheet=$(pdftotext -f "$page" -l "$page" -layout "$scratch/breaks.pdf" - \
    | sed -n 's/^.*  *\([A-Z][A-Za-z -]*[a-z]\)  *Page [0-9]* of [0-9]*.*$/\1/p' | tail -n 1)
  if [ -z "$sheet" ] || [ "$sheet" = "$last" ]; then continue; fi
  last=$sheet
  name=$(echo "$sheet" | tr 'A-Z ' 'a-z-')
  # The upper left part, as large as the print of a wide table needs it.
  case "$sheet" in
    "Open items") dots=380 ;;
    Balances) dots=760 ;;
    Matched) dots=240 ;;
    "Tolerance used" | Sources | "Refused lines") dots=160 ;;
    *) dots=110 ;;
  esac
  pdftoppm -f "$page" -l "$page" -r "$dots" -png -singlefile "$scratch/breaks.pdf" "$scratch/sheet"
  convert "$scratch/sheet.png" -trim +repage -crop 1000x420+0+0 +repage -trim +repage \
    -bordercolor white -border 12 "$scratch/part.png"
  small "$scratch/part.png" "$out/sheet-$name.png"
done
find "$out" -name '*.png' -size +59k -exec echo "too large: {}" \; -exec false {} +
ls -l "$out"
