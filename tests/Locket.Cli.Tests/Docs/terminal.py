#!/usr/bin/env python3
"""Runs a bash script on a terminal of its own and answers every question for a password.

usage: terminal.py SCRIPT PASSWORD

Prints what the terminal showed; exits with the script's code.
"""

import os
import pty
import re
import signal
import sys

QUESTION = re.compile(rb"(password[^\n]*|again): $")


# A question that nobody expected must not stop the tests for ever.
LIMIT_IN_SECONDS = 300


def main(script, password):
    signal.alarm(LIMIT_IN_SECONDS)
    pid, terminal = pty.fork()
    if pid == 0:
        os.execvp("bash", ["bash", "-eu", "-o", "pipefail", script])

    shown = b""
    answered = 0
    while True:
        try:
            part = os.read(terminal, 65536)
        except OSError:  # Linux reports the closed terminal as an error
            break
        if not part:
            break
        shown += part
        if QUESTION.search(shown[answered:]):
            answered = len(shown)
            os.write(terminal, password.encode() + b"\n")

    _, status = os.waitpid(pid, 0)
    sys.stdout.buffer.write(shown.replace(b"\r\n", b"\n"))
    return os.waitstatus_to_exitcode(status)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
