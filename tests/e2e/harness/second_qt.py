# SPDX-License-Identifier: GPL-2.0-or-later
"""A second Qt beside OBS's own, as a module brings it along that was built for the other one.

It is the Qt of this machine under another number: its libraries have other names, and its symbols other versions, so
that in one process the two have nothing in common but their code.
"""
from __future__ import annotations

import re
import struct
import subprocess
from pathlib import Path

NAME = re.compile(rb"(?<=lib[Qq]t)[56](?=\w*\.so)|(?<=^Qt_)[56]")
PT_LOAD, PT_DYNAMIC = 1, 2
DT_STRTAB, DT_STRSZ, DT_NEEDED, DT_SONAME, DT_VERDEF, DT_VERNEED = 5, 10, 1, 14, 0x6ffffffc, 0x6ffffffe


def renumber(library: Path, number: int, to: Path) -> None:
    """Writes a copy of the module or library of Qt as if it was of, and for, a Qt of that number, of one digit."""
    file = _Elf(library.read_bytes(), str(number).encode())
    file.rename()
    to.write_bytes(file.data)


def renamed(library: str, number: int) -> str:
    """What others call the copy."""
    return NAME.sub(str(number).encode(), library.encode()).decode()


def libraries_of(module: Path) -> list[Path]:
    """Those of Qt that a module needs, and what is built on Qt."""
    told = subprocess.run(["ldd", module], check=True, capture_output=True, text=True).stdout
    return [Path(path) for path in re.findall(r"^\s*lib[Qq]t\S+ => (\S+)", told, re.MULTILINE)]


class _Elf:
    """Of 64 bits and little-endian. Names keep their length, so that all stays in its place."""

    def __init__(self, data: bytes, number: bytes) -> None:
        self.data, self.number = bytearray(data), number
        start, = self._read("<Q", 0x20)
        size, count = self._read("<HH", 0x36)
        parts = [self._read("<IIQQQQQQ", start + size * index) for index in range(count)]
        self._loaded = [(part[3], part[2], part[5]) for part in parts if part[0] == PT_LOAD]
        [self._dynamic] = [(part[2], part[5]) for part in parts if part[0] == PT_DYNAMIC]

    def _read(self, form: str, offset: int) -> tuple:
        return struct.unpack_from(form, self.data, offset)

    def _offset_of(self, address: int) -> int:
        return next(address - start + offset for start, offset, size in self._loaded if start <= address < start + size)

    def rename(self) -> None:
        offset, size = self._dynamic
        entries = list(struct.iter_unpack("<qQ", self.data[offset:offset + size]))
        tags = dict(entries)
        self._strings = self._offset_of(tags[DT_STRTAB])
        for tag, value in entries:
            if tag in (DT_NEEDED, DT_SONAME):
                self._rename_string(value)
        if DT_VERDEF in tags:  # next, of each definition and of each of its names: what it is, and those it follows
            for definition in self._chain(self._offset_of(tags[DT_VERDEF]), 16):
                names = list(self._chain(definition + self._read("<I", definition + 12)[0], 4))
                for name in names:
                    self._rename_string(self._read("<I", name)[0])
                struct.pack_into("<I", self.data, definition + 8, self._hash(self._read("<I", names[0])[0]))
        if DT_VERNEED in tags:
            for needed in self._chain(self._offset_of(tags[DT_VERNEED]), 12):
                for version in self._chain(needed + self._read("<I", needed + 8)[0], 12):
                    name, = self._read("<I", version + 8)
                    self._rename_string(name)
                    struct.pack_into("<I", self.data, version, self._hash(name))

    def _chain(self, entry: int, next_at: int):
        """Each entry tells how far it is to the next one."""
        while True:
            yield entry
            step, = self._read("<I", entry + next_at)
            if not step:
                return
            entry += step

    def _string(self, index: int) -> bytes:
        start = self._strings + index
        return bytes(self.data[start:self.data.index(0, start)])

    def _rename_string(self, index: int) -> None:
        name = self._string(index)
        start = self._strings + index
        self.data[start:start + len(name)] = NAME.sub(self.number, name)

    def _hash(self, index: int) -> int:
        """By which the loader looks a version up."""
        value = 0
        for byte in self._string(index):
            value = (value << 4) + byte
            high = value & 0xf0000000
            value = (value ^ high >> 24) & ~high
        return value & 0xffffffff
