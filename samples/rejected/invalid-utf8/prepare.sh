# 0xE9 is no UTF-8 here and a JSON document has no other encoding.
printf '{"fills": [\n  {"id": "caf\351"}\n]}\n' >export.json
