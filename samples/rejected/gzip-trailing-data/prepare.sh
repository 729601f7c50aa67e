gzip -n <export.csv >export.csv.gz
printf 'saved by a mail program\n' >>export.csv.gz
