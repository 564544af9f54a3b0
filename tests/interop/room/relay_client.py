"""A room at a relay: WebSocket (RFC 6455) over TLS, and the relay's frames."""

import base64
import hashlib
import hmac
import os
import socket
import ssl
import threading

MAX_FRAME = 262144
GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
CONTINUATION, BINARY, CLOSE, PING, PONG = 0, 2, 8, 9, 10


class Closed(Exception):
    """The connection ended, or did not come about."""


def number(data):
    return int.from_bytes(data, "big")


def read_frame(frame):
    """Name and fields of a relay's frame; Closed for anything else."""
    kind, rest = frame[:1], frame[1:]
    if kind == b"\x81" and len(rest) >= 17 and len(frame) <= MAX_FRAME:
        return "entry", number(rest[:8]), number(rest[8:16]), rest[16:]
    if kind == b"\x82" and len(rest) == 24:
        return "stored", rest[:16], number(rest[16:])
    if kind == b"\x83" and len(rest) == 16:
        return "caught-up", number(rest[:8]), number(rest[8:])
    if kind == b"\x84" and len(rest) == 6:
        return "fault", number(rest[:2]), number(rest[2:])
    raise Closed("the relay sent no frame of the protocol")


class Tls:
    """One thread reads while others write: OpenSSL takes an object from one thread at a time, so it is kept apart from the socket."""

    def __init__(self, plain, context, host):
        self.socket, self.lock = plain, threading.Lock()
        self.incoming, self.outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        self.tls = context.wrap_bio(self.incoming, self.outgoing, server_hostname=host)
        self.drive(self.tls.do_handshake)

    def certificate(self):
        return self.tls.getpeercert(binary_form=True)

    def recv(self, length):
        try:
            return self.drive(lambda: self.tls.read(length))
        except ssl.SSLZeroReturnError:
            return b""

    def sendall(self, data):
        with self.lock:
            self.tls.write(data)
            self.socket.sendall(self.outgoing.read())

    def close(self):
        """Ends what another thread waits for, too."""
        self.socket.shutdown(socket.SHUT_RDWR)
        self.socket.close()

    def drive(self, step):
        """Takes the step, reading from the socket until it can be taken."""
        while True:
            with self.lock:
                try:
                    return step()
                except ssl.SSLWantReadError:
                    pass
                finally:
                    self.socket.sendall(self.outgoing.read())
            data = self.socket.recv(65536)
            with self.lock:
                if data:
                    self.incoming.write(data)
                else:
                    self.incoming.write_eof()


class Connection:
    """Puts what comes into a queue of (self, frame), and (self, None) at the end."""

    def __init__(self, host, port, pin, address, after, frames):
        context = ssl.create_default_context()
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        if pin:
            context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        try:
            plain = socket.create_connection((host, port), timeout=60)
            self.socket = Tls(plain, context, host)
            certificate = hashlib.sha256(self.socket.certificate()).digest()
            if pin and not hmac.compare_digest(certificate, pin):
                raise Closed("another certificate than the invitation's")
            self.buffer = b""
            self.shake_hands(host, port, address, after)
            plain.settimeout(60)
        except OSError as error:
            raise Closed(str(error)) from error
        self.frames = frames
        threading.Thread(target=self.run, daemon=True).start()

    def shake_hands(self, host, port, address, after):
        key = base64.b64encode(os.urandom(16))
        name = f"[{host}]" if ":" in host else host
        self.socket.sendall(
            f"GET /v1/rooms/{address.hex()}/ws?after={after} HTTP/1.1\r\nHost: {name}:{port}\r\nUpgrade: websocket\r\n"
            f"Connection: Upgrade\r\nSec-WebSocket-Key: {key.decode()}\r\nSec-WebSocket-Version: 13\r\n\r\n".encode())
        while b"\r\n\r\n" not in self.buffer:
            self.fill()
            if len(self.buffer) > 65536:
                raise Closed("no answer")
        head, _, self.buffer = self.buffer.partition(b"\r\n\r\n")
        status, *lines = head.decode("latin-1").split("\r\n")
        headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        if status.split(" ")[1:2] != ["101"]:
            raise Closed(f"{status}, fault {headers.get('locket-fault')}")
        expected = base64.b64encode(hashlib.sha1(key + GUID).digest()).decode()
        if headers.get("sec-websocket-accept") != expected or "sec-websocket-extensions" in headers:
            raise Closed("not a WebSocket")

    def fill(self):
        data = self.socket.recv(65536)
        if not data:
            raise Closed("the relay hung up")
        self.buffer += data

    def take(self, count):
        while len(self.buffer) < count:
            self.fill()
        result, self.buffer = self.buffer[:count], self.buffer[count:]
        return result

    def run(self):
        try:
            while True:
                self.frames.put((self, read_frame(self.message())))
        except (Closed, OSError):
            self.frames.put((self, None))

    def message(self):
        """The next binary message; answers pings on the way."""
        message, started = b"", False
        while True:
            first, second = self.take(2)
            final, opcode, length = first >> 7, first & 15, second & 127
            if first & 0x70 or second >> 7:
                raise Closed("bad WebSocket frame")
            if length >= 126:
                length = number(self.take(2 if length == 126 else 8))
            if length + len(message) > MAX_FRAME:
                raise Closed("frame too large")
            data = self.take(length)
            if opcode == PING:
                self.write(PONG, data)
            elif opcode == CLOSE:
                self.write(CLOSE, data[:2])
                raise Closed("closed")
            elif opcode == (CONTINUATION if started else BINARY):
                message, started = message + data, True
                if final:
                    return message
            elif opcode != PONG:
                raise Closed("bad WebSocket frame")

    def write(self, opcode, data):
        mask = os.urandom(4)
        length = len(data)
        if length < 126:
            head = bytes([0x80 | opcode, 0x80 | length])
        elif length < 65536:
            head = bytes([0x80 | opcode, 0x80 | 126]) + length.to_bytes(2, "big")
        else:
            head = bytes([0x80 | opcode, 0x80 | 127]) + length.to_bytes(8, "big")
        masks = number((mask * (length // 4 + 1))[:length])
        self.socket.sendall(head + mask + (number(data) ^ masks).to_bytes(length, "big"))

    def append(self, body):
        self.write(BINARY, b"\x01" + body)

    def close(self):
        try:
            self.write(CLOSE, (1000).to_bytes(2, "big"))
            self.socket.close()
        except OSError:
            pass
