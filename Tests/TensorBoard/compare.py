"""Compares the dashboard's reader with TensorBoard's own, value by value, and measures both.

    python3 -m venv V && V/bin/pip install numpy torch tensorboard tensorboardX
    V/bin/python Tests/TensorBoard/compare.py                  files of the installed torch and tensorboardX
    V/bin/python Tests/TensorBoard/compare.py --bench          1,000,000 scalars in 20 tags: time and memory
    V/bin/python Tests/TensorBoard/compare.py --run runs/first a run of ours, read by tensorboard without a warning

Other versions: other environments. A package that is not installed is left out and said so; the program is
.build/release/ministyler, or --program. Ends with 1 where anything differs.
"""
import argparse
import csv
import importlib
import io
import json
import logging
import math
import os
import resource
import shutil
import struct
import subprocess
import sys
import tempfile
import time
import warnings

HERE = os.path.dirname(os.path.abspath(__file__))
PROGRAM = os.path.join(HERE, "..", "..", ".build", "release", "ministyler")


def version(name):
    try:
        return importlib.import_module(name).__version__
    except ImportError:
        return None


def values(seed, count):
    """Numbers of every size, and those that are none."""
    state = seed
    for index in range(count):
        state = (state * 6364136223846793005 + 1442695040888963407) % 2 ** 64
        unit = (state >> 11) / 2 ** 53 - 0.5
        yield [math.nan, math.inf, -math.inf, 0.0, -0.0, 1e-45, 3.4e38][index % 50] if index % 50 < 7 \
            else unit * 10 ** (state % 60 // 2 - 15)


def write(make, folder, is_torch):
    """One run in two files, the second of which takes back a part of the first."""
    with make(folder) as writer:
        for step, value in enumerate(values(1, 3000)):
            writer.add_scalar("loss/content", value, step, walltime=1.7e9 + step / 8)
            if step % 3 == 0:
                writer.add_scalar("reward/step", -abs(value), step * 7)
        for step, value in enumerate(values(2, 500)):
            if is_torch and hasattr(writer.add_scalar, "__code__") and "new_style" in writer.add_scalar.__code__.co_varnames:
                writer.add_scalar("tensor/single", value, step, new_style=True)
                writer.add_scalar("tensor/double", value, step, new_style=True, double_precision=True)
        writer.add_scalar("no step", 4)
        writer.add_scalars("several", {"a": 1.5, "b": -2.5}, 3)
        writer.add_text("text", "not a number", 0)
        writer.add_histogram("histogram", __import__("numpy").arange(10), 0)
    time.sleep(1.1)
    with make(folder, purge_step=2000) as writer:
        for step, value in enumerate(values(3, 800)):
            writer.add_scalar("loss/content", value, 2000 + step)


def accumulate(folder):
    """What EventAccumulator reads: tag → [(step, wall time, value)]."""
    from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
    from tensorboard.util import tensor_util
    accumulator = EventAccumulator(folder, size_guidance={"scalars": 0, "tensors": 0})
    accumulator.Reload()
    tags = accumulator.Tags()
    read = {tag: [(e.step, e.wall_time, e.value) for e in accumulator.Scalars(tag)] for tag in tags["scalars"]}
    for tag in tags["tensors"]:
        events = [(e, tensor_util.make_ndarray(e.tensor_proto)) for e in accumulator.Tensors(tag)]
        if all(array.size == 1 and array.dtype.kind in "fiub" for _, array in events):
            read[tag] = [(e.step, e.wall_time, float(array.reshape(()))) for e, array in events]
    return read


def ours(program, folder):
    """What the dashboard's reader reads."""
    output = subprocess.run([program, "watch", folder, "--csv"], check=True, capture_output=True, text=True).stdout
    read = {}
    for row in csv.DictReader(io.StringIO(output)):
        key = (row["run"], row["tag"])
        read.setdefault(key, []).append((int(row["step"]), float(row["wall_time"]), float(row["value"])))
    return read


def bits(point):
    step, wall, value = point
    return step, struct.pack("<d", wall), "nan" if math.isnan(value) else struct.pack("<d", value)


def compare(program, root):
    """Every folder with event files below root; returns how many values were compared."""
    read = ours(program, root)
    count = 0
    seen = set()
    for folder, _, files in sorted(os.walk(root)):
        if not any("tfevents" in file for file in files):
            continue
        name = os.path.relpath(folder, root)
        name = os.path.basename(os.path.normpath(root)) if name == "." else name
        expected = accumulate(folder)
        found = {tag: points for (run, tag), points in read.items() if run == name}
        seen |= {(name, tag) for tag in found}
        if set(found) != set(expected):
            sys.exit(f"{folder}: tags differ: {sorted(set(found) ^ set(expected))}")
        for tag, points in expected.items():
            if [bits(p) for p in points] != [bits(p) for p in found[tag]]:
                place = next((i for i, (a, b) in enumerate(zip(points, found[tag])) if bits(a) != bits(b)), None)
                sys.exit(f"{folder}: {tag} differs at {place} ({len(points)} and {len(found[tag])} values)")
            count += len(points)
    if set(read) - seen:
        sys.exit(f"{root}: runs of ours that are none: {sorted(set(read) - seen)}")
    return count


def check(program):
    writers = {}
    if version("torch"):
        from torch.utils.tensorboard import SummaryWriter as TorchWriter
        writers["torch " + version("torch")] = (TorchWriter, True)
    if version("tensorboardX"):
        from tensorboardX import SummaryWriter as XWriter
        writers["tensorboardX " + version("tensorboardX")] = (XWriter, False)
    if not writers:
        sys.exit("neither torch nor tensorboardX is installed here")
    for name, (make, is_torch) in writers.items():
        with tempfile.TemporaryDirectory() as folder:
            write(lambda f, **options: make(f, **options), folder, is_torch)
            print(f"{name}, read beside tensorboard {version('tensorboard')}: "
                  f"{compare(program, folder)} values equal")


def bench(program):
    folder = tempfile.mkdtemp()
    try:
        from tensorboard.compat.proto import event_pb2, summary_pb2
        from tensorboard.summary.writer.event_file_writer import EventFileWriter
        writer = EventFileWriter(folder)
        for step in range(50_000):
            for tag in range(20):
                summary = summary_pb2.Summary(
                    value=[summary_pb2.Summary.Value(tag=f"group/tag{tag:02}", simple_value=step / (tag + 1))])
                writer.add_event(event_pb2.Event(wall_time=1.7e9 + step + tag / 1e3, step=step, summary=summary))
        writer.close()
        size = sum(os.path.getsize(os.path.join(folder, f)) for f in os.listdir(folder))
        print(f"1,000,000 scalars in 20 tags, {size / 1e6:.1f} MB")
        theirs = json.loads(subprocess.run(
            [sys.executable, __file__, "--accumulate", folder], check=True, capture_output=True, text=True).stdout)
        mine = json.loads(subprocess.run(
            [program, "bench", "--watch", "--events", folder, "--json"], check=True, capture_output=True,
            text=True).stdout)
        assert mine["points"] == theirs["points"] == 1_000_000, (mine["points"], theirs["points"])
        print(f"EventAccumulator: {theirs['seconds']:.2f} s, memory {theirs['bytes'] / 1e6:.0f} MB")
        print(f"ministyler:       {mine['bestLoadSeconds']:.3f} s (median {mine['medianLoadSeconds']:.3f}), "
              f"memory {mine['residentGrowth'] / 1e6:.1f} MB, {mine['bytesPerPoint']:.1f} bytes a point")
        print(f"ratio of times:   {theirs['seconds'] / mine['medianLoadSeconds']:.0f} (of the median)")
        worst = max(mine["keys"], key=lambda key: key["worst"])
        print(f"slowest key:      {worst['action']}, {worst['median']:.1f} ms (at worst {worst['worst']:.1f})")
        times = sorted(key_times(program, folder))
        print(f"on a pseudo-terminal of 200×60, key to last byte: median {times[len(times) // 2]:.1f} ms, "
              f"9 of 10 within {times[len(times) * 9 // 10]:.1f} ms")
        if theirs["seconds"] < 20 * mine["medianLoadSeconds"] or mine["bytesPerPoint"] > 24:
            sys.exit("slower or larger than it should be")
    finally:
        shutil.rmtree(folder)


def key_times(program, folder):
    """Milliseconds from a key to the last byte of what it changes, 20 charts on the screen."""
    import fcntl
    import pty
    import select
    import termios
    child, terminal = pty.fork()
    if child == 0:
        os.environ.update(TERM="xterm-256color", LC_ALL="C.UTF-8")
        os.execv(program, [program, "watch", folder, "--graphics", "none"])
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 60, 200, 0, 0))

    def read(quiet):
        """Everything until nothing comes for so many seconds; when the last of it came."""
        last, text = None, b""
        while select.select([terminal], [], [], quiet)[0]:
            text += os.read(terminal, 1 << 16)
            last = time.perf_counter()
        return last, text

    try:
        read(3)
        for key in "g" + "c" * 3 + "v" * 3:
            os.write(terminal, key.encode())
            read(0.4)
        times = []
        for key in "++bbwwb0" * 3 + "hhhhhhhh" + "sSsSsS" + "YYY":
            start = time.perf_counter()
            os.write(terminal, key.encode())
            last, _ = read(0.15)
            if last is not None:
                times.append(1000 * (last - start))
        return times
    finally:
        os.write(terminal, b"q")
        os.waitpid(child, 0)


def measure_accumulator(folder):
    def resident():
        with open("/proc/self/statm") as file:
            return int(file.read().split()[1]) * resource.getpagesize()
    from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
    before = resident()
    start = time.perf_counter()
    accumulator = EventAccumulator(folder, size_guidance={"scalars": 0})
    accumulator.Reload()
    seconds = time.perf_counter() - start
    points = sum(len(accumulator.Scalars(tag)) for tag in accumulator.Tags()["scalars"])
    print(json.dumps({"seconds": seconds, "bytes": resident() - before, "points": points}))


def read_run(program, original):
    """A run of ours: no warning of TensorBoard, and the same values from both readers."""
    # A copy, because a run at work grows while it is read.
    folder = os.path.join(tempfile.mkdtemp(), os.path.basename(os.path.normpath(original)))
    events = os.path.join(original, "events")
    shutil.copytree(events if os.path.isdir(events) else original, os.path.join(folder, "events"))
    records = []

    class Collector(logging.Handler):
        def emit(self, record):
            if record.levelno >= logging.WARNING:
                records.append(record.getMessage())

    logging.getLogger("tensorboard").addHandler(Collector())
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        # Warnings about Python's own modules come with the imports, which are over here.
        import tensorboard.backend.event_processing.event_accumulator
        import tensorboard.util.tensor_util
        from tensorboard.backend.event_processing import event_file_inspector
        caught.clear()
        count = compare(program, folder)
        events = os.path.join(folder, "events")
        out, sys.stdout = sys.stdout, io.StringIO()
        try:
            event_file_inspector.inspect(events)
        finally:
            text, sys.stdout = sys.stdout.getvalue(), out
        records += [str(warning.message) for warning in caught]
    images = accumulate_images(events)
    shutil.rmtree(os.path.dirname(folder))
    if records:
        sys.exit(f"{original}: tensorboard warns: {records}")
    if "sample/sequence" in text and not images:
        sys.exit(f"{folder}: the pictures cannot be read")
    print(f"{original}: {count} values equal, {images} pictures, no warning of tensorboard {version('tensorboard')}")


def accumulate_images(folder):
    from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
    accumulator = EventAccumulator(folder, size_guidance={"images": 0})
    accumulator.Reload()
    return sum(len(accumulator.Images(tag)) for tag in accumulator.Tags()["images"])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default=PROGRAM)
    parser.add_argument("--bench", action="store_true")
    parser.add_argument("--run")
    parser.add_argument("--accumulate", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.accumulate:
        measure_accumulator(arguments.accumulate)
    elif arguments.bench:
        bench(arguments.program)
    elif arguments.run:
        read_run(arguments.program, arguments.run)
    else:
        check(arguments.program)
