"""The files that the comparison reads and writes, with NumPy alone: safetensors, and PNG in its plainest form."""
import json
import struct
import sys
import zlib

import numpy as np

SIGNATURE = b"\x89PNG\r\n\x1a\n"


def fail(sentence):
    sys.exit(f"{sys.argv[0].split('/')[-1]}: {sentence}")


def read(path):
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError as error:
        fail(f"{path} cannot be read: {error.strerror}.")


def read_safetensors(path):
    """All single-precision tensors by name, and the metadata."""
    data = read(path)
    try:
        (size,) = struct.unpack_from("<Q", data)
        header = json.loads(data[8:8 + size])
        metadata = header.pop("__metadata__", {})
        tensors = {}
        for name, entry in header.items():
            if entry["dtype"] != "F32":
                fail(f"{path}: {name} is {entry['dtype']}, and only F32 is read here.")
            start, end = entry["data_offsets"]
            tensors[name] = np.frombuffer(data[8 + size + start:8 + size + end], "<f4").reshape(entry["shape"]).copy()
        return tensors, metadata
    except (struct.error, ValueError, KeyError, TypeError, AttributeError):
        fail(f"{path} is no safetensors file.")


def write_safetensors(path, tensors, metadata):
    """Writes single-precision tensors by name."""
    header, end = {"__metadata__": metadata}, 0
    for name, values in tensors.items():
        header[name] = {"dtype": "F32", "shape": values.shape, "data_offsets": [end, end + values.nbytes]}
        end += values.nbytes
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + b"".join(values.tobytes() for values in tensors.values()))


def read_png(path):
    """H x W x 3 bytes of an RGB picture of 8 bits without opacity."""
    data = read(path)
    if not data.startswith(SIGNATURE):
        fail(f"{path} is no PNG file.")
    try:
        header, body, position = None, b"", len(SIGNATURE)
        while position < len(data):
            size, kind = struct.unpack_from(">I4s", data, position)
            chunk = data[position + 8:position + 8 + size]
            position += 12 + size
            if kind == b"IHDR":
                header = struct.unpack(">IIBBBBB", chunk)
            elif kind == b"IDAT":
                body += chunk
        width, height, depth, colour, _, _, interlaced = header
        if (depth, colour, interlaced) != (8, 2, 0):
            fail(f"{path} is not of the plain kind read here: RGB with 8 bits, without opacity and interlacing.")
        rows = np.frombuffer(zlib.decompress(body), np.uint8).reshape(height, 1 + 3 * width)
        return unfiltered(rows).reshape(height, width, 3)
    except (struct.error, ValueError, TypeError, zlib.error):
        fail(f"{path} is damaged.")


def unfiltered(rows):
    """The bytes of rows of which each begins with the number of its filter."""
    result = np.zeros((rows.shape[0], rows.shape[1] - 1), np.uint8)
    above = np.zeros(rows.shape[1] - 1, np.uint8)
    for y, (kind, row) in enumerate(zip(rows[:, 0], rows[:, 1:])):
        if kind == 0:
            above = row
        elif kind == 1:
            above = np.cumsum(row.reshape(-1, 3), axis=0, dtype=np.uint8).reshape(-1)
        elif kind == 2:
            above = row + above
        elif kind in (3, 4):
            above = np.array(predicted(kind, row.tolist(), above.tolist()), np.uint8)
        else:
            raise ValueError(kind)
        result[y] = above
    return result


def predicted(kind, row, above):
    """One row by the filters Average (3) and Paeth (4), whose bytes need the one to the left."""
    line = []
    for i, value in enumerate(row):
        a, b, c = (line[i - 3], above[i], above[i - 3]) if i >= 3 else (0, above[i], 0)
        if kind == 3:
            guess = (a + b) // 2
        else:
            p = a + b - c
            guess = min((abs(p - a), 0, a), (abs(p - b), 1, b), (abs(p - c), 2, c))[2]
        line.append((value + guess) & 255)
    return line


def write_png(path, pixels):
    """Writes H x W x 3 bytes."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    height, width, _ = pixels.shape
    rows = np.zeros((height, 1 + 3 * width), np.uint8)
    rows[:, 1:] = pixels.reshape(height, -1)
    with open(path, "wb") as file:
        file.write(
            SIGNATURE + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(rows.tobytes())) + chunk(b"IEND", b""))
