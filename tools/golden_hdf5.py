#!/usr/bin/env python3
"""Writes the HDF5 files of keras/io/testdata that h5py makes of structures for large files, and damaged ones.

    python tools/golden_hdf5.py          needs h5py and numpy

An index of chunks has pages, and a heap tables in tables, only with thousands of entries. So that files stay small, the sizes
that decide are made small between the making and the filling of an object: the rest is the HDF5 library's own work.
"""
from pathlib import Path

import h5py
import numpy as np

ROOT = Path(__file__).resolve().parent.parent
DATA, DAMAGED = ROOT / "keras/io/testdata", ROOT / "tests/regression/hdf5"
LAYOUT, DATATYPE, DATASPACE, FILTERS, ATTRIBUTE = 8, 3, 1, 11, 12  # messages of a header


def lookup3(data):
    """Bob Jenkins's hash, HDF5's checksum."""
    mask = 0xFFFFFFFF
    turn = lambda x, k: (x << k | x >> (32 - k)) & mask
    a = b = c = (0xDEADBEEF + len(data)) & mask
    words = [int.from_bytes(data[i:i + 4], "little") for i in range(0, len(data), 4)]
    while len(words) > 3:
        a, b, c = (a + words.pop(0)) & mask, (b + words.pop(0)) & mask, (c + words.pop(0)) & mask
        a = (a - c & mask) ^ turn(c, 4)
        c = c + b & mask
        b = (b - a & mask) ^ turn(a, 6)
        a = a + c & mask
        c = (c - b & mask) ^ turn(b, 8)
        b = b + a & mask
        a = (a - c & mask) ^ turn(c, 16)
        c = c + b & mask
        b = (b - a & mask) ^ turn(a, 19)
        a = a + c & mask
        c = (c - b & mask) ^ turn(b, 4)
        b = b + a & mask
    a, b, c = (x + y & mask for x, y in zip((a, b, c), words + [0] * (3 - len(words))))
    for shift in ((14, 11, 25), (16, 4, 14)):
        c = (c ^ b) - turn(b, shift[0]) & mask
        a = (a ^ c) - turn(c, shift[1]) & mask
        b = (b ^ a) - turn(a, shift[2]) & mask
    return (c ^ b) - turn(b, 24) & mask


class Altered:
    """A file whose bytes are changed, and whose checksums fit again."""

    def __init__(self, path):
        self.path, self.data = path, bytearray(path.read_bytes())
        with h5py.File(path) as file:
            names = []
            file.visit(names.append)
            self.headers = {name: h5py.h5o.get_info(file[name].id).addr for name in names}

    def number(self, at, size):
        return int.from_bytes(self.data[at:at + size], "little")

    def put(self, at, x, size=1):
        self.data[at:at + size] = x.to_bytes(size, "little")

    def sign(self, start, end):
        self.put(end, lookup3(bytes(self.data[start:end])), 4)

    def message(self, name, kind):
        """Where the body of a message of the object `name` begins; where the header begins and ends."""
        start = self.headers[name]
        if self.data[start] == 1:  # the old header, without a checksum
            at, end, head = start + 16, start + 16 + self.number(start + 8, 4), 8
        else:
            flags = self.data[start + 5]
            at = start + 6 + (16 if flags & 0x20 else 0) + (4 if flags & 0x10 else 0)
            width = 1 << (flags & 3)
            at, end, head = at + width, at + width + self.number(at, width), 6 if flags & 4 else 4
        while at < end:
            size = self.number(at + (2 if head == 8 else 1), 2)
            if self.data[at] == kind:
                return at + head, start, end
            at += head + size
        raise KeyError(name)

    def change(self, name, kind, offset, *numbers):
        at, start, end = self.message(name, kind)
        for i, x in enumerate(numbers):
            self.put(at + offset + i, x)
        if self.data[start] != 1:
            self.sign(start, end)

    def close(self):
        self.path.write_bytes(self.data)


def small_blocks(path, names, offset, *sizes):
    """Gives the array indices of new datasets other sizes: the file says them where it names the kind of index."""
    file = Altered(path)
    for name in names:
        at = file.message(name, LAYOUT)[0]
        rank, width = file.data[at + 3], file.data[at + 4]
        file.change(name, LAYOUT, 5 + rank * width + offset, *sizes)
    file.close()


def extensible_arrays():
    path = DATA / "h5py_extensible.h5"
    axes = {"whole": ((0,), (None,), (1,)), "sparse": ((0,), (None,), (1,)), "packed": ((0, 3), (None, 3), (1, 2)),
            "second": ((3, 0), (3, None), (2, 1))}
    with h5py.File(path, "w", libver="latest") as file:
        for name, (shape, most, chunk) in axes.items():
            packing = "gzip" if name == "packed" else None
            file.create_dataset(name, shape, "i1", maxshape=most, chunks=chunk, fillvalue=-1, compression=packing)
    small_blocks(path, axes, 2, 1, 2, 2, 2)  # elements in the index, of a block, pointers, bits of a page
    with h5py.File(path, "r+", libver="latest") as file:
        file["whole"].resize((64,))
        file["whole"][:] = np.arange(64)
        file["sparse"].resize((124,))
        for i in (0, 3, 20, 41, 42, 60, 77, 100, 123):
            file["sparse"][i] = i
        file["packed"].resize((20, 3))
        for i in (0, 5, 6, 19):
            file["packed"][i] = [i, i + 1, i + 2]
        file["second"].resize((3, 25))
        for i in (0, 7, 8, 24):
            file["second"][:, i] = [i, i + 1, i + 2]


def fixed_arrays():
    path = DATA / "h5py_fixed.h5"
    with h5py.File(path, "w", libver="latest") as file:
        file.create_dataset("sparse", (5, 9), "i1", chunks=(1, 2), fillvalue=-1)
        file.create_dataset("packed", (9, 3), "i1", chunks=(1, 3), fillvalue=-1, compression="gzip", shuffle=True)
        plan = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
        plan.set_chunk((2, 2))
        plan.set_alloc_time(h5py.h5d.ALLOC_TIME_EARLY)  # the chunks stand one after the other, without an index
        space = h5py.h5s.create_simple((5, 3), (6, 4))
        h5py.h5d.create(file.id, b"implicit", h5py.h5t.NATIVE_INT8, space, plan)
    small_blocks(path, ("sparse", "packed"), 1, 1)  # bits of a page
    with h5py.File(path, "r+", libver="latest") as file:
        file["sparse"][0, :] = np.arange(9)
        file["sparse"][2, 3], file["sparse"][4, 8] = 23, 48
        for i in (0, 5, 8):
            file["packed"][i] = [i, i + 1, i + 2]
        file["implicit"][...] = np.arange(15).reshape(5, 3)


def old_tree():
    with h5py.File(DATA / "h5py_old_tree.h5", "w") as file:
        file.create_dataset("chunked", data=np.arange(70, dtype="i1"), chunks=(1,))  # a node has 64 children


def heaps():
    path = DATA / "h5py_heap_tables.h5"
    with h5py.File(path, "w", libver="latest") as file:
        file["x"] = np.arange(3, dtype="i1")
        for i in range(9):
            file[f"links/{i:03}"] = file["x"]
    heap = Altered(path)
    start = heap.data.index(b"FRHP")
    heap.put(start + 120, 1024, 8)  # the largest block
    heap.sign(start, start + 142)
    heap.close()
    with h5py.File(path, "r+", libver="latest") as file:
        for i in range(9, 600):
            file[f"links/{i:03}"] = file["x"]
    with h5py.File(DATA / "h5py_heap_huge.h5", "w", libver="latest") as file:
        for i in range(9):
            file.attrs[f"a{i}"] = np.int8(i)
        file.attrs["huge"] = np.arange(600, dtype="f8")


def damaged_new():
    path = DAMAGED / "damaged_new.h5"
    with h5py.File(path, "w", libver="latest") as file:
        for name in ("header_checksum", "header_version", "layout_version", "layout_index", "axes", "precision"):
            file.create_dataset(name, (2,), "i1", chunks=(1,))[:] = [1, 2]
        for name in ("chunk_rank", "chunk_item", "index_checksum", "index_element", "index_page"):
            file.create_dataset(name, (2,), "i1", chunks=(1,))[:] = [1, 2]
        for name in ("filter_twice", "filter_4", "filter_5", "filter_6"):
            file.create_dataset(name, (8,), "i1", compression="gzip", shuffle=True)[:] = 1
        file.create_dataset("enum_wide", (2,), h5py.enum_dtype({"A": 0, "B": 1}, "i4"))
        file.create_dataset("short", (2,), "i1").attrs["a"] = np.arange(3, dtype="i1")
        file["type"] = np.dtype("i4")
        file.create_dataset("committed", (2,), "i1").attrs.create("a", 1, dtype=file["type"])
    file = Altered(path)
    file.data[file.message("header_checksum", LAYOUT)[1] + 8] ^= 1
    file.data[file.headers["header_version"] + 4] = 3
    file.change("layout_version", LAYOUT, 0, 2)
    file.change("layout_index", LAYOUT, 7, 6)
    file.change("axes", DATASPACE, 1, 33)
    file.change("precision", DATATYPE, 10, 7)
    file.change("chunk_rank", LAYOUT, 3, 3)
    file.change("chunk_item", LAYOUT, 6, 2)
    for name, offset, x in (("index_checksum", 8, 3), ("index_element", 6, 7), ("index_page", 7, 33)):
        at = file.message(name, LAYOUT)[0]
        index = file.number(at + 5 + 2 + 2, 8)
        file.put(index + offset, x)
        if name != "index_checksum":
            file.sign(index, index + 24)
    file.change("filter_twice", FILTERS, 2, 1)
    for number in (4, 5, 6):
        file.change(f"filter_{number}", FILTERS, 2, number)
    file.change("short", ATTRIBUTE, 9 + 2 + 8 + 4 + 4, 4)
    file.close()


def damaged_old():
    path = DAMAGED / "damaged_old.h5"
    with h5py.File(path, "w") as file:
        for name in ("chunk_twice", "chunk_between", "chunk_cut"):
            file.create_dataset(name, (4,), "i1", chunks=(2,))[:] = 1
        file.create_dataset("chunk_huge", (2, 2), "i1", chunks=(1, 1))[:] = 1
    file = Altered(path)
    for name, offset, x in (("chunk_twice", 64, 0), ("chunk_between", 64, 1), ("chunk_cut", 24, 1)):
        tree = file.number(file.message(name, LAYOUT)[0] + 3, 8)
        file.put(tree + offset, x)
    file.change("chunk_huge", LAYOUT, 11, 0, 0, 0, 128, 0, 0, 0, 128)
    file.close()


if __name__ == "__main__":
    for write in (extensible_arrays, fixed_arrays, old_tree, heaps, damaged_new, damaged_old):
        write()
