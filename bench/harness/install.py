"""Installs what is missing, where apt-get can."""
import os
import shutil
import subprocess

from .errors import BenchError

# Program, Debian package. 7-Zip's program is called 7zz in its own package and 7z in the older one.
PROGRAMS = [(("age",), "age"), (("gpg",), "gnupg"), (("openssl",), "openssl"), (("7zz", "7z"), "7zip"), (("argon2",), "argon2"),
            (("time",), "time")]


def install_missing(say) -> None:
    """Installs the packages of programs that are not there."""
    missing = [package for programs, package in PROGRAMS if not any(shutil.which(program) for program in programs)]
    if not missing:
        return
    say(f"installing {' '.join(missing)}")
    if shutil.which("apt-get") is None:
        raise BenchError(f"install these first: {' '.join(missing)}")
    as_root = [] if os.geteuid() == 0 else ["sudo"]
    quietly = {"stdout": subprocess.DEVNULL, "check": False}
    install = [*as_root, "apt-get", "install", "-q", "-y", "--no-install-recommends", *missing]
    if subprocess.run(install, **quietly).returncode != 0:
        subprocess.run([*as_root, "apt-get", "update", "-q"], **quietly)
        if subprocess.run(install, **quietly).returncode != 0:
            raise BenchError(f"apt-get could not install {' '.join(missing)}")
