#!/usr/bin/env python3
"""Somebody types three wrong passwords on a terminal of a pty. Prints what this terminal and the host's error output showed.

usage: attempts.py PROGRAM
"""

import os
import pty
import re
import select
import subprocess
import sys
import tempfile
import time

LIMIT_IN_SECONDS = 120
PROMPT = re.compile(r"password of the room: $")


def main():
    program = sys.argv[1]
    with tempfile.TemporaryDirectory(prefix="locket-attempts-") as folder:
        environment = {**os.environ, "XDG_STATE_HOME": folder, "PW": "hello", "TERM": "dumb", "LC_ALL": "C.UTF-8"}
        host = subprocess.Popen(
            [program, "chat", "--host", "--listen", "127.0.0.1:0", "--password-env", "PW", "--name", "Alice"],
            env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        invitation = host.stdout.readline().strip()
        code, screen = type_wrong_passwords([program, "chat", invitation, "--name", "Eve"], environment)
        print(f"joiner ended with {code}:\n{screen}")
        said = ""
        while "until you say /unlock" not in said:
            line = host.stderr.readline()
            if not line:
                break
            said += line
        host.stdin.close()
        host.wait(LIMIT_IN_SECONDS)
        print(f"host ended with {host.returncode}:\n{said}")
        return 0 if (code, host.returncode) == (3, 0) else 1


def type_wrong_passwords(command, environment):
    process, terminal = pty.fork()
    if process == 0:
        os.execvpe(command[0], command, environment)
    screen, typed, until = "", 0, time.monotonic() + LIMIT_IN_SECONDS
    while time.monotonic() < until:
        if not select.select([terminal], [], [], 1)[0]:
            continue
        try:
            data = os.read(terminal, 65536)
        except OSError:
            break
        if not data:
            break
        screen += data.decode(errors="replace")
        if typed < 3 and PROMPT.search(re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", screen)) and screen.count("password of the room: ") == typed + 1:
            typed += 1
            os.write(terminal, f"wrong {typed}\r".encode())
    _, status = os.waitpid(process, 0)
    return os.waitstatus_to_exitcode(status), screen


if __name__ == "__main__":
    sys.exit(main())
