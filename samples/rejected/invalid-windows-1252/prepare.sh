# windows-1252 gives the byte 0x81 no character.
cat head.csv >statement.csv
printf 'default,deposit,2026-11-19T08:00:00Z,1.00,251.00,USD,t-\2010002,,\n' >>statement.csv
