#!/bin/sh
# sh check.sh KEY_HEX FILE... checks the signatures and links of one whole log under one key.
# Give the segments oldest first, then events.log, then chain.hash: that is signed and linked as one more record would be.
# Starts a few programs a line: for small logs and for spot checks.
set -eu
export LC_ALL=C
key=$1
shift
lines=0 failed=0 previous=

hash_of() { openssl dgst -sha256 -r | cut -d' ' -f1; }
mac_of() { openssl dgst -sha256 -mac HMAC -macopt "hexkey:$key" -r | cut -d' ' -f1; }
complain() { echo "line $lines of all: $1"; failed=$((failed + 1)); }

all=$(mktemp)
trap 'rm -f "$all"' EXIT
cat -- "$@" >"$all"
while IFS= read -r line || [ -n "$line" ]; do
  lines=$((lines + 1))
  signature=$(printf %s "$line" | sed 's/.*,"signature":"hmac-sha256:\([0-9a-f]*\)".*/\1/')
  link=$(printf %s "$line" | sed 's/^{"chain_hash":"sha256:\([0-9a-f]*\)".*/\1/')
  mac=$(printf %s "$line" | sed 's/\(.*\),"signature":"hmac-sha256:[0-9a-f]\{64\}"/\1/' | tr -d '\n' | mac_of)
  [ "$mac" = "$signature" ] || complain "the signature does not match"
  [ -z "$previous" ] || [ "$link" = "$previous" ] || complain "does not follow the line before it"
  previous=$(printf %s "$line" | hash_of)
done <"$all"
echo "$lines lines, $failed findings"
[ "$lines" -gt 0 ] && [ "$failed" -eq 0 ]
