"""Writes the event files beside this script and what TensorBoard reads from them (expected.json).

python -m venv V && V/bin/pip install torch tensorboard tensorboardX numpy pillow && V/bin/python generate.py
"""
import json
import math
import os
import shutil
import numpy as np
import tensorboard
import tensorboardX
import torch
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
from tensorboard.compat.proto import event_pb2, summary_pb2
from tensorboard.summary.writer.event_file_writer import EventFileWriter
from tensorboard.util import tensor_util
from torch.utils.tensorboard import SummaryWriter

here = os.path.dirname(os.path.abspath(__file__))


def folder(name):
    path = os.path.join(here, name)
    shutil.rmtree(path, ignore_errors=True)
    return path


def numbers(seed, count):
    return np.random.default_rng(seed).normal(size=count) * 10


def picture(step):
    rows, columns = np.mgrid[0:6, 0:9]
    return np.stack([(rows * 40 + step) % 256, columns * 28 % 256, np.full_like(rows, step * 9 % 256)]).astype(np.uint8)


def torch_simple():
    with SummaryWriter(folder("torch-simple"), filename_suffix=".fixture") as writer:
        for step, value in enumerate(numbers(1, 40)):
            writer.add_scalar("reward/step", value, step * 3, walltime=1700000000.25 + step)
            writer.add_scalar("lambda/content", math.exp(value / 20), step * 3, walltime=1700000000.5 + step)
        for step, value in [(5, float("nan")), (6, float("inf")), (7, -float("inf")), (8, 1e-38)]:
            writer.add_scalar("odd", value, step, walltime=1700000100.0)
        for step in (0, 4, 8):
            writer.add_image("sample/sequence", picture(step), step, walltime=1700000000.0 + step)


def torch_tensor():
    with SummaryWriter(folder("torch-tensor"), filename_suffix=".fixture") as writer:
        for step, value in enumerate(numbers(2, 30)):
            writer.add_scalar("single", value, step, new_style=True, walltime=1700000000.0 + step)
            writer.add_scalar("double", torch.tensor(value, dtype=torch.float64), step, new_style=True,
                              double_precision=True, walltime=1700000000.0 + step)
        writer.add_histogram("histogram", numbers(3, 10), 0, bins=4, walltime=1700000000.0)
        writer.add_text("text", "no number", 0, walltime=1700000000.0)


def tensorboard_x():
    with tensorboardX.SummaryWriter(folder("tensorboardX"), filename_suffix=".fixture") as writer:
        for step, value in enumerate(numbers(4, 30)):
            writer.add_scalar("loss/critic1", value, step, walltime=1700000000.0 + step)
        for step in (0, 9):
            writer.add_image("sample/sequence", picture(step), step, walltime=1700000000.0 + step)


def resumed():
    path = folder("resumed")
    with SummaryWriter(path, filename_suffix=".1") as writer:
        for step in range(20):
            writer.add_scalar("loss", step, step, walltime=1700000000.0 + step)
    with SummaryWriter(path, purge_step=12, filename_suffix=".2") as writer:
        for step in range(12, 16):
            writer.add_scalar("loss", -step, step, walltime=1700001000.0 + step)


def tensor_types():
    writer = EventFileWriter(folder("tensor-types"), filename_suffix=".fixture")
    plugin = summary_pb2.SummaryMetadata(plugin_data=summary_pb2.SummaryMetadata.PluginData(plugin_name="scalars"))
    types = {
        "float32": np.float32(1.5), "float64": np.float64(math.pi), "float16": np.float16(0.333),
        "int64": np.int64(-(2 ** 40)), "int32": np.int32(-7), "int16": np.int16(-300), "int8": np.int8(-8),
        "uint8": np.uint8(200), "uint16": np.uint16(60000), "bool": np.bool_(True),
    }
    for index, (name, value) in enumerate(types.items()):
        for kind in ("values", "content"):
            proto = tensor_util.make_tensor_proto(value)
            if kind == "content":
                for field in ("float_val", "double_val", "int_val", "int64_val", "bool_val", "half_val"):
                    proto.ClearField(field)
                proto.tensor_content = np.asarray(value).tobytes()
            summary = summary_pb2.Summary(value=[summary_pb2.Summary.Value(
                tag=f"{name}/{kind}", tensor=proto, metadata=plugin)])
            writer.add_event(event_pb2.Event(wall_time=1700000000.0 + index, step=index, summary=summary))
    import io
    from PIL import Image
    images = summary_pb2.SummaryMetadata(plugin_data=summary_pb2.SummaryMetadata.PluginData(plugin_name="images"))
    for step in (2, 3):
        strings = [b"9", b"6"]
        for sample in range(2):
            stream = io.BytesIO()
            Image.fromarray(picture(step + sample).transpose(1, 2, 0)).save(stream, "PNG")
            strings.append(stream.getvalue())
        proto = tensor_util.make_tensor_proto(np.array(strings, dtype=object))
        summary = summary_pb2.Summary(value=[summary_pb2.Summary.Value(tag="pictures", tensor=proto, metadata=images)])
        writer.add_event(event_pb2.Event(wall_time=1700000000.0 + step, step=step, summary=summary))
    writer.close()


def rename(name):
    """Gives the files names without host and process, which no search for event files finds in a checkout."""
    for index, file in enumerate(sorted(os.listdir(os.path.join(here, name)))):
        os.rename(os.path.join(here, name, file), os.path.join(here, name, f"events.{index}"))


def expected(name):
    accumulator = EventAccumulator(os.path.join(here, name), size_guidance={"scalars": 0, "tensors": 0, "images": 0})
    accumulator.Reload()
    tags = accumulator.Tags()
    scalars = {tag: [[e.step, e.wall_time, repr(float(e.value))] for e in accumulator.Scalars(tag)]
               for tag in tags["scalars"]}
    for tag in tags["tensors"]:
        events = [(e, tensor_util.make_ndarray(e.tensor_proto)) for e in accumulator.Tensors(tag)]
        if all(array.size == 1 and array.dtype.kind in "fiub" for _, array in events):
            scalars[tag] = [[e.step, e.wall_time, repr(float(array.reshape(())))] for e, array in events]
    images = {tag: [[e.step, e.wall_time, e.width, e.height, len(e.encoded_image_string)]
                    for e in accumulator.Images(tag)] for tag in tags["images"]}
    return {"scalars": scalars, "images": images}


if __name__ == "__main__":
    torch_simple()
    torch_tensor()
    tensorboard_x()
    resumed()
    tensor_types()
    names = ["torch-simple", "torch-tensor", "tensorboardX", "resumed", "tensor-types"]
    result = {name: expected(name) for name in names}
    for name in names:
        rename(name)
    result["versions"] = {"torch": torch.__version__, "tensorboard": tensorboard.__version__,
                          "tensorboardX": tensorboardX.__version__}
    with open(os.path.join(here, "expected.json"), "w") as file:
        json.dump(result, file, indent=0, sort_keys=True)
