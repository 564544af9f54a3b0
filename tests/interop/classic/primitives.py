"""AES-CBC, AES-GCM and PBKDF2 of two libraries, under the same names."""

import hmac

from Cryptodome.Cipher import AES
from Cryptodome.Hash import SHA1, SHA256, SHA384, SHA512
from Cryptodome.Protocol.KDF import PBKDF2
from Cryptodome.Util.Padding import pad, unpad
from cryptography.hazmat.primitives import hashes, padding
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC


class Cryptodome:
    """PyCryptodome, which the programs use."""

    HASHES = {"sha1": SHA1, "sha256": SHA256, "sha384": SHA384, "sha512": SHA512}

    @classmethod
    def pbkdf2(cls, password, salt, iterations, hash_name, length):
        if (iterations, hash_name) == (1000, "sha1"):
            # The library's own defaults: that they are what is documented is part of the test.
            return PBKDF2(password, salt, dkLen=length)
        return PBKDF2(password, salt, dkLen=length, count=iterations, hmac_hash_module=cls.HASHES[hash_name])

    @staticmethod
    def cbc_encrypt(key, iv, data):
        return AES.new(key, AES.MODE_CBC, iv=iv).encrypt(pad(data, AES.block_size))

    @staticmethod
    def cbc_decrypt(key, iv, data):
        return unpad(AES.new(key, AES.MODE_CBC, iv=iv).decrypt(data), AES.block_size)

    @staticmethod
    def gcm_encrypt(key, nonce, data):
        return AES.new(key, AES.MODE_GCM, nonce=nonce).encrypt_and_digest(data)

    @staticmethod
    def gcm_decrypt(key, nonce, data, tag):
        return AES.new(key, AES.MODE_GCM, nonce=nonce).decrypt_and_verify(data, tag)


class Cryptography:
    """The package cryptography, which is OpenSSL underneath."""

    HASHES = {"sha1": hashes.SHA1, "sha256": hashes.SHA256, "sha384": hashes.SHA384, "sha512": hashes.SHA512}

    @classmethod
    def pbkdf2(cls, password, salt, iterations, hash_name, length):
        return PBKDF2HMAC(cls.HASHES[hash_name](), length, salt, iterations).derive(password)

    @staticmethod
    def cbc_encrypt(key, iv, data):
        padder = padding.PKCS7(128).padder()
        encryptor = Cipher(algorithms.AES(key), modes.CBC(iv)).encryptor()
        return encryptor.update(padder.update(data) + padder.finalize()) + encryptor.finalize()

    @staticmethod
    def cbc_decrypt(key, iv, data):
        decryptor = Cipher(algorithms.AES(key), modes.CBC(iv)).decryptor()
        unpadder = padding.PKCS7(128).unpadder()
        return unpadder.update(decryptor.update(data) + decryptor.finalize()) + unpadder.finalize()

    @staticmethod
    def gcm_encrypt(key, nonce, data):
        sealed = AESGCM(key).encrypt(nonce, data, None)
        return sealed[:-16], sealed[-16:]

    @staticmethod
    def gcm_decrypt(key, nonce, data, tag):
        return AESGCM(key).decrypt(nonce, data + tag, None)


LIBRARIES = {"cryptodome": Cryptodome, "cryptography": Cryptography}


def hkdf(hash_name, key, salt, info, length):
    """RFC 5869."""
    prk = hmac.new(salt, key, hash_name).digest()
    output = block = b""
    counter = 1
    while len(output) < length:
        block = hmac.new(prk, block + info + bytes([counter]), hash_name).digest()
        output += block
        counter += 1
    return output[:length]
