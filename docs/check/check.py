#!/usr/bin/env python3
"""The idea in a few lines: python3 check.py KEY_HEX FILE... checks signatures and links of one whole log under one key.

Give the segments oldest first, events.log last. verify.py beside this file checks everything else too.
"""
import hashlib, hmac, json, re, sys

key, previous, failed = bytes.fromhex(sys.argv[1]), None, 0
for name in sys.argv[2:]:
    for number, line in enumerate(open(name, "rb"), 1):
        line = line[:-1]
        record = json.loads(line)
        before, _, after = line.rpartition(b',"signature":"hmac-sha256:')
        signed = before + after[65:]  # 64 digits and the quote; the comma before the member went with it
        mac = "hmac-sha256:" + hmac.new(key, signed, hashlib.sha256).hexdigest()
        if not hmac.compare_digest(mac, record["signature"]):
            failed += 1
            print(f"{name}:{number}: seq {record['seq']}: the signature does not match")
        if previous is not None and record["chain_hash"] != "sha256:" + hashlib.sha256(previous).hexdigest():
            failed += 1
            print(f"{name}:{number}: seq {record['seq']}: does not follow the line before it")
        previous = line
if previous is not None:
    print("last line: sha256:" + hashlib.sha256(previous).hexdigest(), "(chain.hash must say the same)")
sys.exit(1 if failed else 0)
