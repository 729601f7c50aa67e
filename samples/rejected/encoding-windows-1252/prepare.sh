# The note has one byte 0xE9: an e with an acute accent in windows-1252, no UTF-8.
{
  printf 'reference,posted_at,account,asset,amount,memo\n'
  printf 't-0001,2026-11-19T07:58:02Z,coinbase-pro/default,USD,250.00,d\351p\364t\n'
} >ledger.csv
