# 70 deposits without an id that the ledger has too, a cent apart and within the tolerance.
printf '%s\n' 'portfolio,type,time,amount,balance,amount/balance unit,transfer id,trade id,order id' >statement.csv
printf '%s\n' 'reference,posted_at,account,asset,amount' >ledger.csv
for cents in 0 1 2 3 4 5 6; do
  for mill in 0 1 2 3 4 5 6 7 8 9; do
    printf 'default,deposit,2026-11-19T08:00:00Z,100.%s%s0,,USD,,,\n' "$cents" "$mill" >>statement.csv
    printf ',2026-11-19T08:00:00Z,coinbase-pro/default,USD,100.%s%s5\n' "$cents" "$mill" >>ledger.csv
  done
done
