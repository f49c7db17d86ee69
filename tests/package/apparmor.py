"""What an AppArmor profile lets a program be started as.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import fnmatch
import re

from trial import require


def transition(profile: str, program: str) -> str:
    """The rule for just this path, which wins over patterns, else the longest pattern that matches."""
    rules = re.findall(r"^\s*(/usr/lib/cups/\S+)\s+(\S*[xX]r?(?:\s*->\s*\S+)?),", profile, re.M)
    matching = [rule for rule in rules if fnmatch.fnmatch(program, rule[0].replace("**", "*"))]
    require(matching, f"the profile does not let cupsd start {program}")
    return max(matching, key=lambda rule: len(rule[0]))[1]


def runs_unconfined(profile: str, program: str) -> None:
    """Refuses unless the program gets the profile third_party, and that lets it do what it has to."""
    rule = transition(profile, program)
    require("third_party" in rule, f"{program} is started with {rule}")
    inner = re.search(r"profile third_party[^{]*\{(.*?)\n\s*\}", profile, re.S)
    require(inner, "there is no profile third_party")
    for right in ("file", "capability", "network", "signal", "unix"):
        require(re.search(rf"^\s*{right},$", inner.group(1), re.M), f"third_party has no rule \"{right},\"")
