"""age -p on folders: age_passphrase.py encrypt|decrypt FROM TO PASSWORDFILE, one run of age for each file.

age asks for its passphrase on the terminal alone, so each run gets one of its own, where the passphrase is typed as soon as it is asked for.
"""
import os
import sys
from pathlib import Path

ASKED = b"assphrase"


def run(argv: list[str], answers: list[bytes]) -> None:
    """Runs a program on a new terminal and types one answer for each question. What it says otherwise counts only if it fails."""
    pid, terminal = os.forkpty()
    if pid == 0:
        try:
            os.execvp(argv[0], argv)
        finally:
            os._exit(127)
    said, heard = b"", 0
    try:
        while part := _read(terminal):
            said += part
            if answers and (found := said.find(ASKED, heard)) >= 0 and said.find(b": ", found) >= 0:
                heard = len(said)
                os.write(terminal, answers.pop(0) + b"\n")
    finally:
        _, status = os.waitpid(pid, 0)
        os.close(terminal)
    if os.waitstatus_to_exitcode(status) != 0 or answers:
        sys.exit(f"{' '.join(argv)} said: {said.decode(errors='replace').strip()}")


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:
        # So a terminal says that its last program has closed it.
        return b""


def main() -> None:
    act, source, target = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    password = Path(sys.argv[4]).read_bytes().rstrip(b"\n")
    how, answers = (["--encrypt", "--passphrase"], 2) if act == "encrypt" else (["--decrypt"], 1)
    for file in sorted(source.iterdir()):
        run(["age", *how, "--output", str(target / file.name), str(file)], [password] * answers)


if __name__ == "__main__":
    main()
