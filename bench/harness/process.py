"""Runs programs and says how long they took and how much they needed.

Wall time runs from before the first program is spawned until the last is reaped. Peak memory and processor time are the kernel's own
account (wait4) of the one program that is measured, also in the middle of a pipeline.
"""
import os
import resource
import shutil
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from .errors import BenchError

GNU_TIME = "/usr/bin/time"
CAT = "cat"
# The kernel counts a process's pages per processor and sums them up lazily.
COUNTER_SLACK_IN_KIB = 1024


@dataclass(frozen=True)
class Command:
    """A program's full path, its arguments and its environment."""

    program: str
    argv: list[str]
    env: dict[str, str]

    @staticmethod
    def of(argv: list[str], env: dict[str, str] | None = None) -> "Command":
        program = shutil.which(argv[0])
        if program is None:
            raise BenchError(f"{argv[0]} is not installed")
        return Command(program, argv, {**os.environ, **(env or {})})


@dataclass(frozen=True)
class Sample:
    """One run. No peak: it was below this script's own, which the account of a spawned program starts from."""

    seconds: float
    cpu_seconds: float
    peak_kib: int | None


def run_alone(command: Command, stdin: Path | None = None, stdout: Path | None = None) -> Sample:
    """Runs one program; its input and output are the files given or nothing."""
    with tempfile.TemporaryFile() as errors:
        started = time.perf_counter()
        pid = _spawn(command, _source(stdin), _sink(stdout), errors)
        return _reap([(pid, command)], pid, started, errors)


def run_in_pipes(command: Command, source: Path, sink: Path | None = None) -> Sample:
    """Runs `cat SOURCE | program | cat > SINK`, or > /dev/null."""
    cat = Command.of([CAT])
    with tempfile.TemporaryFile() as errors:
        tool_input, source_output = os.pipe()
        sink_input, tool_output = os.pipe()
        started = time.perf_counter()
        last = _spawn(cat, _copy_of(sink_input, 0), _sink(sink), errors)
        tool = _spawn(command, _copy_of(tool_input, 0), _copy_of(tool_output, 1), errors)
        first = _spawn(cat, _source(source), _copy_of(source_output, 1), errors)
        for end in (tool_input, source_output, sink_input, tool_output):
            os.close(end)
        return _reap([(first, cat), (tool, command), (last, cat)], tool, started, errors)


def peak_under_gnu_time(run, command: Command, *args) -> int:
    """The peak in KiB as seen from GNU time, a parent smaller than any program here; `run` is one of the two functions above."""
    with tempfile.NamedTemporaryFile() as report:
        argv = [GNU_TIME, "--format", "%M", "--output", report.name, command.program, *command.argv[1:]]
        run(Command(GNU_TIME, argv, command.env), *args)
        return int(Path(report.name).read_text(encoding="ascii").split()[-1])


def output_of(argv: list[str]) -> str:
    """Standard output and error of a command that answers a question; empty if it is not there."""
    try:
        return subprocess.run(argv, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False).stdout.strip()
    except OSError:
        return ""


def _source(path: Path | None):
    return (os.POSIX_SPAWN_OPEN, 0, str(path or os.devnull), os.O_RDONLY, 0)


def _sink(path: Path | None):
    return (os.POSIX_SPAWN_OPEN, 1, str(path or os.devnull), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)


def _copy_of(end: int, descriptor: int):
    return (os.POSIX_SPAWN_DUP2, end, descriptor)


def _spawn(command: Command, stdin, stdout, errors) -> int:
    actions = [stdin, stdout, (os.POSIX_SPAWN_DUP2, errors.fileno(), 2)]
    return os.posix_spawn(command.program, command.argv, command.env, file_actions=actions)


def _reap(processes: list[tuple[int, Command]], measured: int, started: float, errors) -> Sample:
    usage, failed = None, []
    for pid, command in processes:
        _, status, used = os.wait4(pid, 0)
        if pid == measured:
            usage = used
        if os.waitstatus_to_exitcode(status) != 0:
            failed.append((command, os.waitstatus_to_exitcode(status)))
    seconds = time.perf_counter() - started
    if failed:
        command, code = failed[0]
        errors.seek(0)
        said = errors.read(4096).decode(errors="replace").strip()
        raise BenchError(f"{' '.join(command.argv)} ended with {code}: {said}")
    floor_kib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss + COUNTER_SLACK_IN_KIB
    return Sample(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss if usage.ru_maxrss > floor_kib else None)
