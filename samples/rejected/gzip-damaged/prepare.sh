# The last bytes of a good stream are missing.
gzip -n <export.csv >whole.gz
head -c 60 whole.gz >export.csv.gz
