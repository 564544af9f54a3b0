"""The two socket protocols of the classic programs, written from the page of facts with the library that the programs use.

Run as a program it is one side of one of them:

    socket_peer.py socket-client PORT KEY_HEX TEXT             prints the reply, or '(no reply)'
    socket_peer.py socket-server KEY_HEX [REPLY]               prints 'port N', then the message; without REPLY it answers nothing
    socket_peer.py chat-client PORT PASSWORD TEXT...           prints each answer; ends with EXIT!
    socket_peer.py chat-server PASSWORD ANSWER...              prints 'port N', each message, and how the client left

Each send is one message and each receive takes one, as there.
"""

import base64
import socket
import sys

from Cryptodome.Cipher import AES
from Cryptodome.Hash import SHA256
from Cryptodome.Protocol.KDF import PBKDF2
from Cryptodome.Random import get_random_bytes
from Cryptodome.Util.Padding import pad, unpad

PATIENCE_IN_SECONDS = 300


def encrypt(key: bytes, plaintext: bytes) -> bytes:
    iv = get_random_bytes(16)
    return iv + AES.new(key, AES.MODE_CBC, iv).encrypt(pad(plaintext, 16))


def decrypt(key: bytes, message: bytes) -> bytes:
    return unpad(AES.new(key, AES.MODE_CBC, message[:16]).decrypt(message[16:]), 16)


def chat_key(password: str) -> bytes:
    return PBKDF2(password.encode(), b"salt", 32, count=100_000, hmac_hash_module=SHA256)[:16]


def connect(port: str) -> socket.socket:
    return socket.create_connection(("127.0.0.1", int(port)), timeout=PATIENCE_IN_SECONDS)


def accept() -> socket.socket:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(PATIENCE_IN_SECONDS)
        print("port", server.getsockname()[1], flush=True)
        peer, _ = server.accept()
        peer.settimeout(PATIENCE_IN_SECONDS)
        return peer


def socket_client(port: str, key: str, text: str) -> None:
    with connect(port) as server:
        server.sendall(base64.b64encode(encrypt(bytes.fromhex(key), text.encode())))
        reply = server.recv(2048)
        print(decrypt(bytes.fromhex(key), base64.b64decode(reply)).decode() if reply else "(no reply)", flush=True)


def socket_server(key: str, reply: str | None = None) -> None:
    with accept() as client:
        message = client.recv(2048)
        print(decrypt(bytes.fromhex(key), base64.b64decode(message, validate=True)).decode(), flush=True)
        if reply is not None:
            client.sendall(base64.b64encode(encrypt(bytes.fromhex(key), reply.encode())))


def chat_client(port: str, password: str, *texts: str) -> None:
    key = chat_key(password)
    with connect(port) as server:
        if decrypt(key, server.recv(1024)).decode() != password:
            raise SystemExit("the server has another password")
        server.sendall(password.encode())
        for text in texts:
            server.sendall(encrypt(key, text.encode()))
            answer = server.recv(1024)
            if answer in (b"", b"EXIT!"):
                print("(closed)" if not answer else "(EXIT!)", flush=True)
                return
            print(decrypt(key, answer).decode(), flush=True)
        server.sendall(b"EXIT!")


def chat_server(password: str, *answers: str) -> None:
    key = chat_key(password)
    with accept() as client:
        client.sendall(encrypt(key, password.encode()))
        if client.recv(1024) != password.encode():
            raise SystemExit("the client has another password")
        for answer in answers:
            message = client.recv(1024)
            if message in (b"", b"EXIT!"):
                print("(closed)" if not message else "(EXIT!)", flush=True)
                return
            print(decrypt(key, message).decode(), flush=True)
            client.sendall(b"EXIT!" if answer == "EXIT!" else encrypt(key, answer.encode()))
        print({b"EXIT!": "(EXIT!)", b"": "(closed)"}.get(client.recv(1024), "(something else)"), flush=True)


ROLES = {"socket-client": socket_client, "socket-server": socket_server, "chat-client": chat_client, "chat-server": chat_server}

if __name__ == "__main__":
    ROLES[sys.argv[1]](*sys.argv[2:])
