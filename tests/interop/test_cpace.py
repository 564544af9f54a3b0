#!/usr/bin/python3
"""Checks cpace.py against the draft's vectors, which LOCKET_VECTORS names the folder of."""

import json
import os
import unittest

import cpace

FOLDER = os.environ.get("LOCKET_VECTORS")


@unittest.skipUnless(FOLDER, "LOCKET_VECTORS is not set")
class Vectors(unittest.TestCase):
    @staticmethod
    def read(name):
        with open(os.path.join(FOLDER, name), encoding="ascii") as file:
            return json.load(file)

    def test_session(self):
        session = {name: bytes.fromhex(value) for name, value in self.read("cpace/draft-embedded/P256_session.json").items()}
        base = cpace.generator(session["PRS"], session["CI"], session["sid"])
        self.assertEqual(cpace.encode(base), session["g"])
        ya, yb = (int.from_bytes(session[name], "big") for name in ("ya", "yb"))
        self.assertEqual(cpace.encode(cpace.multiply(ya, base)), session["Ya"])
        self.assertEqual(cpace.encode(cpace.multiply(yb, base)), session["Yb"])
        self.assertEqual(cpace.agree(ya, cpace.multiply(yb, base)), session["K"])
        self.assertEqual(cpace.agree(yb, cpace.share(ya, base)), session["K"])
        messages = cpace.lv_cat(session["Ya"], session["ADa"], session["Yb"], session["ADb"])
        head = cpace.lv_cat(cpace.DSI + b"_ISK", session["sid"], session["K"])
        self.assertEqual(cpace.sha256(head, messages), session["ISK_IR"])

    def test_points(self):
        for vector in self.read("hash-to-curve/P256_XMD_SHA-256_SSWU_NU_.json")["vectors"]:
            point = cpace.simplified_swu(int(vector["u"][0], 16))
            self.assertEqual(point, (int(vector["Q"]["x"], 16), int(vector["Q"]["y"], 16)))

    def test_expansion(self):
        for name in ("38", "256"):
            root = self.read(f"hash-to-curve/expand_message_xmd_SHA256_{name}.json")
            for test in root["tests"]:
                result = cpace.expand_message_xmd(test["msg"].encode(), root["DST"].encode(), int(test["len_in_bytes"], 16))
                self.assertEqual(result.hex(), test["uniform_bytes"])


if __name__ == "__main__":
    unittest.main()
