#!/usr/bin/python3
"""Checks this reader and writer against every test vector: test_interop.py [folder]."""

import filecmp
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import unittest

import armor
import header
import locket
import make_vectors
import metadata
import payload
import slots
from common import LocketError

FOLDER = make_vectors.FOLDER
HERE = os.path.dirname(os.path.abspath(__file__))


class Vectors(unittest.TestCase):
    def test_every_vector(self):
        with open(os.path.join(FOLDER, "vectors.json"), encoding="ascii") as file:
            vectors = json.load(file)
        for vector in vectors:
            with self.subTest(vector["name"]):
                with open(os.path.join(FOLDER, vector["file"]), "rb") as file:
                    data = file.read()
                self.assertEqual(self.read(data, vector["secret"]), self.expected(vector))

    @staticmethod
    def read(data, secret):
        passwords = [slots.normalize_password(secret["password"])] if "password" in secret else []
        keys = [bytes.fromhex(secret["keyHex"])] if "keyHex" in secret else []
        try:
            content, known = locket.read(data, passwords, keys)
        except LocketError as error:
            return error.reason, error.offset
        return "valid", len(content), hashlib.sha256(content).hexdigest(), known

    @staticmethod
    def expected(vector):
        if vector["expect"] == "valid":
            return "valid", vector["contentLength"], vector["contentSha256"], vector.get("metadata")
        return vector["expect"], vector.get("offsetInBytes")

    def test_vectors_are_reproducible(self):
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run([sys.executable, os.path.join(HERE, "make_vectors.py"), folder], check=True, capture_output=True)
            names = os.listdir(folder)
            _, different, missing = filecmp.cmpfiles(folder, FOLDER, names, shallow=False)
            self.assertEqual((different, missing), ([], []))
            self.assertEqual(set(os.listdir(FOLDER)) - set(names), {"README.md"})


class WorkedExample(unittest.TestCase):
    def test_worked_example_has_the_published_hash(self):
        with open(os.path.join(FOLDER, "worked-example.locket"), "rb") as file:
            digest = hashlib.sha256(file.read()).hexdigest()
        self.assertEqual(digest, "43174375d3d7464ac267d80f8a8f8c8f13da313e6ce0a65433d2b13960a94caa")

    def test_argon2id_slot(self):
        k = slots.argon2id("caf\u00e9 noir".encode(), b"locket-salt-0123", 64, 3, 4)
        self.assertEqual(k.hex(), "92344b3f9856f3e2120d5adb0b7cfe41b4ccad7baefeff7c7e9f9ee78ee6f583")
        self.assertEqual(k, slots.argon2id_program("caf\u00e9 noir".encode(), b"locket-salt-0123", 64, 3, 4))


class Rules(unittest.TestCase):
    def test_spare_reaches_every_length_but_these(self):
        out_of_reach = [length for length in range(5000) if header.spare_of_length(length) is None]
        self.assertEqual(out_of_reach, [*range(10), 11])
        for length in range(12, 5000):
            self.assertEqual(len(header.spare_of_length(length).encode()), length)

    def test_padme(self):
        table = {0: 1, 1: 2, 7: 8, 8: 10, 9: 10, 99: 104, 1000: 1024, 16383: 16384, 65536: 67584, 1000000: 1015808,
                 1000000000: 1006632960}
        self.assertEqual({length: payload.padme(length + 1) for length in table}, table)

    def test_safe_names(self):
        table = {"../../etc/passwd": ".._.._etc_passwd", "C:\\a:b.txt": "C__a_b.txt", "..": "unnamed", "": "unnamed",
                 "a..b. . ": "a..b", "con": "_con", "Nul .tar.gz": "_Nul .tar.gz", "lpt\u00b2.txt": "_lpt\u00b2.txt",
                 "a\u202etxt.exe": "a_txt.exe", "\u00e9" * 200 + ".jpeg": "\u00e9" * 125 + ".jpeg",
                 "CON" + " " * 300 + "x": "_CON"}
        self.assertEqual({name: metadata.safe_name(name) for name in table}, table)

    def test_armor_lines(self):
        for length in range(1, 200):
            for eol in (b"\n", b"\r\n"):
                data = bytes(length)
                self.assertEqual(armor.decode(armor.encode(data, eol)), (data, None))

    def test_every_cut_of_a_file_is_refused(self):
        data = locket.write(b"text", [], [bytes(32)], members={"name": "a"})
        for whole in (data, armor.encode(data).rstrip(b"\n")):
            for length in range(1, len(whole)):
                with self.assertRaises(LocketError) as caught:
                    locket.read(whole[:length], [], [bytes(32)])
                self.assertIn(caught.exception.reason, ("truncated", "damaged-payload"))


class Secrets(unittest.TestCase):
    def test_password_files(self):
        for data, password in ((b"a\n", b"a"), (b"a\r\n", b"a"), (b"a\n\n", b"a\n"), (b"a\r", b"a\r"), (b" a ", b" a "),
                               ("e\u0301".encode(), "\u00e9".encode()), (b"a" * 1048576 + b"\r\n", b"a" * 1048576)):
            self.assertEqual(slots.read_password(data), password)
        for data in (b"", b"\n", b"\r\n", b"\xef\xbb\xbfa", b"\xff", b"a" * 1048577):
            self.assertRaises(ValueError, slots.read_password, data)

    def test_key_files(self):
        line = b"locket-key/v1 ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8"
        for data in (line, line + b"\n", b"# comment\r\n\r\n" + line + b"\r\n\n# \xc3\xa9", b"\n" * 2000 + line):
            self.assertEqual(slots.read_key_file(data), bytes(range(0x20, 0x40)))
        for data in (b"", b"# none\n", line + b"\n" + line, b" " + line, line + b" ", line + b"\r", line + b"\r\r\n", line[:-1], line + b"=",
                     line[:-1] + b"9", b"\xef\xbb\xbf" + line, b"#\xff\n" + line, b"\n" * 4096 + line, line + b"\nother",
                     line.replace(b"v1", b"v2"), line.replace(b" ", b"  ")):
            self.assertRaises(ValueError, slots.read_key_file, data)


class Command(unittest.TestCase):
    def run_command(self, *arguments):
        command = [sys.executable, os.path.join(HERE, "locket.py"), *arguments]
        return subprocess.run(command, capture_output=True, check=False, text=True)

    def test_round_trip(self):
        with tempfile.TemporaryDirectory() as folder:
            def path(name):
                return os.path.join(folder, name)
            for name, data in (("in.bin", make_vectors.content(70000)), ("key", b"locket-key/v1 " + b"A" * 43 + b"\n"),
                               ("password", b"secret\n"), ("wrong", b"guess\n")):
                with open(path(name), "wb") as file:
                    file.write(data)
            for options in ([], ["--suite", "128", "--pad"], ["--armor"], ["--kdf", "argon2id 64 1 1", "--name", "\u00fc"]):
                kdf = [] if "--kdf" in options else ["--kdf", "pbkdf2-sha256 10"]
                written = self.run_command("encrypt", path("in.bin"), "-o", path("out"), "--key-file", path("key"),
                                           "--password-file", path("password"), *kdf, *options)
                self.assertEqual((written.returncode, written.stderr), (0, ""))
                for secret in (["--key-file", path("key")], ["--password-file", path("password")]):
                    self.assertEqual(self.run_command("decrypt", path("out"), "-o", path("back"), *secret).returncode, 0)
                    self.assertTrue(filecmp.cmp(path("in.bin"), path("back"), shallow=False))
                self.assertEqual(self.run_command("inspect", path("out")).returncode, 0)
                refused = self.run_command("decrypt", path("out"), "-o", path("none"), "--password-file", path("wrong"))
                self.assertEqual((refused.returncode, refused.stderr), (1, "reason: no-slot-opens\n"))
                self.assertFalse(os.path.exists(path("none")))


if __name__ == "__main__":
    unittest.main()
