# A quote that is never closed, and 17 MiB after it.
cat statement.csv >export.csv
printf 'default,deposit,2026-11-19T08:00:00Z,1.00,251.00,USD,"' >>export.csv
head -c 17825792 /dev/zero | tr '\000' x >>export.csv
