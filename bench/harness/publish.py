"""Publishes the .NET programs, all in the same way."""
import os
import subprocess
import struct
from pathlib import Path

from .errors import BenchError

REPOSITORY = Path(__file__).resolve().parents[2]
ARTIFACTS = REPOSITORY / "artifacts"


def locket_program() -> str:
    """The program behind ./locket, published by that script; the environment's LOCKET names another one."""
    if named := os.environ.get("LOCKET"):
        return named
    script, program = REPOSITORY / "locket", ARTIFACTS / "locket" / "locket"
    _checked([str(script), "--version"])
    if not program.exists():
        raise BenchError(f"./locket published no {program}")
    return str(program)


def published(project: str) -> str:
    """Publishes bench/PROJECT as ./locket publishes the command: ReadyToRun, or plainly where that compiler cannot be fetched."""
    target = ARTIFACTS / "bench" / project
    publish = ["dotnet", "publish", str(REPOSITORY / "bench" / project), "--configuration", "Release", "--output", str(target),
               "--verbosity", "quiet", "--nologo", "-p:RunAnalyzers=false", "-p:TreatWarningsAsErrors=false", "-p:BenchPublish=true"]
    if subprocess.run(publish, stdout=subprocess.DEVNULL, check=False).returncode != 0:
        _checked([*publish, "-p:PublishReadyToRun=false"])
    return str(target / project)


def is_ready_to_run(program: str) -> bool:
    """Whether the assembly beside a published program carries native code: its CLI header then points to it (ECMA-335, II.25.3.3)."""
    assemblies = [path for path in Path(program).resolve().parent.glob("*.dll") if path.with_suffix(".runtimeconfig.json").exists()]
    return bool(assemblies) and all(_managed_native_header(path.read_bytes()) for path in assemblies)


def _managed_native_header(image: bytes) -> bool:
    pe = struct.unpack_from("<I", image, 0x3C)[0]
    sections, optional_size = struct.unpack_from("<H", image, pe + 6)[0], struct.unpack_from("<H", image, pe + 20)[0]
    optional = pe + 24
    directories = optional + (112 if struct.unpack_from("<H", image, optional)[0] == 0x20B else 96)
    cli_address = struct.unpack_from("<I", image, directories + 14 * 8)[0]
    for index in range(sections):
        size, address, _, offset = struct.unpack_from("<IIII", image, optional + optional_size + index * 40 + 8)
        if address <= cli_address < address + size:
            return struct.unpack_from("<I", image, offset + cli_address - address + 64)[0] != 0
    return False


def _checked(argv: list[str]) -> None:
    done = subprocess.run(argv, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode != 0:
        raise BenchError(f"{' '.join(argv)} ended with {done.returncode}: {done.stdout.strip()}")
