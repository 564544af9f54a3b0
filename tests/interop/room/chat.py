#!/usr/bin/python3
"""A member of a room as a program: lines from standard input are messages, events are JSON objects on standard output.

    chat.py INVITATION --password-env VARIABLE --name NAME [--notice-delay MILLISECONDS]

/file PATH sends a file, /unlock lets others try again, /pair ID agrees to pair again, /verify shows the phrases, /quit and the end of
the input leave. It keeps nothing: closing is leaving.
"""

import argparse
import json
import os
import queue
import sys
import threading
import time

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

import ratchet
from room import codes
from room.member import Member
from room.relay_client import Closed, Connection

GOODBYE = 60      # seconds that the relay may take to confirm the last words; a busy machine takes its time


def now():
    return time.time_ns() // 1_000_000


def show(event, **values):
    print(json.dumps({"event": event, **values}, ensure_ascii=False), flush=True)


class Chat:
    def __init__(self, arguments):
        self.invitation = codes.Invitation.parse(arguments.invitation)
        room = codes.Room(self.invitation.code)
        prs = room.prs(os.environ[arguments.password_env])
        self.member = Member(room.address, prs, self.invitation.suite, arguments.name, ratchet.System, now(), arguments.notice_delay)
        self.inputs = queue.Queue()
        self.connection, self.retry_at, self.wait = None, 0, 0.1
        self.sent = set()       # the ids of the outbox that went out over this connection
        self.resend_at = None
        self.closes_at = None

    def run(self):
        show("started", id=self.member.id.hex(), name=self.member.name)
        threading.Thread(target=self.read, daemon=True).start()
        while self.closes_at is None or (self.member.outbox and time.monotonic() < self.closes_at):
            self.connect()
            self.flush()
            try:
                source, what = self.inputs.get(timeout=0.05 if self.member.outbox or not self.connection else 0.2)
            except queue.Empty:
                source = None
            if source is self:
                self.command(what)
            elif source is not None and source is self.connection:
                self.frame(what)
            self.member.tick(now())
        if self.connection:
            self.connection.close()
        self.flush()
        show("closed")

    def read(self):
        for line in sys.stdin:
            self.inputs.put((self, line.rstrip("\n")))
        self.inputs.put((self, "/quit"))

    def connect(self):
        if self.connection or time.monotonic() < self.retry_at:
            return
        invitation, member = self.invitation, self.member
        try:
            self.connection = Connection(
                invitation.host, invitation.port, invitation.pin, member.address, member.position, self.inputs)
        except Closed as problem:
            show("not-connected", problem=str(problem))
            self.retry_at, self.wait = time.monotonic() + self.wait, min(2 * self.wait, 10)
            return
        self.sent.clear()
        show("connected")

    def flush(self):
        for event in iter(lambda: self.member.events.popleft() if self.member.events else None, None):
            show(event.pop("event"), **event)
        if self.resend_at is not None and time.monotonic() >= self.resend_at:
            self.resend_at = None
            self.sent.clear()
        if self.connection is None or self.resend_at is not None:
            return
        for id_, body in list(self.member.outbox.items()):
            if id_ not in self.sent:
                try:
                    self.connection.append(body)
                    self.sent.add(id_)
                except OSError:
                    return

    def frame(self, frame):
        if frame is None:
            self.connection = None
            self.retry_at = time.monotonic() + self.wait
            show("disconnected")
            return
        kind, *values = frame
        if kind == "entry":
            before = len(self.member.events)
            self.member.receive(*values, now())
            for event in list(self.member.events)[before:]:
                if event["event"] == "message":
                    self.member.mark_read(event["seq"], now())
        elif kind == "stored":
            self.member.stored(*values, now())
        elif kind == "caught-up":
            self.wait = 0.1
            self.member.caught_up(*values, now())
        else:
            code, retry = values
            show("fault", code=code, retry=retry)
            if code >> 8 == 2:
                self.resend_at = time.monotonic() + max(retry, 10) / 1000
            elif code >> 8 == 0:
                self.closes_at = 0
                self.member.outbox.clear()

    def command(self, line):
        member = self.member
        word, _, rest = line.partition(" ")
        if word in ("/quit", "EXIT!"):
            member.leave(now())
            self.closes_at = time.monotonic() + GOODBYE
        elif word == "/file":
            with open(rest, "rb") as file:
                member.send_file(os.path.basename(rest), file.read(), now())
        elif word == "/unlock":
            member.unlock(now())
        elif word == "/pair":
            member.pair_again(bytes.fromhex(rest), now())
        elif word == "/verify":
            for id_ in list(member.sessions):
                show("phrase", member=id_.hex(), phrase=member.phrase(id_))
        elif line:
            member.send_text(line, now())


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("invitation")
    parser.add_argument("--password-env", required=True, metavar="VARIABLE")
    parser.add_argument("--name", required=True)
    parser.add_argument("--notice-delay", type=int, default=30_000, metavar="MILLISECONDS", help="the longest wait before a notice")
    Chat(parser.parse_args()).run()


if __name__ == "__main__":
    main()
