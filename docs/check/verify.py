#!/usr/bin/env python3
"""Verifies an audit log, written from docs/format.md alone. Python 3.8 or later, standard library only.

    python3 verify.py DIR --key hex:... [--key ...] [--next] [--origin NAME] [--head FILE] [--json]
    python3 verify.py --batch --key hex:... [--key ...] [--next] [--origin NAME]

Keys are given oldest first, in the notation of docs/format.md; --next marks the last one as the next key of a
rotation that is under way. --head compares the log with a head that was saved earlier. Prints the verdict and every
finding. Exit status: 0 intact, 1 tampering found, 2 wrong usage, 3 could not be read or checked. Changes nothing and
takes no lock.

--batch verifies each directory that a line of the standard input names, together with a saved head where a tab and
its file follow, and answers each with one line of JSON.
"""
import argparse
import base64
import hashlib
import hmac
import json
import math
import os
import re
import stat
import sys
import time

MAX_SAFE = 2**53 - 1
MAX_DEPTH = 32
MAX_TEXT = 1024
HASH = re.compile(r"sha256:[0-9a-f]{64}\Z")
SIGNATURE = re.compile(r"hmac-sha256:[0-9a-f]{64}\Z")
KEY_ID = re.compile(r"[0-9a-f]{8}\Z")
ID = re.compile(r"evt_[0-7][0-9A-HJKMNP-TV-Z]{25}\Z")
TYPE = re.compile(r"[a-z][a-z0-9_.]{0,63}\Z")
ORIGIN = re.compile(r"[!-*,\-.0-~]{1,64}\Z")  # printable ASCII but space, + and /
TIMESTAMP = re.compile(r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)\.\d{6}Z\Z", re.ASCII)
SEALED = re.compile(r"events\.log\.([1-9][0-9]{0,8})\Z")
HEAD_MEMBERS = {"chain_hash", "key_id", "origin", "seq", "signature", "timestamp", "version"}
HEAD, ACTIVE = "chain.hash", "events.log"
ANCHOR = "the saved head"


class Malformed(Exception):
    """Not a record, or not of its form; the text says why."""


class Unreadable(Exception):
    """Neither a pass nor a failure: the log could not be read."""


# ---- JSON and its canonical form (RFC 8785) ---------------------------------------------------------------------


class Number:
    """A JSON number as it was written."""

    def __init__(self, text):
        self.text = text

    def canonical(self):
        """As ECMAScript prints the double; None if it is none."""
        value = float(self.text)
        if math.isinf(value) or math.isnan(value):
            return None
        return ecmascript(value)

    def integer(self):
        """The value if it is an integer that every JSON reader keeps, else None."""
        if len(self.text) > 40:
            return None
        value = float(self.text)
        return int(value) if value.is_integer() and abs(value) <= MAX_SAFE else None


def ecmascript(value):
    """ECMA-262, Number::toString, from the shortest digits that Python's repr gives."""
    if value == 0:
        return "0"
    sign, text = ("-", repr(-value)) if value < 0 else ("", repr(value))
    mantissa, _, exponent = text.partition("e")
    whole, _, fraction = mantissa.partition(".")
    digits = whole + ("" if fraction == "0" and not exponent else fraction)
    point = len(whole) + int(exponent or 0)  # value = 0.digits * 10^point
    stripped = digits.lstrip("0")
    point -= len(digits) - len(stripped)
    digits = stripped.rstrip("0")
    if len(digits) <= point <= 21:
        return sign + digits + "0" * (point - len(digits))
    if 0 < point <= 21:
        return sign + digits[:point] + "." + digits[point:]
    if -6 < point <= 0:
        return sign + "0." + "0" * -point + digits
    power = point - 1
    mantissa = digits[0] + ("." + digits[1:] if len(digits) > 1 else "")
    return sign + mantissa + "e" + ("+" if power > 0 else "-") + str(abs(power))


def unique(pairs):
    members = dict(pairs)
    if len(members) != len(pairs):
        raise Malformed("a member occurs twice in one object")
    return members


def no_constant(word):
    raise Malformed(word + " is not JSON")


def parse_object(line):
    """The object that a line holds; raises Malformed."""
    try:
        value = json.loads(line.decode("utf-8"), object_pairs_hook=unique, parse_int=Number, parse_float=Number,
                           parse_constant=no_constant)
    except UnicodeDecodeError:
        raise Malformed("not UTF-8")
    except RecursionError:
        raise Malformed("nests too deep")
    except ValueError as error:
        raise Malformed("not JSON: " + str(error))
    if not isinstance(value, dict):
        raise Malformed("not a JSON object")
    return value


ESCAPES = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r"}
NEEDS_ESCAPE = re.compile(r'[\x00-\x1f"\\]')


def quoted(text):
    return '"' + NEEDS_ESCAPE.sub(lambda m: ESCAPES.get(m[0]) or "\\u%04x" % ord(m[0]), text) + '"'


def utf16(text):
    """A sort key: code units, not code points."""
    return text.encode("utf-16-be", "surrogatepass")


def canonical(value):
    """RFC 8785 text; None where there is no such form."""
    if isinstance(value, str):
        return quoted(value)
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, Number):
        return value.canonical()
    if isinstance(value, list):
        parts = [canonical(each) for each in value]
        return None if None in parts else "[" + ",".join(parts) + "]"
    parts = [(quoted(name), canonical(value[name])) for name in sorted(value, key=utf16)]
    return None if any(text is None for _, text in parts) else "{" + ",".join(n + ":" + t for n, t in parts) + "}"


def is_canonical(line, value):
    try:
        text = canonical(value)
        return text is not None and text.encode("utf-8") == line
    except (UnicodeEncodeError, RecursionError):  # a lone surrogate has no canonical form
        return False


# ---- The form of records and heads ------------------------------------------------------------------------------


def units(text):
    return len(utf16(text)) // 2


def depth(value):
    """How deep arrays and objects nest, without recursion."""
    deepest, todo = 0, [(value, 1)]
    while todo:
        each, level = todo.pop()
        if isinstance(each, (dict, list)):
            deepest = max(deepest, level)
            inner = each.values() if isinstance(each, dict) else each
            todo.extend((item, level + 1) for item in inner)
    return deepest


def need(holds, what):
    if not holds:
        raise Malformed(what)


def matches(members, name, pattern):
    value = members.get(name)
    need(isinstance(value, str) and pattern.match(value), name + " is missing or not of its form")


def integer(members, name, least):
    value = members.get(name)
    number = value.integer() if isinstance(value, Number) else None
    need(number is not None and number >= least, "%s is missing or not an integer from %d" % (name, least))
    return number


def check_timestamp(members):
    matches(members, "timestamp", TIMESTAMP)
    year, month, day, hour, minute, second = map(int, TIMESTAMP.match(members["timestamp"]).groups())
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    days = [31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    need(1 <= month <= 12 and 1 <= day <= days[month - 1] and hour < 24 and minute < 60 and second < 60,
         "timestamp is no time")


def check_record(members):
    need("version" not in members, "a version member belongs to a head, not to a record")
    matches(members, "id", ID)
    integer(members, "seq", 1)
    check_timestamp(members)
    matches(members, "type", TYPE)
    matches(members, "key_id", KEY_ID)
    matches(members, "chain_hash", HASH)
    matches(members, "signature", SIGNATURE)
    for name in ("user_id", "source", "target"):
        if name in members:
            value = members[name]
            need(isinstance(value, str) and units(value) <= MAX_TEXT, name + " is not a string of at most 1,024")
    need(members.get("outcome", "success") in ("success", "failure"), "outcome is not one of its words")
    need(members.get("severity", "info") in ("info", "warning", "critical"), "severity is not one of its words")
    if "repairs" in members:
        value = members["repairs"]
        need(isinstance(value, list) and value and all(isinstance(each, str) for each in value),
             "repairs is not an array of strings")
    if "details" in members:
        value = members["details"]
        need(isinstance(value, dict) and value, "details is not an object with members")
        need(depth(value) <= MAX_DEPTH, "details nests too deep")
    check_own(members)


def check_own(members):
    """What the log's own records must say."""
    kind, details = members["type"], members.get("details", {})
    if kind == "key_rotate":
        matches(details, "new_key_id", KEY_ID)
    elif kind == "retention_prune":
        integer(details, "to_seq", integer(details, "from_seq", 1))
        matches(details, "to_hash", HASH)
    elif kind == "log_set_aside":
        integer(details, "to_seq", 0)
        matches(details, "to_hash", HASH)
        need("reason" in details, "details has no reason")
    elif kind == "integrity_failure":
        integer(details, "count", 0)
        need("findings" in details, "details has no findings")
    elif kind == "log_recovery":
        integer(details, "bytes", 0)


def check_head(members):
    need(set(members) == HEAD_MEMBERS, "not exactly the members of a head")
    need(integer(members, "version", 1) == 1, "version is not 1")
    integer(members, "seq", 0)
    check_timestamp(members)
    matches(members, "chain_hash", HASH)
    matches(members, "key_id", KEY_ID)
    matches(members, "origin", ORIGIN)
    matches(members, "signature", SIGNATURE)


# ---- Keys and signatures ----------------------------------------------------------------------------------------


def parse_key(text):
    if text.startswith("hex:"):
        return bytes.fromhex(text[4:])
    if text.startswith("base64:"):
        return base64.b64decode(text[7:], validate=True)
    return text.encode("utf-8")


class Ring:
    """Keys by fingerprint, and which of them are retired."""

    def __init__(self, keys, last_is_next):
        self.keys = {hmac.new(key, b"key_id", hashlib.sha256).hexdigest()[:8]: key for key in keys}
        order = list(self.keys)
        self.retired = set(order[: -2 if last_is_next else -1])

    def __contains__(self, key_id):
        return key_id in self.keys

    def signed(self, line, key_id, signature):
        """Whether the line, its signature member cut out, was signed with that key."""
        start = line.rfind(b',"signature":"hmac-sha256:') + 1
        end = start + len('"signature":"hmac-sha256:",') + 64
        member = ('"signature":"%s",' % signature).encode()
        if start == 0 or line[start:end] != member:
            return False
        want = hmac.new(self.keys[key_id], line[:start] + line[end:], hashlib.sha256).hexdigest()
        return hmac.compare_digest("hmac-sha256:" + want, signature)


def sha256(data):
    return "sha256:" + hashlib.sha256(data).hexdigest()


# ---- The files --------------------------------------------------------------------------------------------------


class Segment:
    """A file of lines, held open so that it survives being renamed or deleted."""

    def __init__(self, directory, name):
        self.name, self.file, self.size = name, None, 0
        path = os.path.join(directory, name)
        status = os.lstat(path)
        self.identity = (name, status.st_dev, status.st_ino)
        if stat.S_ISREG(status.st_mode):
            self.file = open(path, "rb")
            self.size = os.fstat(self.file.fileno()).st_size

    def lines(self):
        """(offset, bytes without the newline, whether there was one), up to the size when it was opened."""
        offset = 0
        while offset < self.size:
            line = self.file.readline(self.size - offset)
            if not line:
                raise Changed()
            yield offset, line[:-1] if line.endswith(b"\n") else line, line.endswith(b"\n")
            offset += len(line)


class Changed(Exception):
    """The log moved while it was being listed or read."""


def names(directory):
    """Segments, oldest first, the active one last."""
    present = os.listdir(directory)
    sealed = sorted((name for name in present if SEALED.match(name)), key=lambda name: int(name[11:]))
    return sealed + ([ACTIVE] if ACTIVE in present else [])


def identities(directory):
    return [(n, s.st_dev, s.st_ino) for n in names(directory) for s in [os.lstat(os.path.join(directory, n))]]


def read_head(directory):
    """The head's bytes, None when there is none, False when it is not a regular file."""
    path = os.path.join(directory, HEAD)
    try:
        if not stat.S_ISREG(os.lstat(path).st_mode):
            return False
        with open(path, "rb") as file:
            return file.read(4096)
    except FileNotFoundError:
        return None


def snapshot(directory):
    os.listdir(directory)  # no directory is an error of its own
    for _ in range(10):
        head = read_head(directory)
        try:
            segments = [Segment(directory, name) for name in names(directory)]
            if identities(directory) == [each.identity for each in segments]:
                return head, segments
        except FileNotFoundError:
            pass
    raise Unreadable("the log would not hold still: try again")


# ---- Verification -----------------------------------------------------------------------------------------------


class Finding:
    def __init__(self, kind, seq=None, file=None, line=None, offset=None, record=None, expected="", found=""):
        members = record if isinstance(record, dict) else {}
        self.kind, self.seq, self.file, self.line, self.offset = kind, seq, file, line, offset
        self.id, self.timestamp = text_of(members, "id"), text_of(members, "timestamp")
        self.expected, self.found = expected, found


def text_of(members, name):
    value = members.get(name)
    return value if isinstance(value, str) else None


class Head:
    """What chain.hash says, and how far that can be believed."""

    def __init__(self, data, ring):
        self.problem, self.members, self.key_known, self.authentic = None, None, False, False
        if not data:
            self.problem = "it is empty" if data == b"" else "it is missing"
            return
        try:
            need(data.endswith(b"\n") and data.count(b"\n") == 1, "it is not one line")
            line = data[:-1]
            members = parse_object(line)
            check_head(members)
            need(is_canonical(line, members), "it is not canonical")
        except Malformed as error:
            self.problem = str(error)
            return
        self.members = members
        self.seq, self.chain_hash = members["seq"].integer(), members["chain_hash"]
        self.key_id, self.origin = members["key_id"], members["origin"]
        self.key_known = self.key_id in ring
        if self.key_known:
            self.authentic = ring.signed(line, self.key_id, members["signature"])
            self.problem = None if self.authentic else "its signature does not match"


class Watch:
    """Looks for the line that a head names, and which key was due after it.

    That is the line with its hash, and no other: never one that only happens to be in that place or has its seq, or
    lines put in further up would turn records into an unacknowledged tail.
    """

    def __init__(self, head):
        self.head = head
        self.seen, self.due = False, None

    def meet(self, line_hash, due):
        if self.head.members is None or self.seen:
            return
        if line_hash == self.head.chain_hash:
            self.seen, self.due = True, due


class Verification:
    """One pass over a snapshot. Facts about lines are gathered in order; what has no line is judged at the end."""

    def __init__(self, ring, pinned, head_data, segments, anchor=None):
        self.ring, self.pinned, self.segments = ring, pinned, segments
        self.head_data, self.head = head_data, Head(head_data, ring)
        self.findings, self.notes = [], []
        self.events = self.checkable = self.tail_bytes = 0
        self.previous = None  # the line before, as bytes
        self.expected = None  # the seq due next, None until the first one is known
        self.due = None  # the key due next, None until there is a line
        self.announced = set()  # keys that authentic key_rotate records named
        self.unknown = set()  # keys that were not in the ring
        self.authorities = []  # (type, from_seq, to_seq, to_hash)
        self.first = None  # the first remaining line
        self.passed_head = False  # whether the line that the head names lies behind
        self.watch = Watch(self.head)
        self.anchor = anchor and Watch(anchor)  # a head that was saved earlier
        self.last_time = ""

    def run(self):
        if self.head.authentic and self.head.seq == 0:
            self.passed_head = True
        for segment in self.segments:
            if self.segment(segment):
                break
        if self.first is not None and self.first.seq is None:  # not one seq can be trusted: take what they say
            self.settle_first(1 if self.first.guess is None else self.first.guess)
        self.judge_beginning()
        self.judge_head()
        self.judge_anchor()
        self.judge_keys()
        return self

    def find(self, kind, seq=None, file=None, line=None, offset=None, record=None, expected="", found=""):
        self.findings.append(Finding(kind, seq, file, line, offset, record, expected, found))

    @property
    def origin(self):
        return self.pinned or (self.head.origin if self.head.authentic else None)

    # -- lines --

    def segment(self, segment):
        """Verifies one file; true when the rest of the log is an unacknowledged tail."""
        if segment.file is None:
            self.find("malformed", file=segment.name, expected="a regular file", found="something else")
            return False
        sealed = segment.name != ACTIVE
        if sealed and segment.size == 0:
            self.find("malformed", file=segment.name, expected="at least one record", found="an empty file")
        number = 0
        for offset, line, ended in segment.lines():
            number += 1
            if not ended and not sealed:
                if self.passed_head:
                    self.tail(segment, offset)
                return True
            if not ended:
                self.find("malformed", file=segment.name, line=number, offset=offset,
                          expected="a newline after every line", found="%d bytes without one" % len(line))
                break
            if self.line(segment, number, offset, line):
                self.tail(segment, offset)
                return True
        return False

    def tail(self, segment, offset):
        self.tail_bytes = segment.size - offset
        self.notes.append("%s: %d bytes from %d on are an unacknowledged tail" % (segment.name, self.tail_bytes, offset))

    def line(self, segment, number, offset, line):
        """Verifies one line; true when it begins an unacknowledged tail."""
        where = dict(file=segment.name, line=number, offset=offset)
        fact = self.examine(line)
        found = fact.findings
        if self.first is None and self.follows_head(fact):
            self.passed_head = True
        if self.passed_head and segment.name == ACTIVE and any(each[0] not in ("unknown_key", "recorded_failure") for each in found):
            return True
        for kind, expected, what in found:
            self.find(kind, fact.stated, record=fact.members, expected=expected, found=what, **where)
        self.take(fact, line, where)
        return False

    def follows_head(self, fact):
        """Whether this is a record directly after the line that the head names."""
        head = self.head
        return (head.authentic and fact.authentic and fact.stated == head.seq + 1
                and fact.key_id == head.key_id and fact.members["chain_hash"] == head.chain_hash)

    def examine(self, line):
        """What can be said of a line by itself and by what came before it."""
        fact = Fact()
        try:
            fact.members = parse_object(line)
            check_record(fact.members)
        except Malformed as error:
            fact.findings.append(("malformed", "a record", str(error)))
            fact.members = None
            return fact
        members = fact.members
        fact.stated, fact.key_id = members["seq"].integer(), members["key_id"]
        if fact.key_id not in self.ring:
            fact.findings.append(("unknown_key", "a key of the ring", "key " + fact.key_id))
        elif not is_canonical(line, members):
            fact.findings.append(("not_canonical", "the RFC 8785 form", "another form"))
        elif not self.ring.signed(line, fact.key_id, members["signature"]):
            fact.findings.append(("signature", "an HMAC of the line under key " + fact.key_id, members["signature"]))
        fact.authentic = not fact.findings
        self.examine_place(fact)
        if members["type"] == "integrity_failure" and fact.authentic:
            fact.findings.append(("recorded_failure", "no damage", "a record of damage found earlier"))
        return fact

    def examine_place(self, fact):
        members = fact.members
        if self.expected is not None and fact.stated != self.expected:
            fact.findings.append(("sequence", str(self.expected), str(fact.stated)))
        if self.previous is not None:
            want = sha256(self.previous)
        elif fact.stated == 1 and self.origin is not None:
            want = sha256(self.origin.encode())
        else:
            want = None
        if want is not None and members["chain_hash"] != want:
            fact.findings.append(("link", want, members["chain_hash"]))
        if self.due is not None and fact.key_id != self.due:
            fact.findings.append(("key_change", "key " + self.due, "key " + fact.key_id))

    def take(self, fact, line, where):
        """Moves on past a line that belongs to the log."""
        members = fact.members
        self.events += 1
        if fact.key_id is not None and fact.key_id not in self.ring:
            self.unknown.add(fact.key_id)
        if fact.authentic:
            self.checkable += 1
            if members["timestamp"] < self.last_time:
                self.notes.append("%s:%d: the timestamp runs backwards" % (where["file"], where["line"]))
            self.last_time = members["timestamp"]
        self.count(fact)
        if fact.key_id is not None:
            self.due = fact.key_id
        clean = not fact.findings
        if clean and members["type"] == "key_rotate":
            self.due = members["details"]["new_key_id"]
            self.announced.add(self.due)
        if clean and members["type"] in ("retention_prune", "log_set_aside"):
            details = members["details"]
            begin = details["from_seq"].integer() if members["type"] == "retention_prune" else None
            self.authorities.append((begin, details["to_seq"].integer(), details["to_hash"]))
        self.previous = line
        self.watch.meet(sha256(line), self.due)
        self.passed_head = self.passed_head or self.head.authentic and self.watch.seen
        if self.anchor:
            self.anchor.meet(sha256(line), self.due)

    def count(self, fact):
        """Which seq is due after this line."""
        if self.first is None:
            self.first = First(fact)
        if self.expected is not None:
            self.expected = (fact.stated if fact.authentic else self.expected) + 1
        else:  # the first line whose seq can be trusted numbers those before it
            self.first.lines += 1
            if self.first.guess is None and fact.stated is not None:
                self.first.guess = fact.stated - self.first.lines + 1
            if fact.authentic:
                self.settle_first(fact.stated - self.first.lines + 1)

    def settle_first(self, seq):
        self.first.seq = seq
        self.expected = seq + self.first.lines

    # -- what has no line --

    def judge_beginning(self):
        if self.first is None or self.first.seq == 1:
            return
        seq, chain_hash = self.first.seq, self.first.chain_hash
        for begin, to_seq, to_hash in self.authorities:
            if begin is not None and begin <= seq <= to_seq:
                return
            if to_seq == seq - 1 and to_hash == chain_hash:
                return
        self.find("segment_missing", seq, expected="seq 1, or a record that says why it is gone",
                  found="seq %d first" % seq)

    def last_seq(self):
        return self.expected - 1 if self.expected is not None else 0

    def judge_head(self):
        head = self.head
        if self.head_data is None and not self.segments:
            self.notes.append("there is no log here yet; one that was deleted as a whole looks the same")
        elif self.head_data is False:
            self.find("malformed", file=HEAD, expected="a regular file", found="something else")
        elif self.head_data is None:
            self.find("head_missing", file=HEAD, expected="the signed end of the log", found="nothing")
        elif head.problem is not None:
            self.find("head_invalid", file=HEAD, expected="an authentic head", found=head.problem)
        elif not head.authentic:
            self.judge_unknown_head()
        elif self.before_first() or not self.signed_by_another():
            self.judge_place()

    def due_for_head(self):
        """The key due to sign the record after the one that the head names; None where nobody can say."""
        if self.watch.seen and self.watch.due is not None:
            return self.watch.due
        if self.first is not None and self.head.seq < self.first.seq:
            return self.first.key_id
        return self.due if self.watch.seen else None

    def judge_unknown_head(self):
        due = self.due  # nobody vouches for what it names, so only the end counts
        if due is not None and self.head.key_id != due:
            self.find("head_invalid", file=HEAD, expected="key " + due, found="key " + self.head.key_id)
        else:
            self.unknown.add(self.head.key_id)
            self.find("unknown_key", file=HEAD, expected="a key of the ring", found="key " + self.head.key_id)

    def signed_by_another(self):
        due = self.due_for_head()
        if due is None or due == self.head.key_id:
            return False
        self.find("head_invalid", file=HEAD, expected="key " + due, found="key " + self.head.key_id)
        return True

    def before_first(self):
        return self.first is not None and self.head.seq < self.first.seq and not self.watch.seen

    def judge_place(self):
        head = self.head
        if self.pinned is not None and head.origin != self.pinned:
            self.find("head_mismatch", file=HEAD, expected="origin " + self.pinned, found="origin " + head.origin)
        if self.before_first():
            first = self.first
            directly = head.seq == first.seq - 1 and head.chain_hash == first.chain_hash
            if not directly or first.key_id != head.key_id or not first.verifies:
                self.find("head_mismatch", head.seq, HEAD, expected="a record from %d on" % first.seq,
                          found="record %d" % head.seq)
        elif self.first is None and head.seq == 0:
            if head.chain_hash != sha256((self.pinned or head.origin).encode()):
                self.find("head_mismatch", 0, HEAD, expected="the hash of the origin", found=head.chain_hash)
        elif head.seq > self.last_seq() and not self.watch.seen:
            self.find("truncated", self.last_seq(), expected="records up to %d" % head.seq,
                      found="the last is %d" % self.last_seq())
        elif self.first is not None and head.seq > 0 and not self.watch.seen:
            self.find("head_mismatch", head.seq, HEAD, expected=head.chain_hash, found="no such line")

    def judge_anchor(self):
        if not self.anchor:
            return
        saved, first = self.anchor.head, self.first
        origin = saved.origin if self.head.members is None else self.head.origin
        if saved.origin != origin:
            self.find("head_mismatch", file=ANCHOR, expected="origin " + saved.origin, found="origin " + origin)
        elif self.anchor.seen:
            return
        elif saved.seq > self.last_seq():
            self.find("truncated", self.last_seq(), ANCHOR, expected="records up to %d" % saved.seq,
                      found="the last is %d" % self.last_seq())
        elif saved.seq > 0 and first is not None and saved.seq >= first.seq:
            self.find("head_mismatch", saved.seq, ANCHOR, expected=saved.chain_hash, found="no such line")

    def judge_keys(self):
        retired = self.ring.retired
        by_head = self.head.authentic and self.head.key_id in retired
        if by_head or self.due in retired:
            key = self.due if self.due in retired else self.head.key_id
            self.find("key_change", expected="the current key at the end of the log", found="retired key " + key)

    def verdict(self):
        if not self.findings:
            return "ok"
        if all(each.kind == "unknown_key" for each in self.findings):
            if self.checkable == 0 or self.unknown <= self.announced:
                return "unverifiable"
        return "failed"


class Fact:
    """What is known of one line."""

    def __init__(self):
        self.members = self.stated = self.key_id = None
        self.authentic = False  # signed, and exactly so: its seq can be trusted
        self.findings = []


class First:
    """The first remaining line; its seq is settled by the first line that can be trusted."""

    def __init__(self, fact):
        self.seq = self.guess = None
        self.lines = 0  # up to and with the one that settles it
        self.key_id = fact.key_id
        self.verifies = all(each[0] == "recorded_failure" for each in fact.findings)
        self.chain_hash = fact.members["chain_hash"] if fact.members else None


def load_anchor(path, ring):
    """A head that was saved earlier; one that is not authentic proves nothing."""
    with open(path, "rb") as file:
        head = Head(file.read(4096).strip() + b"\n", ring)
    if not head.authentic:
        raise Unreadable("the saved head cannot be relied on: " + (head.problem or "its key is not in the ring"))
    return head


def verify(directory, ring, pinned, anchor=None):
    """Verifies; if there is something to report and the log moved meanwhile, once more."""
    for attempt in range(10):
        head, segments = snapshot(directory)
        try:
            result = Verification(ring, pinned, head, segments, anchor).run()
            still = read_head(directory) == head and identities(directory) == [s.identity for s in segments]
            if still or not (result.findings or result.tail_bytes):
                return result
        except (Changed, FileNotFoundError):
            pass
        finally:
            for segment in segments:
                if segment.file is not None:
                    segment.file.close()
        time.sleep(0.05 * (attempt + 1))
    raise Unreadable("the log would not hold still: try again")


# ---- The command ------------------------------------------------------------------------------------------------


def report(result, pinned):
    return {
        "status": result.verdict(),
        "events": result.events,
        "findings": [vars(each) for each in result.findings],
        "unacknowledged_tail_bytes": result.tail_bytes,
        "trust": {"keys": list(result.ring.keys), "origin": result.origin, "origin_pinned": pinned is not None,
                  "head_present": result.head.authentic,
                  "anchor_seq": result.anchor.head.seq if result.anchor else None},
        "notes": result.notes,
    }


def show(result, pinned):
    print(result.verdict().upper(), result.events, "events")
    for each in result.findings:
        place = ":".join(str(part) for part in (each.file, each.line) if part is not None) or "log"
        print("%s: %s%s: expected %s, found %s" % (
            place, each.kind, "" if each.seq is None else " at seq %d" % each.seq, each.expected, each.found))
    for note in result.notes:
        print("note:", note)
    if pinned is None:
        print("note: the origin was not pinned: the log itself named it")


def batch(ring, pinned):
    for line in sys.stdin:
        directory, _, saved = line.rstrip("\n").partition("\t")
        try:
            anchor = load_anchor(saved, ring) if saved else None
            answer = report(verify(directory, ring, pinned, anchor), pinned)
        except (OSError, Unreadable) as error:
            answer = {"status": "error", "error": str(error)}
        print(json.dumps(answer), flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("directory", metavar="DIR", nargs="?")
    parser.add_argument("--key", action="append", required=True, help="hex:..., base64:... or text; oldest first")
    parser.add_argument("--next", action="store_true", help="the last key is the next one of a rotation under way")
    parser.add_argument("--origin", help="the name that the chain must have")
    parser.add_argument("--head", metavar="FILE", help="a copy of an earlier chain.hash")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--batch", action="store_true", help="verify what the lines of the standard input name")
    options = parser.parse_args()
    if (options.directory is None) != options.batch or options.batch and options.head:
        parser.error("either DIR or --batch, and --head with DIR")
    try:
        keys = [parse_key(text) for text in options.key]
    except ValueError:
        parser.error("a key does not decode")
    if not all(keys) or len(set(keys)) != len(keys) or (options.next and len(keys) < 2):
        parser.error("keys must not be empty or given twice, and --next needs two")
    if options.origin is not None and not ORIGIN.match(options.origin):
        parser.error("that cannot be an origin")
    ring = Ring(keys, options.next)
    if options.batch:
        batch(ring, options.origin)
        return 0
    try:
        anchor = load_anchor(options.head, ring) if options.head else None
        result = verify(options.directory, ring, options.origin, anchor)
    except (OSError, Unreadable) as error:
        print(error, file=sys.stderr)
        return 3
    if options.json:
        json.dump(report(result, options.origin), sys.stdout, indent=1)
        print()
    else:
        show(result, options.origin)
    return {"ok": 0, "failed": 1, "unverifiable": 3}[result.verdict()]


if __name__ == "__main__":
    sys.exit(main())
