"""Everything one run measured; kept as JSON so that pages and plots can be drawn again."""
from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path

from .measurement import Measurement
from .memory import Peak


@dataclass
class Results:
    """Sections that were not asked for stay empty."""

    command: str
    quick: bool
    large: int
    busy: bool = False
    machine: list[tuple[str, str]] = field(default_factory=list)
    throughput: list[dict] = field(default_factory=list)
    disk: dict[str, Measurement] = field(default_factory=dict)
    startup: dict[str, Measurement] = field(default_factory=dict)
    argon2: dict[int, dict[str, Measurement]] = field(default_factory=dict)
    memory: list[Peak] = field(default_factory=list)

    def save(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(vars(self), default=lambda value: value.as_json(), indent=1) + "\n", encoding="utf-8")

    @staticmethod
    def load(path: Path) -> Results:
        value = json.loads(path.read_text(encoding="utf-8"))
        value["machine"] = [tuple(fact) for fact in value["machine"]]
        value["throughput"] = [{**entry, "tools": _measurements(entry["tools"])} for entry in value["throughput"]]
        value["disk"] = _measurements(value["disk"])
        value["startup"] = _measurements(value["startup"])
        value["argon2"] = {int(lanes): _measurements(tools) for lanes, tools in value["argon2"].items()}
        value["memory"] = [Peak(**peak) for peak in value["memory"]]
        return Results(**value)


def _measurements(tools: dict) -> dict[str, Measurement]:
    return {name: Measurement.from_json(value) for name, value in tools.items()}
