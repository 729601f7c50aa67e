: >export.csv
