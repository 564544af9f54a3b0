"""What the classic image program does, on folders: gcm_images.py encrypt|decrypt FROM TO, with the password in IMAGE_ENCRYPTION_PASSWORD.

Every picture is opened with Pillow and encoded anew on its way to bytes and back; each gets a key of its own (PBKDF2-HMAC-SHA256, 100,000
iterations). A file is salt, IV, tag and the bytes under AES-256-GCM (docs/classic.md). A program of its own, since Pillow and cryptography
belong to the system's Python.
"""
import io
import os
import sys
from pathlib import Path

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC
from PIL import Image

SALT, IV, TAG, ITERATIONS = 16, 12, 16, 100_000


def generate_key(password: bytes, salt: bytes) -> bytes:
    return PBKDF2HMAC(hashes.SHA256(), 32, salt, ITERATIONS).derive(password)


def encrypt(source: Path, target: Path, password: bytes) -> None:
    file = io.BytesIO()
    with Image.open(source) as image:
        image.save(file, format=image.format)
    salt, iv = os.urandom(SALT), os.urandom(IV)
    sealed = AESGCM(generate_key(password, salt)).encrypt(iv, file.getvalue(), None)
    target.with_name(source.name + ".dat").write_bytes(salt + iv + sealed[-TAG:] + sealed[:-TAG])


def decrypt(source: Path, target: Path, password: bytes) -> None:
    file = source.read_bytes()
    salt, iv, tag, sealed = file[:SALT], file[SALT:SALT + IV], file[SALT + IV:SALT + IV + TAG], file[SALT + IV + TAG:]
    content = AESGCM(generate_key(password, salt)).decrypt(iv, sealed + tag, None)
    with Image.open(io.BytesIO(content)) as image:
        image.save(target.with_suffix(""), format=image.format)


def main() -> None:
    act = {"encrypt": encrypt, "decrypt": decrypt}[sys.argv[1]]
    password = os.environ["IMAGE_ENCRYPTION_PASSWORD"].encode()
    for source in sorted(Path(sys.argv[2]).iterdir()):
        act(source, Path(sys.argv[3]) / source.name, password)


if __name__ == "__main__":
    main()
