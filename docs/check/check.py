#!/usr/bin/env python3
"""python3 check.py KEY_HEX FILE... checks the signatures and links of one whole log under one key.

Give the segments oldest first, then events.log, then chain.hash: that is signed and linked as one more record would be.
"""
import hashlib, hmac, sys

key, previous, lines, failed = bytes.fromhex(sys.argv[1]), None, 0, 0
for name in sys.argv[2:]:
    for number, line in enumerate(open(name, "rb"), 1):
        line, lines = line[:-1], lines + 1
        before, _, after = line.rpartition(b',"signature":"hmac-sha256:')
        signed = before + after[65:]  # 64 digits and the quote; the comma before the member went with it
        if not hmac.compare_digest(hmac.new(key, signed, hashlib.sha256).hexdigest().encode(), after[:64]):
            failed += 1
            print(f"{name}:{number}: the signature does not match")
        if previous is not None and line[22:86] != hashlib.sha256(previous).hexdigest().encode():
            failed += 1
            print(f"{name}:{number}: does not follow the line before it")
        previous = line
print(f"{lines} lines, {failed} findings")
sys.exit(1 if failed or not lines else 0)
