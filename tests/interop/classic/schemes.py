#!/usr/bin/python3
"""The classic schemes, written from their description alone. Reads a JSON array of jobs, writes one of results.

A job: library, scheme, act (encrypt or decrypt), data (hex), password or key (hex), and the scheme's parameters. A result is hex, or null
where it does not open.
"""

import base64
import hashlib
import hmac
import json
import os
import struct
import sys

from primitives import LIBRARIES, hkdf


def key_of(library, job, salt):
    if "key" in job:
        return bytes.fromhex(job["key"])
    length = job.get("bits", 256) // 8
    return library.pbkdf2(bytes.fromhex(job["password"]), salt, job["iterations"], job["hash"].lower(), length)


def cbc_file_encrypt(library, job, data):
    key = key_of(library, job, bytes.fromhex(job.get("salt", "")))
    iv = os.urandom(16)
    return iv + library.cbc_encrypt(key, iv, data)


def cbc_file_decrypt(library, job, data):
    key = key_of(library, job, bytes.fromhex(job.get("salt", "")))
    return library.cbc_decrypt(key, data[:16], data[16:])


def cbc_hmac_encrypt(library, job, data):
    salt, iv = os.urandom(16), os.urandom(16)
    key = key_of(library, job, salt)
    text = base64.b64encode(library.cbc_encrypt(key, iv, data))
    mac = hmac.new(key, text, hashlib.sha256).digest()
    values = {"ciphertext": text, "iv": base64.b64encode(iv), "salt": base64.b64encode(salt), "mac": base64.b64encode(mac)}
    return json.dumps({name: value.decode() for name, value in values.items()}).encode()


def cbc_hmac_decrypt(library, job, data):
    values = json.loads(data)
    key = key_of(library, job, base64.b64decode(values["salt"]))
    text = values["ciphertext"].encode()
    if not hmac.compare_digest(hmac.new(key, text, hashlib.sha256).digest(), base64.b64decode(values["mac"])):
        raise ValueError("mac")
    return library.cbc_decrypt(key, base64.b64decode(values["iv"]), base64.b64decode(text))


SUITES = {1: ("sha256", 16), 2: ("sha384", 24), 3: ("sha512", 32)}


def v2_keys(library, job, suite, iterations, salt):
    hash_name, half = SUITES[suite]
    if iterations == 0:
        keys = hkdf(hash_name, bytes.fromhex(job["key"]), salt, b"cbc-hmac-v2", 2 * half)
    else:
        keys = library.pbkdf2(bytes.fromhex(job["password"]), salt, iterations, hash_name, 2 * half)
    return keys[:half], keys[half:]


def v2_tag(suite, mac_key, data):
    hash_name, half = SUITES[suite]
    return hmac.new(mac_key, data + struct.pack(">Q", 8 * 32), hash_name).digest()[:half]


def cbc_hmac_v2_encrypt(library, job, data):
    suite = {128: 1, 192: 2, 256: 3}[job.get("bits", 256)]
    iterations = 0 if "key" in job else job["iterations"]
    salt, iv = os.urandom(16), os.urandom(16)
    mac_key, key = v2_keys(library, job, suite, iterations, salt)
    whole = b"cbc-hmac-v2" + struct.pack(">BI", suite, iterations) + salt + iv + library.cbc_encrypt(key, iv, data)
    return whole + v2_tag(suite, mac_key, whole)


def cbc_hmac_v2_decrypt(library, job, data):
    assert data[:11] == b"cbc-hmac-v2"
    suite, iterations = struct.unpack(">BI", data[11:16])
    half = SUITES[suite][1]
    mac_key, key = v2_keys(library, job, suite, iterations, data[16:32])
    if not hmac.compare_digest(v2_tag(suite, mac_key, data[:-half]), data[-half:]):
        raise ValueError("tag")
    return library.cbc_decrypt(key, data[32:48], data[48:-half])


def gcm_image_encrypt(library, job, data):
    salt, nonce = os.urandom(16), os.urandom(12)
    sealed, tag = library.gcm_encrypt(key_of(library, job, salt), nonce, data)
    return salt + nonce + tag + sealed


def gcm_image_decrypt(library, job, data):
    return library.gcm_decrypt(key_of(library, job, data[:16]), data[16:28], data[44:], data[28:44])


def chat_cbc_key(library, job):
    # As the program does: derive 32 bytes, use the first 16.
    whole = library.pbkdf2(bytes.fromhex(job["password"]), b"salt", 100000, "sha256", 32)
    return whole[:16]


def chat_cbc_encrypt(library, job, data):
    iv = os.urandom(16)
    return iv + library.cbc_encrypt(chat_cbc_key(library, job), iv, data)


def chat_cbc_decrypt(library, job, data):
    return library.cbc_decrypt(chat_cbc_key(library, job), data[:16], data[16:])


def socket_cbc_encrypt(library, job, data):
    return base64.b64encode(cbc_file_encrypt(library, job, data))


def socket_cbc_decrypt(library, job, data):
    return cbc_file_decrypt(library, job, base64.b64decode(data))


def main():
    results = []
    for job in json.load(sys.stdin):
        act = globals()[job["scheme"].replace("-", "_") + "_" + job["act"]]
        try:
            results.append(act(LIBRARIES[job["library"]], job, bytes.fromhex(job["data"])).hex())
        except Exception:  # each library has errors of its own for what does not open
            results.append(None)
    json.dump(results, sys.stdout)


if __name__ == "__main__":
    main()
