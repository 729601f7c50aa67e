cat statement.csv >export.csv
printf 'default,deposit,2026-11-19T08:00:00Z,1\0000.00,260.00,USD,t-0002,,\n' >>export.csv
