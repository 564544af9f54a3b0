"""What one contestant did in all rounds, as the median and the extremes."""
from __future__ import annotations

import statistics
from dataclasses import dataclass, field

from .process import Sample


@dataclass
class Measurement:
    """The samples of one contestant at one task."""

    seconds: list[float] = field(default_factory=list)
    cpu_seconds: list[float] = field(default_factory=list)
    peak_kib: int = 0

    def add(self, sample: Sample) -> None:
        self.seconds.append(sample.seconds)
        self.cpu_seconds.append(sample.cpu_seconds)
        self.peak_kib = max(self.peak_kib, sample.peak_kib or 0)

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)

    @property
    def median_cpu(self) -> float:
        return statistics.median(self.cpu_seconds)

    def as_json(self) -> dict:
        return {"seconds": self.seconds, "cpuSeconds": self.cpu_seconds, "peakKib": self.peak_kib}

    @staticmethod
    def from_json(value: dict) -> Measurement:
        return Measurement(value["seconds"], value["cpuSeconds"], value["peakKib"])


def in_rounds(rounds: int, runs: dict) -> dict[str, Measurement]:
    """Runs every contestant once per round, each round starting with the next one, so that none always follows the same neighbor.

    `runs` maps a contestant's name to a function that returns a Sample.
    """
    names = list(runs)
    measured = {name: Measurement() for name in names}
    for turn in range(rounds):
        first = turn % len(names)
        for name in names[first:] + names[:first]:
            measured[name].add(runs[name]())
    return measured
