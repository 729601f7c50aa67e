# A bomb: 64 MiB of zeros in 64 KiB.
head -c 67108864 /dev/zero | gzip -n >export.csv.gz
