"""The few words of IPP that tell what CUPS says of a job.

job_attributes(port, job) gives a dictionary of those named in ASKED that the job has, numbers as int and texts as str,
several values as the list of them; None when CUPS knows no such job. Refuses (ConnectionError, OSError) when nobody
answers. Encoding: RFC 8010, section 3.
SPDX-License-Identifier: GPL-3.0-or-later
"""

import http.client
import struct

ASKED = ("job-state", "job-state-reasons", "job-printer-state-message", "job-hold-until", "job-name")
HELD, STOPPED, CANCELED, ABORTED, COMPLETED = 4, 6, 7, 8, 9

_GET_JOB_ATTRIBUTES = 0x0009
_NOT_FOUND = 0x0406
_NUMBERS = (0x21, 0x23)  # integer, enum
_NOT_TEXT = (0x10, 0x12, 0x13)  # out-of-band


def _attribute(tag: int, name: str, value: str) -> bytes:
    return (struct.pack(">BH", tag, len(name)) + name.encode() + struct.pack(">H", len(value)) + value.encode())


def _request(job: int) -> bytes:
    text = struct.pack(">BBHIB", 1, 1, _GET_JOB_ATTRIBUTES, 1, 0x01)
    text += _attribute(0x47, "attributes-charset", "utf-8")
    text += _attribute(0x48, "attributes-natural-language", "en")
    text += _attribute(0x45, "job-uri", f"ipp://localhost/jobs/{job}")
    text += _attribute(0x42, "requesting-user-name", "root")
    for at, each in enumerate(ASKED):
        text += _attribute(0x44, "" if at else "requested-attributes", each)
    return text + b"\x03"


def _parsed(answer: bytes) -> dict:
    found: dict = {}
    at, name = 8, ""
    while at < len(answer) and answer[at] != 0x03:
        tag = answer[at]
        at += 1
        if tag < 0x10:  # a group begins
            continue
        length, = struct.unpack_from(">H", answer, at)
        own_name = answer[at + 2:at + 2 + length].decode()
        at += 2 + length
        length, = struct.unpack_from(">H", answer, at)
        raw = answer[at + 2:at + 2 + length]
        at += 2 + length
        value = int.from_bytes(raw, "big") if tag in _NUMBERS else "" if tag in _NOT_TEXT else raw.decode("utf-8", "replace")
        if own_name:
            name = own_name
            found[name] = value
        else:
            before = found[name] if isinstance(found[name], list) else [found[name]]
            found[name] = before + [value]
    return {key: value for key, value in found.items() if key in ASKED}


def job_attributes(port: int, job: int) -> dict | None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("POST", f"/jobs/{job}", _request(job), {"Content-Type": "application/ipp"})
        answer = connection.getresponse().read()
    except http.client.HTTPException as error:
        raise ConnectionError(f"the scheduler's answer broke off: {error}") from error
    finally:
        connection.close()
    status, = struct.unpack_from(">H", answer, 2)
    if status == _NOT_FOUND:
        return None
    if status > 0x00ff:
        raise ConnectionError(f"the scheduler refused to tell of job {job}: {status:#06x}")
    return _parsed(answer)
