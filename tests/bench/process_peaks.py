"""Runs one program and gives the peak memory of all of its processes. A program of its own, to be run as

    python3 -I -S -B process_peaks.py SECONDS RESULT STDOUT -- PROGRAM ARGUMENT…

The program's stdout goes to the file STDOUT, its stderr to nowhere. To RESULT goes a JSON object:
  exit       its exit code, negative for the signal that ended it
  timed_out  whether it was still running after SECONDS, and was therefore ended with its process group
  wall       seconds
  largest    peak resident memory of its largest process, in bytes
  sum        the sum over all of its processes of each one's peak, in bytes: what they can have taken at most. Pages that
             processes share, as libraries and what a fork has not written to, count for each of them.
  together   the peak of what all of its processes had at one moment, each page of memory counted once (the sum of Pss),
             as far as the looks of every two milliseconds saw it
  processes  how many there were
Peaks are VmHWM of /proc, looked at every two milliseconds, and what wait4 tells of the processes that ended. The kernel
begins a new process's count with its parent's memory, which is why this is a small program without imports of weight.
SPDX-License-Identifier: GPL-3.0-or-later
"""

import os
import signal
import sys
import time

POLL = 0.002


def children(process):
    """The process and all that descend from it."""
    found = [process]
    for parent in found:
        try:
            for task in os.listdir(f"/proc/{parent}/task"):
                with open(f"/proc/{parent}/task/{task}/children") as file:
                    found += [int(child) for child in file.read().split()]
        except OSError:
            pass  # it ended meanwhile
    return found


def peak(process):
    try:
        with open(f"/proc/{process}/status") as file:
            for line in file:
                if line.startswith("VmHWM:"):
                    return int(line.split()[1]) * 1024
    except OSError:
        pass
    return 0


def share(process):
    try:
        with open(f"/proc/{process}/smaps_rollup") as file:
            for line in file:
                if line.startswith("Pss:"):
                    return int(line.split()[1]) * 1024
    except OSError:
        pass
    return 0


def main(seconds, result, output, line):
    start = time.monotonic()
    process = os.fork()
    if process == 0:
        os.setpgid(0, 0)
        null = os.open(os.devnull, os.O_RDWR)
        os.dup2(null, 0)
        os.dup2(null, 2)
        os.dup2(os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), 1)
        try:
            os.execvp(line[0], line)
        finally:
            os._exit(127)
    peaks = {}
    together = 0
    timed_out = False
    while True:
        # Before its exec a new process still is a copy of this one.
        there = [one for one in children(process) if b"process_peaks.py" not in command_line(one)]
        for one in there:
            peaks[one] = max(peaks.get(one, 0), peak(one))
        together = max(together, sum(share(one) for one in there))
        done, status, usage = os.wait4(process, os.WNOHANG)
        if done:
            break
        if not timed_out and time.monotonic() - start > seconds:
            timed_out = True
            os.killpg(process, signal.SIGKILL)
        time.sleep(POLL)
    wall = time.monotonic() - start
    try:
        os.killpg(process, signal.SIGKILL)  # whatever it left behind
    except OSError:
        pass
    if len(peaks) <= 1:
        peaks[process] = max(peaks.get(process, 0), usage.ru_maxrss * 1024)
    largest = max(max(peaks.values()), usage.ru_maxrss * 1024)
    with open(result, "w") as file:
        file.write(f'{{"exit": {os.waitstatus_to_exitcode(status)}, "timed_out": {str(timed_out).lower()}, '
                   f'"wall": {wall:.3f}, "largest": {largest}, "sum": {max(sum(peaks.values()), largest)}, '
                   f'"together": {together}, "processes": {len(peaks)}}}\n')


def command_line(process):
    try:
        with open(f"/proc/{process}/cmdline", "rb") as file:
            return file.read()
    except OSError:
        return b""


if __name__ == "__main__":
    main(float(sys.argv[1]), sys.argv[2], sys.argv[3], sys.argv[5:])
