"""Writes what was measured: bench.md, the table of goals for people, and bench.json with every figure for programs.
SPDX-License-Identifier: GPL-3.0-or-later
"""

import datetime
import json
import os
import pathlib
import platform
import re

import contenders
from goals import GOALS, Measured


def machine() -> dict[str, str]:
    cpu = re.search(r"^model name\s*:\s*(.*)$", pathlib.Path("/proc/cpuinfo").read_text(), re.M)
    memory = re.search(r"^MemTotal:\s*(\d+)", pathlib.Path("/proc/meminfo").read_text(), re.M)
    system = re.search(r'^PRETTY_NAME="?([^"\n]*)', pathlib.Path("/etc/os-release").read_text(), re.M)
    return {
        "date": datetime.date.today().isoformat(),
        "cores": str(len(os.sched_getaffinity(0))),
        "processor": cpu.group(1) if cpu else platform.machine(),
        "memory": f"{int(memory.group(1)) / 1024 / 1024:.0f} GB",
        "system": f"{system.group(1) if system else '?'}, kernel {platform.release()}",
        "programs": ", ".join((f"gs {contenders.version('gs')}",
                               f"mutool {contenders.version('mutool').removeprefix('version ')}",
                               f"poppler {contenders.version('pdftoppm').removeprefix('version ')}",
                               f"tesseract {contenders.version('tesseract')}")),
    }


def markdown(about: dict[str, str], measured: dict[str, Measured], details: list[str]) -> str:
    lines = ["# Benchmark of the fax pages", ""]
    lines += [f"- {name}: {value}" for name, value in about.items()]
    lines += ["", "| | figure | goal | | against | ours | theirs |", "| --- | ---: | --- | --- | --- | ---: | ---: |"]
    for name, goal in GOALS.items():
        result = measured.get(name)
        if result is None:
            lines.append(f"| {goal.name} | not measured | {goal.limits} | | {goal.against} | | |")
            continue
        verdict = "met" if result.meets(goal) else "**missed**"
        lines.append(f"| {goal.name} | {goal.shown(result.figure)} | {goal.limits} | {verdict} | {goal.against} "
                     f"| {result.ours} | {result.theirs} |")
    return "\n".join(lines + [""] + details).rstrip() + "\n"


def write(folder: pathlib.Path, about: dict[str, str], measured: dict[str, Measured], details: list[str],
          figures: dict) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "bench.md").write_text(markdown(about, measured, details))
    table = {name: {"figure": result.figure, "goal": GOALS[name].limits, "met": result.meets(GOALS[name]),
                    "ours": result.ours, "theirs": result.theirs} for name, result in measured.items()}
    (folder / "bench.json").write_text(json.dumps({"machine": about, "goals": table, **figures}, indent=1) + "\n")
