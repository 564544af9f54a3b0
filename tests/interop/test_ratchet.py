#!/usr/bin/python3
"""Checks ratchet.py against the published transcript and its limits against docs/protocol.md."""

import os
import re
import unittest

import ratchet

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")


def read(*parts):
    with open(os.path.join(ROOT, *parts), encoding="utf-8") as file:
        return file.read()


class Ratchet(unittest.TestCase):
    def test_transcript(self):
        self.assertEqual("\n".join(ratchet.transcript()) + "\n", read("tests", "testdata", "rooms", "ratchet.txt"))

    def test_limits(self):
        text = read("docs", "protocol.md")
        for name, value in {
            "skipped keys": ratchet.MAX_SKIPPED,
            "gap": ratchet.MAX_GAP,
            "old chains": ratchet.MAX_OLD,
            "age": ratchet.MAX_AGE,
            "unanswered": ratchet.MAX_UNANSWERED,
        }.items():
            row = re.search(rf"^\| {name} \| ([\d,]+) \|", text, re.MULTILINE)
            self.assertIsNotNone(row, name)
            self.assertEqual(int(row[1].replace(",", "")), value)


if __name__ == "__main__":
    unittest.main()
