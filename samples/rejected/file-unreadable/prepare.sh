# Root may read every file: then the fault cannot be shown.
printf 'portfolio,type\n' >export.csv
chmod 000 export.csv
if cat export.csv >/dev/null 2>&1; then exit 77; fi
