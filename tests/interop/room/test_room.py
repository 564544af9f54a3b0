#!/usr/bin/python3
"""Members of a room over a log in memory: pairing, messages, files, and what a hostile relay does to them."""

import os
import re
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

import ratchet
from room import codes, entries, files, guesses, messages, pairing, runs, vectors
from room.member import Member

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "..")
ADDRESS = bytes(range(16))
PRS, OTHER_PRS = bytes([7]) * 32, bytes([8]) * 32
START = 1_800_000_000_000


class Log:
    """An honest relay; change rewrites a body on its way to the readers."""

    def __init__(self, suite=1):
        self.suite, self.bodies, self.members, self.now = suite, [], [], START
        self.taken = {}
        self.change = lambda seq, body, reader: body

    def join(self, name, prs=PRS, delay=0, suite=None):
        member = Member(ADDRESS, prs, suite or self.suite, name, ratchet.Seeded(name), self.now, delay)
        self.members.append(member)
        self.taken[member] = 0
        return member

    def append(self, body):
        self.bodies.append(body)

    def settle(self, milliseconds=0):
        """Delivers until nobody has anything to say."""
        self.now += milliseconds
        for member in self.members:
            member.tick(self.now)
        while self.step():
            pass

    def step(self):
        moved = False
        for member in self.members:
            for id_, body in list(member.outbox.items()):
                self.append(body)
                member.stored(id_, len(self.bodies), self.now)
                moved = True
        for member in self.members:
            while self.taken[member] < len(self.bodies):
                self.taken[member] += 1
                seq = self.taken[member]
                body = self.change(seq, self.bodies[seq - 1], member)
                if body is not None:
                    member.receive(seq, self.now, body, self.now)
                moved = True
            if not member.desk.is_caught_up:
                member.caught_up(1, len(self.bodies), self.now)
            member.tick(self.now)
        return moved


def events(member, kind):
    return [event for event in member.events if event["event"] == kind]


def texts(member):
    return [event["text"] for event in events(member, "message")]


class Case(unittest.TestCase):
    def pair(self, suite=1, **options):
        log = Log(suite)
        anna = log.join("Anna", **options)
        log.settle()
        bela = log.join("Bela", **options)
        log.settle()
        self.assertEqual(set(anna.sessions), {bela.id})
        self.assertEqual(set(bela.sessions), {anna.id})
        return log, anna, bela


class Codes(unittest.TestCase):
    def test_code(self):
        self.assertEqual(codes.parse_code("K7QX-29mf C3PD"), "k7qx29mfc3pd")
        self.assertEqual(codes.parse_code("oOiI-lLaa-aaaa"), "001111aaaaaa")
        for wrong in ("", "k7qx-29mf-c3p", "k7qx-29mf-c3pdd", "u7qx-29mf-c3pd"):
            self.assertRaises(ValueError, codes.parse_code, wrong)
        self.assertEqual(codes.code_text(codes.parse_code(codes.CLASSIC_CODE)), codes.CLASSIC_CODE)
        self.assertEqual(len(codes.parse_code(codes.new_code(ratchet.System))), 12)

    def test_invitation(self):
        pin = "A" * 42 + "E"
        for text in ("locket://relay.example/k7qx-29mf-c3pd", f"locket://[::1]:7443/k7qx-29mf-c3pd#suite=128&pin={pin}"):
            self.assertEqual(codes.Invitation.parse(text).text(), text)
        for wrong in ("http://h/k7qx-29mf-c3pd", "locket://h/k7qx", "locket://h:0/k7qx-29mf-c3pd", "locket://h/k7qx-29mf-c3pd#",
                      "locket://h/k7qx-29mf-c3pd#suite=256", "locket://h/k7qx-29mf-c3pd#suite=128&suite=128",
                      "locket://h/k7qx-29mf-c3pd#x=1", "locket://h/k7qx-29mf-c3pd#pin=" + "A" * 42 + "B"):
            self.assertRaises(ValueError, codes.Invitation.parse, wrong)

    def test_password(self):
        room = codes.Room(codes.parse_code(codes.CLASSIC_CODE))
        self.assertEqual(room.prs("e\u0301"), room.prs("\u00e9"))
        self.assertRaises(ValueError, room.prs, "")
        self.assertRaises(ValueError, room.prs, "a" * 4097)


class Pages(unittest.TestCase):
    """What stands in the page stands in this code."""

    def test_entries(self):
        text = self.page()
        for row in re.findall(r"^\| ([1-5]) \| (\w+) \| \w+ \| (\d+) \|$", text, re.MULTILINE):
            self.assertEqual(sum(entries.FIELDS[int(row[0])]), int(row[2]), row[1])
        shortest = 1 + 16 + ratchet.OVERHEAD + entries.wrap_text_length(2) + entries.sealed_length(entries.BUCKETS[0])
        longest = 1 + 31 * (16 + ratchet.OVERHEAD + entries.wrap_text_length(1)) + entries.sealed_length(entries.BUCKETS[-1])
        self.assertTrue(f"| 6 | message | zeros | {shortest} to {longest:,} |" in text)

    def test_limits(self):
        text = self.page().replace("\n", " ")
        for sentence in (f"at most {messages.MAX_PART:,} bytes", f"bytes: {messages.PIECE_LENGTH:,}", f"last {pairing.MAX_STARTED:,} such pairs",
                         f"among the last {pairing.MAX_RUNS}", f"later, up to {pairing.AT_ONCE}", f"With {guesses.LIMIT} counted attempts",
                         f"{-(-messages.MAX_FILE // messages.PIECE_LENGTH)} pieces", f"| {files.AT_ONCE} | bounds what a reader holds",
                         f"| {pairing.HELLOS_A_MINUTE} a minute, the newest first; {pairing.MAX_WAITING} wait"):
            self.assertTrue(sentence in text, sentence)

    @staticmethod
    def page():
        with open(os.path.join(ROOT, "docs", "protocol.md"), encoding="utf-8") as file:
            return file.read()

    def test_vectors(self):
        for name, lines in (("pairing", vectors.pairing_lines()), ("message", vectors.message_lines())):
            with open(os.path.join(ROOT, "tests", "testdata", "rooms", name + ".txt"), encoding="utf-8") as file:
                self.assertEqual(file.read(), "\n".join(lines) + "\n")


class Pairing(Case):
    def test_either_is_first(self):
        for suite in (1, 2):
            log, anna, bela = self.pair(suite)
            self.assertEqual([body[0] for body in log.bodies[:5]], [1, 1, 2, 3, 4])
            self.assertEqual(log.bodies[2][1:17], anna.id)
            self.assertEqual(anna.sessions[bela.id].name, "Bela")
            self.assertEqual(bela.sessions[anna.id].name, "Anna")
            self.assertEqual(anna.phrase(bela.id), bela.phrase(anna.id))
            self.assertRegex(anna.phrase(bela.id), r"^\d{5}( \d{5}){4}$")

    def test_both_at_once(self):
        log = Log()
        anna, bela = log.join("Anna"), log.join("Bela")
        log.settle()
        self.assertTrue(bela.id in anna.sessions and anna.id in bela.sessions)
        self.assertEqual(sum(body[0] == entries.START for body in log.bodies), 1)

    def test_three(self):
        log, anna, bela = self.pair()
        cecil = log.join("Cecil")
        log.settle()
        self.assertEqual(set(cecil.sessions), {anna.id, bela.id})
        cecil.send_text("to both", log.now)
        log.settle()
        self.assertEqual((texts(anna), texts(bela), texts(cecil)), (["to both"], ["to both"], []))
        self.assertFalse(events(anna, "other-readers"))
        phrases = {anna.phrase(bela.id), bela.phrase(cecil.id), cecil.phrase(anna.id)}
        self.assertEqual(len(phrases), 3)

    def test_many_come_at_once(self):
        """Honest newcomers never count as guesses, however many runs are open."""
        log, anna, bela = self.pair()
        others = [log.join(f"member {i}") for i in range(6)]
        log.settle()
        for member in (anna, bela, *others):
            self.assertEqual(len(member.sessions), 7)
            self.assertFalse(member.desk.guesses.counted or member.desk.guesses.open or events(member, "attempt"))

    def test_wrong_password(self):
        log = Log()
        anna = log.join("Anna")
        log.settle()
        for i in range(3):
            guesser = log.join(f"guesser {i}", OTHER_PRS)
            log.settle(10_000)
            self.assertEqual(len(events(anna, "attempt")), i + 1)
            self.assertTrue(events(guesser, "refused"))
        self.assertTrue(anna.desk.guesses.locked)
        bela = log.join("Bela")
        log.settle(10_000)
        self.assertFalse(anna.sessions)
        anna.unlock(log.now)
        log.settle()
        self.assertEqual(set(anna.sessions), {bela.id})

    def test_guesses_wait(self):
        log = Log()
        anna = log.join("Anna")
        log.settle()
        log.join("guesser", OTHER_PRS)
        log.settle()
        bela = log.join("Bela")
        log.settle(guesses.WAITS[1] - 1)
        self.assertNotIn(bela.id, anna.sessions)
        log.settle(1)
        self.assertIn(bela.id, anna.sessions)

    def test_guesser_as_a(self):
        """Three tries of Tb, whatever ids and nonces they come under; the others are told, once."""
        log, anna, bela = self.pair()
        for nonce in (b"n" * 16, b"n" * 16, b"o" * 16, b"p" * 16, b"q" * 16):
            log.append(self.start_of(bela, nonce))
        log.settle()
        self.assertEqual(sum(body[0] == entries.ANSWER for body in log.bodies) - 1, 3)
        self.assertFalse(bela.desk.guesses.locked)
        log.settle(guesses.OPEN_FOR)
        self.assertTrue(bela.desk.guesses.locked)
        self.assertEqual(len(events(bela, "attempt")), 3)
        self.assertEqual(len(events(anna, "attempt")), 3)
        self.assertEqual(anna.desk.guesses.counted, bela.desk.guesses.counted)
        anna.send_text("still here", log.now)
        log.settle()
        self.assertEqual(texts(bela), ["still here"])

    def start_of(self, member, nonce_a):
        key = ratchet.scalar(ratchet.System)
        public = ratchet.public(key)
        fields = member.desk.nonce, nonce_a, public, ratchet.public(ratchet.scalar(ratchet.System))
        return entries.Entry(entries.START, entries.member_id(public), member.id, fields).body()

    def test_one_at_a_time_before_the_first(self):
        log = Log()
        anna = log.join("Anna")
        log.settle()
        log.append(self.start_of(anna, b"n" * 16))
        log.append(self.start_of(anna, b"o" * 16))
        log.settle()
        self.assertEqual(sum(body[0] == entries.ANSWER for body in log.bodies), 1)

    def test_late_confirm_takes_back(self):
        """Confirm comes after the attempt was counted, and into a locked room."""
        log = Log()
        anna = log.join("Anna")
        log.settle()
        held = []

        def hold(seq, body, reader):
            if body[0] == entries.CONFIRM and reader is not anna and not log.is_late:
                held.append((seq, body))
                return entries.Entry(9, bytes(16), bytes(16), ()).body()
            return body

        log.change, log.is_late = hold, False
        bela = log.join("Bela")
        log.settle()
        log.settle(guesses.OPEN_FOR)
        self.assertEqual(len(events(bela, "attempt")), 1)
        bela.desk.guesses.counted |= {b"x" * 16, b"y" * 16}
        self.assertTrue(bela.desk.guesses.locked)
        log.is_late = True
        log.append(held[0][1])
        log.settle()
        self.assertIn(anna.id, bela.sessions)
        self.assertFalse(bela.desk.guesses.locked)

    def test_refuse_of_a_stranger(self):
        """A forged refuse is shown and ends nothing."""
        log = Log()
        anna = log.join("Anna")
        log.settle()
        forged = []

        def forge(seq, body, reader):
            if body[0] == entries.CONFIRM and not forged:
                forged.append(entries.Entry(entries.REFUSE, body[1:17], body[17:33], (body[33:49], body[49:65])).body())
                log.append(body)
                return forged[0]
            return body

        log.change = forge
        log.members.insert(0, log.join("Bela"))
        log.members.pop()
        bela = log.members[0]
        log.settle()
        self.assertTrue(events(bela, "refused"))
        self.assertIn(anna.id, bela.sessions)

    def test_tampering(self):
        """A flipped bit in any field of any entry pairs nobody, and leaves nobody with a session of its own making."""
        for type_, lengths in entries.FIELDS.items():
            if type_ == entries.REFUSE:
                continue
            ends = [sum(lengths[:i + 1]) for i in range(len(lengths))]
            for place in (0, 1, 17, *(33 + end - 1 for end in ends), 33 + ends[-1]):
                with self.subTest(type=type_, place=place):
                    self.tamper(type_, place)

    def tamper(self, type_, place):
        log = Log()
        anna = log.join("Anna")
        log.settle()

        def flip(_seq, body, reader):
            if body[0] != type_ or (type_ == entries.HELLO and body[1:17] == anna.id) or body[1:17] == reader.id:
                return body
            altered = bytearray(body)
            if place < len(body):
                altered[place] ^= 1
            else:
                altered.append(0)
            return bytes(altered)

        log.change = flip
        bela = log.join("Bela")
        log.settle()
        self.assertFalse(bela.sessions)
        self.assertFalse(events(bela, "joined"))
        if type_ != entries.CONFIRM:
            self.assertFalse(anna.sessions)
        wrong_tag = type_ == entries.ANSWER and place >= 33 + 32 + 130 and place < 33 + 194
        self.assertEqual(len(events(anna, "attempt")), int(wrong_tag), "only a wrong Tb counts")

    def test_reflection(self):
        """Neither an own share nor an own id is taken."""
        log = Log()
        anna = log.join("Anna")
        log.settle()
        bela = log.join("Bela")

        def reflect(_seq, body, _reader):
            if body[0] == entries.ANSWER:
                share = next(iter(anna.desk.as_a.values())).exchange.share
                return body[:65] + share + body[130:]
            return body

        log.change = reflect
        log.settle()
        self.assertFalse(anna.sessions or bela.sessions or events(anna, "attempt"))
        self.assertEqual(events(anna, "dropped")[-1]["problem"], "own share")
        log.append(entries.Entry(entries.HELLO, anna.id, entries.ALL, (b"\1", b"\1", anna.desk.public, b"z" * 16)).body())
        log.settle()
        self.assertEqual(events(anna, "dropped")[-1]["problem"], "own id")

    def test_other_suite_and_version(self):
        log = Log()
        anna = log.join("Anna")
        log.settle()
        log.join("Bela", suite=2)
        log.settle()
        self.assertTrue(events(anna, "other-suite"))
        self.assertFalse(anna.sessions or anna.desk.as_a)

    def test_another_room(self):
        """What was recorded in one room pairs nobody in another: the address is in the run."""
        key = ratchet.scalar(ratchet.System)
        mine, theirs = [runs.Exchange(address, 1, PRS, b"a" * 16, b"b" * 16, b"n" * 16, b"m" * 16, key).share for address in (ADDRESS, bytes(16))]
        self.assertNotEqual(mine, theirs)

    def test_pairing_again(self):
        log, anna, bela = self.pair()
        cecil = log.join("Cecil")
        log.settle()
        old = anna.sessions[bela.id].phrase_key
        for _ in range(3):
            bela.pair_again(anna.id, log.now)
            log.settle()
        self.assertEqual((len(events(anna, "pair-again-asked")), events(cecil, "pair-again-asked")), (1, []))
        # The old session stands until the new one does.
        bela.send_text("before", log.now)
        log.settle()
        anna.pair_again(bela.id, log.now)
        log.settle()
        self.assertEqual(anna.sessions[bela.id].phrase_key, bela.sessions[anna.id].phrase_key)
        self.assertNotEqual(anna.sessions[bela.id].phrase_key, old)
        bela.send_text("after", log.now)
        anna.send_text("so it is", log.now)
        log.settle()
        self.assertEqual((texts(anna), texts(bela)), (["before", "after"], ["so it is"]))

    def test_crossing(self):
        """Both start, both are answered half a minute late, and both confirm; a relay may withhold one confirm for ever."""
        for withheld in (None, 0, 1):
            with self.subTest(withheld=withheld):
                log = Log()
                pair = anna, bela = log.join("Anna"), log.join("Bela")
                hellos = {member: next(iter(member.outbox.values())) for member in pair}
                for member, other in (pair, pair[::-1]):
                    member.outbox.clear()
                    member.receive(1, log.now, hellos[member], log.now)
                    member.receive(2, log.now, hellos[other], log.now)
                    member.caught_up(1, 2, log.now)
                    log.taken[member] = 2
                log.bodies = list(hellos.values())
                starts = {member: member.outbox.popitem()[1] for member in pair}
                # The other's start is all that each sees in time; its own comes back late.
                answers = {}
                for member, other in (pair, pair[::-1]):
                    member.receive(3, log.now, starts[other], log.now)
                    answers[member] = member.outbox.popitem()[1]
                    self.assertEqual(answers[member][0], entries.ANSWER)
                confirms = {}
                for member, other in (pair, pair[::-1]):
                    member.receive(4, log.now, answers[other], log.now)
                    confirms[member], *early = member.outbox.values()
                    member.outbox.clear()
                    self.assertEqual((confirms[member][0], len(early)), (entries.CONFIRM, 1))
                for index, (member, other) in enumerate((pair, pair[::-1])):
                    if index != withheld:
                        member.receive(5, log.now, confirms[other], log.now)
                log.bodies += [b"", b"", b""]
                for member in pair:
                    log.taken[member] = 5
                    member.position = 5
                for number in range(3):
                    for member in pair:
                        member.send_text(f"{member.name} {number}", log.now)
                    log.settle()
                self.assertEqual(anna.sessions[bela.id].phrase_key, bela.sessions[anna.id].phrase_key)
                self.assertEqual(texts(anna)[-2:], ["Bela 1", "Bela 2"])
                self.assertEqual(texts(bela)[-2:], ["Anna 1", "Anna 2"])
                if withheld is None:
                    self.assertEqual((len(texts(anna)), len(texts(bela))), (3, 3))

    def test_hello_again(self):
        """Somebody whose start went astray says hello again after 30 s, 60 s and 120 s."""
        log = Log()
        anna = log.join("Anna")
        log.settle()
        log.members.remove(anna)
        bela = log.join("Bela")
        log.settle()
        for wait in pairing.REPEATS:
            before = len(log.bodies)
            log.settle(wait - 1)
            self.assertEqual(len(log.bodies), before)
            log.settle(1)
            self.assertEqual([body[0] for body in log.bodies[before:]], [entries.HELLO])
        log.settle(1_000_000)
        self.assertEqual(len(log.bodies), 5)
        log.members.append(anna)
        log.settle()
        self.assertIn(bela.id, anna.sessions)


class Messages(Case):
    def test_both_ways(self):
        for suite in (1, 2):
            log, anna, bela = self.pair(suite)
            for i in range(3):
                anna.send_text(f"to you {i}", log.now)
                bela.send_text(f"back {i}", log.now)
                log.settle()
            self.assertEqual(texts(bela), [f"to you {i}" for i in range(3)])
            self.assertEqual(texts(anna), [f"back {i}" for i in range(3)])
            self.assertGreater(anna.sessions[bela.id].renewals, 2)
            for member in (anna, bela):
                self.assertFalse([event for event in member.events if event["event"] not in (
                    "joined", "named", "message", "stored", "delivered", "caught-up")])

    def test_what_was_typed_early(self):
        log = Log()
        anna = log.join("Anna")
        anna.send_text("typed before anybody came", log.now)
        log.settle()
        bela = log.join("Bela")
        log.settle()
        self.assertEqual(texts(bela), ["typed before anybody came"])

    def test_lengths(self):
        log, anna, _ = self.pair()
        lengths = {}
        for size in (2, 3, 181, 182, 949, 950, 4021, 4022, 16309, 16310, 65461, 65462, messages.MAX_PART, messages.MAX_PART + 1):
            before = len(log.bodies)
            anna.send(messages.TEXT, b"x" * size, log.now) if size <= messages.MAX_PART else anna.send_text("x" * size, log.now)
            lengths[size] = [len(body) - 33 - 1 - 225 for body in list(anna.outbox.values())]
            log.settle()
            self.assertTrue(len(log.bodies) > before)
        expected = {}
        for size in lengths:
            parts = [size] if size <= messages.MAX_PART else [messages.MAX_PART, size - messages.MAX_PART]
            expected[size] = [entries.sealed_length(min(b for b in entries.BUCKETS if b >= part + 75)) for part in parts]
        self.assertEqual(lengths, expected)
        self.assertEqual(lengths[2], lengths[3])

    def test_equal_texts_differ(self):
        log, anna, bela = self.pair()
        before = len(log.bodies)
        anna.send_text("hi", log.now)
        anna.send_text("hi", log.now)
        log.settle()
        first, second = (body for body in log.bodies[before:] if body[1:17] == anna.id)
        self.assertEqual(len(first), len(second))
        self.assertFalse({first[i:i + 16] for i in range(49, len(first) - 15)} & {second[i:i + 16] for i in range(49, len(second) - 15)} - {bela.id})
        self.assertEqual(texts(bela), ["hi", "hi"])

    def test_split_between_characters(self):
        parts = list(messages.split_text("€" * messages.MAX_PART))
        self.assertEqual(b"".join(parts).decode(), "€" * messages.MAX_PART)
        for part in parts:
            part.decode()
            self.assertLessEqual(len(part), messages.MAX_PART)

    def test_tampering(self):
        """A flipped bit opens nothing and uses nothing up: what was sent opens still, once. (In another's wrap it goes unnoticed.)"""
        log, anna, bela = self.pair()
        cecil = log.join("Cecil")
        log.settle()
        anna.send_text("hello", log.now)
        (body,) = anna.outbox.values()
        seq = len(log.bodies)
        for place in range(0, len(body)):
            if place > 60 and place % 7:
                continue
            altered = bytearray(body)
            altered[place] ^= 1
            seq += 1
            for reader in (bela, cecil):
                reader.receive(seq, log.now, bytes(altered), log.now)
        anna.outbox.clear()
        for reader in (bela, cecil):
            reader.receive(seq + 1, log.now, body, log.now)
            self.assertEqual(texts(reader), ["hello"])
            self.assertFalse(events(reader, "bad-message"))

    def test_sender_makes_it_badly(self):
        good = messages.Padded(1, 0, START, 0, 0, bytes(16), bytes(32), b"x").encode()
        messages.Padded.decode(good)
        wrong = [good[:-1], good + b"\0", good[:-1] + b"\1", bytes(256), good.ljust(1024, b"\0"), good[:1] + b"\2" + good[2:],
                 good[:2] + b"\xff" * 8 + good[10:], good[:26] + b"\1" + good[27:]]
        for data in wrong:
            self.assertRaises(messages.Bad, messages.Padded.decode, data)
        for kind, part in ((0, b"x"), (1, b""), (1, b"\x1b[2J"), (1, b"\xff"), (2, b""), (2, b"x" * 65), (2, "\u202e".encode()), (3, b"x"),
                           (4, b""), (4, b"x" * 15), (4, bytes(16 * 33)), (5, bytes(24)), (5, b"f" * 16 + b"\xff" * 8 + b"n"),
                           (6, bytes(20)), (6, bytes(21 + messages.PIECE_LENGTH)), (7, bytes(47)), (8, bytes(15)), (9, b"\0\5abc")):
            with self.subTest(kind=kind, part=part[:20]):
                self.assertRaises(messages.Bad, messages.read_part, kind, part)
        self.assertIsNone(messages.read_part(10, b"anything"))

    def test_bad_message_of_a_member(self):
        log, anna, bela = self.pair()
        anna.send(messages.TEXT, b"\x1b[2J", log.now)
        anna.send_text("fine", log.now)
        log.settle()
        self.assertEqual(len(events(bela, "bad-message")), 1)
        self.assertEqual(texts(bela), ["fine"])

    def test_replay_and_loss(self):
        log, anna, bela = self.pair()
        dropped = []

        def lose(_seq, body, reader):
            return entries.Entry(77, bytes(16), bytes(16), ()).body() if body in dropped and reader is bela and not log.is_back else body

        log.change, log.is_back = lose, False
        anna.send_text("lost", log.now)
        dropped += anna.outbox.values()
        log.settle()
        anna.send_text("next", log.now)
        log.settle()
        self.assertEqual(texts(bela), ["next"])
        self.assertEqual(events(bela, "missing")[-1]["count"], 1)
        log.is_back = True
        log.append(dropped[0])
        log.append(dropped[0])
        log.settle()
        self.assertEqual(texts(bela), ["next", "lost"])
        self.assertEqual(events(bela, "missing")[-1]["count"], 0)
        self.assertTrue(events(bela, "reordered"))
        self.assertEqual(events(bela, "unopenable")[-1]["problem"], "replayed")

    def test_other_type_and_sender(self):
        """A message passes under no other sender."""
        log, anna, bela = self.pair()
        cecil = log.join("Cecil")
        log.settle()
        anna.send(messages.TEXT, b"mine", log.now, {bela.id: anna.sessions[bela.id]})
        ((id_, body),) = anna.outbox.items()
        del anna.outbox[id_]
        log.append(body[:1] + cecil.id + body[17:])
        log.settle()
        self.assertEqual(events(bela, "unopenable")[-1]["problem"], "damaged")
        log.append(body)
        log.settle()
        self.assertEqual([event["member"] for event in events(bela, "message")], [anna.id.hex()])

    def test_acknowledgement(self):
        log, anna, bela = self.pair(delay=30_000)
        log.settle(60_000)
        anna.send_text("one", log.now)
        anna.send_text("two", log.now)
        before = len(log.bodies)
        log.settle()
        self.assertFalse(events(anna, "delivered"))
        bela.mark_read(bela.position, log.now)
        log.settle(30_000)
        self.assertEqual(len(events(anna, "delivered")), 2)
        self.assertEqual(anna.sessions[bela.id].heard_read, bela.read)
        self.assertEqual(len(log.bodies) - before, 3, "one notice for both, none for the notice")

    def test_a_side_that_only_sends_renews(self):
        log, anna, bela = self.pair()
        bela.notice_delay = 0
        log.settle(60_000)
        for _ in range(130):
            anna.send(messages.NAME, b"Anna", log.now)
            log.settle()
        self.assertGreaterEqual(anna.sessions[bela.id].renewals, 3)
        self.assertLessEqual(anna.sessions[bela.id].ratchet.state.number, 51)

    def test_fork(self):
        log, anna, bela = self.pair()
        log.change = lambda seq, body, reader: entries.Entry(77, b"x" * 16, bytes(16), ()).body() if body[0] == 77 and reader is bela else body
        log.append(entries.Entry(77, bytes(16), bytes(16), ()).body())
        log.settle()
        anna.send_text("I saw that", log.now)
        log.settle()
        self.assertTrue(events(bela, "fork"))

    def test_gap(self):
        log, anna, bela = self.pair()
        anna.send_text("left out", log.now)
        (left_out,) = anna.outbox.values()
        log.change = lambda seq, body, reader: None if body == left_out and reader is bela else body
        log.settle()
        anna.send_text("next", log.now)
        log.settle()
        self.assertEqual(events(bela, "gap")[0]["count"], 1)

    def test_log_began_anew(self):
        """What only the log before had is perhaps lost, and not delivered by what is said in the next one."""
        log, anna, bela = self.pair()
        anna.send_text("lost", log.now)
        (lost,) = anna.outbox.values()
        log.change = lambda seq, body, reader: None if body == lost and reader is bela else body
        log.settle()
        anna.caught_up(anna.position + 100, anna.position + 99, log.now)
        self.assertEqual([len(event["ids"]) for event in events(anna, "perhaps-lost")], [1])
        log.append(entries.Entry(77, bytes(16), bytes(16), ()).body())
        log.settle()
        bela.send_text("I have seen more", log.now)
        log.settle()
        self.assertIn("I have seen more", texts(anna))
        self.assertFalse(events(anna, "delivered"))

    def test_forked_sender(self):
        log, anna, bela = self.pair()
        anna.send_text("one", log.now)
        log.settle()
        anna.previous = b"x" * 32
        anna.send_text("two", log.now)
        log.settle()
        self.assertTrue(events(bela, "forked-sender"))

    def test_file(self):
        log, anna, bela = self.pair()
        data = ratchet.Seeded("file").fill(2 * messages.PIECE_LENGTH + 5)
        anna.send_file("picture.png", data, log.now)
        anna.send_file("empty", b"", log.now)
        log.settle()
        self.assertEqual([(event["name"], event["hash"]) for event in events(bela, "file")],
                         [("picture.png", codes.h(data).hex()), ("empty", codes.h().hex())])
        self.assertFalse(bela.files)
        self.assertEqual(files.digest(b"f" * 16, b""), codes.h(b"locket/v1 file", b"f" * 16))

    def test_file_that_is_wrong(self):
        log, anna, bela = self.pair()
        parts = list(files.split("name", bytes(messages.PIECE_LENGTH + 1), b"f" * 16))
        for wrong in (parts[:2] + parts[3:], parts[:1] + parts[2:3], parts[:2] + parts[1:2], parts[:1] + [(messages.PIECE, parts[1][1][:-1])], parts[:1] + [(messages.FILE_STOP, b"f" * 16)]):
            for kind, part in wrong:
                anna.send(kind, part, log.now)
            log.settle()
            self.assertFalse(bela.files)
        self.assertEqual(len(events(bela, "file-stopped")), 5)
        self.assertFalse(events(bela, "file"))

    def test_bye(self):
        log, anna, bela = self.pair()
        bela.leave(log.now)
        log.settle()
        self.assertEqual([event["name"] for event in events(anna, "left")], ["Bela"])
        self.assertFalse(anna.sessions or bela.sessions)
        anna.send_text("anybody?", log.now)
        self.assertFalse(anna.outbox)
        cecil = log.join("Cecil")
        log.settle()
        self.assertEqual(texts(cecil), ["anybody?"])


if __name__ == "__main__":
    unittest.main()
