# What a spreadsheet saves as "Unicode text".
printf '\377\376' >export.csv
printf 'portfolio,type,time\r\n' | sed 's/./&\n/g' | tr '\n' '\000' >>export.csv
