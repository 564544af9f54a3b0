#!/usr/bin/env python3
"""Two people talk in two real terminals (tmux), as a new user would, and what both screens show is checked.

usage: conversation.py PROGRAM [OUTPUT.svg]

Types the conversation hello, hi, hi, bye, EXIT!. Exits with 0 if both screens showed it, and draws them.
"""

import os
import re
import shlex
import subprocess
import sys
import tempfile
import time
import uuid

from screen_svg import svg

COLUMNS = 100
ALICE_ROWS, BOB_ROWS = 34, 14
LIMIT_IN_SECONDS = 300
PASSWORD = "hello"


class Terminal:
    """One terminal with a shell's worth of environment and the program in it."""

    def __init__(self, server, name, rows, command, folder):
        self.server, self.name, self.command = server, name, command
        environment = {"PATH": os.environ["PATH"], "HOME": folder, "XDG_STATE_HOME": os.path.join(folder, name), "LC_ALL": "C.UTF-8", "TZ": "UTC"}
        if "DOTNET_ROOT" in os.environ:
            environment["DOTNET_ROOT"] = os.environ["DOTNET_ROOT"]
        words = ["env", "-i", "TERM=tmux-256color", *(f"{key}={value}" for key, value in environment.items()), *command]
        status = os.path.join(folder, name + ".status")
        line = f"{shlex.join(words)}; echo $? > {shlex.quote(status)}; stty -a | grep -o -- '-\\?icanon' ; sleep 1000"
        self.status = status
        self.tmux("new-session", "-d", "-s", name, "-x", str(COLUMNS), "-y", str(rows), "sh", "-c", line)

    def tmux(self, *words):
        return subprocess.run(
            ["tmux", "-L", self.server, "-f", "/dev/null", *words], check=True, capture_output=True, text=True).stdout

    def screen(self, *options):
        return self.tmux("capture-pane", "-p", *options, "-t", self.name)

    def type(self, text):
        self.tmux("send-keys", "-t", self.name, "-l", text)
        self.tmux("send-keys", "-t", self.name, "Enter")

    def wait_for(self, pattern):
        until = time.monotonic() + LIMIT_IN_SECONDS
        while time.monotonic() < until:
            found = re.search(pattern, self.screen(), re.MULTILINE)
            if found:
                return found
            time.sleep(0.05)
        raise AssertionError(f"{self.name} never showed {pattern!r}:\n{self.screen()}")

    def said(self):
        return [match.group(1) for match in re.finditer(r"^\d\d:\d\d ((?:Alice|Bob): \w+)", self.screen(), re.MULTILINE)]

    def wait_for_all(self, said):
        """A look may fall into the middle of a drawing: what counts is what is there in the end."""
        until = time.monotonic() + LIMIT_IN_SECONDS
        while (shown := self.said()) != said:
            assert time.monotonic() < until, f"{self.name} shows {shown}:\n{self.screen()}"
            time.sleep(0.05)

    def exit_code(self):
        until = time.monotonic() + LIMIT_IN_SECONDS
        while time.monotonic() < until:
            if os.path.exists(self.status) and (text := open(self.status, encoding="ascii").read().strip()):
                return int(text)
            time.sleep(0.05)
        raise AssertionError(f"{self.name} did not end:\n{self.screen()}")


def talk(program, server, folder):
    alice = Terminal(
        server, "Alice", ALICE_ROWS, [program, "chat", "--host", "--listen", "127.0.0.1:0", "--name", "Alice", "--receipt-delay", "0"], folder)
    alice.wait_for("^password of the room:")
    alice.type(PASSWORD)
    alice.wait_for("^the same again:")
    alice.type(PASSWORD)
    invitation = alice.wait_for(r"locket://\S+").group(0)

    bob = Terminal(server, "Bob", BOB_ROWS, [program, "chat", invitation, "--name", "Bob", "--receipt-delay", "0"], folder)
    bob.wait_for("^password of the room:")
    bob.type("hallo")
    bob.wait_for("another password; attempt 2 of 3")
    alice.wait_for("wrong password")
    bob.type(PASSWORD)
    bob.wait_for(r"Alice is here")
    alice.wait_for(r"Bob is here")

    for number, (speaker, listener, text) in enumerate([(alice, bob, "hello"), (bob, alice, "hi"), (alice, bob, "hi"), (bob, alice, "bye")]):
        before = len(re.findall(rf"{speaker.name}: {text}$", listener.screen(), re.MULTILINE))
        speaker.type(text)
        until = time.monotonic() + LIMIT_IN_SECONDS
        while len(re.findall(rf"{speaker.name}: {text}\s*$", listener.screen(), re.MULTILINE)) <= before:
            assert time.monotonic() < until, f"{listener.name} never showed message {number}:\n{listener.screen()}"
            time.sleep(0.05)
        speaker.wait_for(rf"{speaker.name}: {text} +read$")

    # Each sees the whole conversation, in the same order.
    said = ["Alice: hello", "Bob: hi", "Alice: hi", "Bob: bye"]
    for terminal in (alice, bob):
        terminal.wait_for_all(said)

    # A terminal that changes its size shows the same.
    bob.tmux("resize-window", "-t", "Bob", "-x", "60", "-y", "20")
    assert len(bob.wait_for(r"^\d\d:\d\d Bob: bye {30,50}read$").group(0)) == 60
    bob.tmux("resize-window", "-t", "Bob", "-x", str(COLUMNS), "-y", str(BOB_ROWS))
    assert len(bob.wait_for(r"^\d\d:\d\d Bob: bye {60,}read$").group(0)) == COLUMNS
    for terminal in (alice, bob):
        terminal.wait_for_all(said)

    screens = [
        ("Alice: locket chat --host", COLUMNS, alice.screen("-e", "-N").splitlines()),
        ("Bob: locket chat 'locket://...'", COLUMNS, bob.screen("-e", "-N").splitlines()),
    ]
    bob.type("EXIT!")
    assert bob.exit_code() == 0, bob.screen()
    alice.wait_for("Bob left")
    alice.type("EXIT!")
    assert alice.exit_code() == 0, alice.screen()
    for terminal in (alice, bob):
        # The terminal is as it was: lines are edited by the system again, and nothing of the conversation stays on the screen.
        terminal.wait_for("^icanon")
        assert "hi" not in terminal.screen().split(), terminal.screen()
    return screens


def main(program, output=None):
    server = "locket-" + uuid.uuid4().hex[:12]
    with tempfile.TemporaryDirectory(prefix="locket-chat-") as folder:
        try:
            screens = talk(os.path.abspath(program), server, folder)
        finally:
            subprocess.run(["tmux", "-L", server, "kill-server"], capture_output=True, check=False)
    if output:
        with open(output, "w", encoding="utf-8") as file:
            file.write(svg(screens))
    print("both screens showed the conversation")


if __name__ == "__main__":
    main(*sys.argv[1:])
