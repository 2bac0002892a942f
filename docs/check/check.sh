#!/bin/sh
# The idea with sed and openssl: sh check.sh KEY_HEX FILE... checks signatures and links of one whole log under one
# key. Give the segments oldest first, events.log last. Starts a few programs a line: for small logs and for spot checks.
set -eu
export LC_ALL=C
key=$1
shift
failed=0 previous= number=0

hash_of() { openssl dgst -sha256 -r | cut -d' ' -f1; }
mac_of() { openssl dgst -sha256 -mac HMAC -macopt "hexkey:$key" -r | cut -d' ' -f1; }
complain() { echo "line $number of all: $1"; failed=1; }

cat -- "$@" > "${TMPDIR:-/tmp}/check.$$"
trap 'rm -f "${TMPDIR:-/tmp}/check.$$"' EXIT
while IFS= read -r line; do
  number=$((number + 1))
  signature=$(printf %s "$line" | sed 's/.*,"signature":"hmac-sha256:\([0-9a-f]*\)".*/\1/')
  link=$(printf %s "$line" | sed 's/^{"chain_hash":"sha256:\([0-9a-f]*\)".*/\1/')
  mac=$(printf %s "$line" | sed 's/\(.*\),"signature":"hmac-sha256:[0-9a-f]\{64\}"/\1/' | tr -d '\n' | mac_of)
  [ "$mac" = "$signature" ] || complain "the signature does not match"
  [ -z "$previous" ] || [ "$link" = "$previous" ] || complain "does not follow the line before it"
  previous=$(printf %s "$line" | hash_of)
done < "${TMPDIR:-/tmp}/check.$$"
echo "last line: sha256:$previous (chain.hash must say the same)"
exit $failed
