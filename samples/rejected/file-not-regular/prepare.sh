mkfifo export.csv
