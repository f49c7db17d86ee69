"""Writes what was measured: NAME.md, the table of goals for people, and NAME.json with every figure for programs.

Paper(name, title, goals).write(folder, about, measured, details, figures): `about` are lines of the head, such as
machine() gives them, `measured` the results by the names of the goals, `details` the rest of NAME.md line by line, and
`figures` whatever NAME.json is to have.
SPDX-License-Identifier: GPL-3.0-or-later
"""

import datetime
import json
import os
import pathlib
import platform
import re
from dataclasses import dataclass

from goal import Goal, Measured


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
    }


@dataclass(frozen=True)
class Paper:
    name: str
    title: str
    goals: dict[str, Goal]

    def markdown(self, about: dict[str, str], measured: dict[str, Measured], details: list[str]) -> str:
        lines = [f"# {self.title}", ""]
        lines += [f"- {name}: {value}" for name, value in about.items()]
        lines += ["", "| | figure | goal | | against | ours | theirs |", "| --- | ---: | --- | --- | --- | ---: | ---: |"]
        for name, goal in self.goals.items():
            result = measured.get(name)
            if result is None:
                lines.append(f"| {goal.name} | not measured | {goal.limits} | | {goal.against} | | |")
                continue
            verdict = "met" if result.meets(goal) else "**missed**"
            lines.append(f"| {goal.name} | {goal.shown(result.figure)} | {goal.limits} | {verdict} | {goal.against} "
                         f"| {result.ours} | {result.theirs} |")
        return "\n".join(lines + [""] + details).rstrip() + "\n"

    def write(self, folder: pathlib.Path, about: dict[str, str], measured: dict[str, Measured], details: list[str],
              figures: dict) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{self.name}.md").write_text(self.markdown(about, measured, details))
        table = {name: {"figure": result.figure, "goal": self.goals[name].limits, "met": result.meets(self.goals[name]),
                        "ours": result.ours, "theirs": result.theirs} for name, result in measured.items()}
        (folder / f"{self.name}.json").write_text(json.dumps({"machine": about, "goals": table, **figures}, indent=1) + "\n")
