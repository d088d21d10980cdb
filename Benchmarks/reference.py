"""The reference: the agent's step in PyTorch (networks.py), compared with the program's frames, or timed.

    python3 reference.py verify [CONTENT.png STYLE.png] --program ministyler
    python3 reference.py time --size 256x256 --seconds 6
    python3 reference.py train --loss-network vgg.safetensors

Needs torch and numpy. Each timing is a process of its own, so that its peak memory is that of one size.
"""
import argparse
import json
import os
import pathlib
import platform
import re
import statistics
import subprocess
import sys
import tempfile
import time

try:
    import numpy as np
    import torch
except ImportError as error:
    sys.exit(f"reference.py: {sys.executable} lacks {error.name}; Benchmarks/README.md tells how to install it.")

import files
import networks
import training

ROOT = pathlib.Path(__file__).resolve().parent.parent
WEIGHTS = ROOT / "assets" / "ministyler.safetensors"
PROGRAM = ROOT / ".build" / "release" / "ministyler"


def load_agent(path):
    tensors, metadata = files.read_safetensors(path)
    for name in ("actor.encoder.enc1_1.0", "builder.dec5.0"):
        if name + ".conv_layer.weight" not in tensors:
            files.fail(f"{path} holds no agent: the tensor {name}.conv_layer.weight is missing.")
    weights = {name: torch.from_numpy(values) for name, values in tensors.items()}
    try:
        return networks.Agent(weights, float(metadata.get("relaxation-exponent", 0)))
    except ValueError:
        files.fail(f"{path}: its relaxation-exponent is no number.")


def use_cores():
    """As many threads as the program takes: OMP_NUM_THREADS, or a thread for each core that the process may run on."""
    given = os.environ.get("OMP_NUM_THREADS", "")
    torch.set_num_threads(int(given) if given.isdigit() and int(given) else len(os.sched_getaffinity(0)))


# Comparing frames.

def sample_pair():
    """A content of odd sides and a style of other ones, for when no pictures are named: waves, an edge and grain."""
    random = np.random.default_rng(7)

    def picture(width, height, frequency):
        y, x = np.mgrid[0:height, 0:width] / max(width, height)
        planes = [np.sin(frequency * (x * (i + 1) + y * (3 - i)) + i) / 3 + (x > y) / 3 for i in range(3)]
        values = 0.45 + 0.5 * np.stack(planes, 2) + random.normal(0, 0.05, (height, width, 3))
        return (255 * values.clip(0, 1)).round().astype(np.uint8)

    return picture(257, 203, 9), picture(190, 231, 31)


def cropped(pixels, size):
    """The upper left part."""
    return pixels[:size[1], :size[0]] if size else pixels


def program_frames(options, folder, format):
    """Has the program write its frames; their paths in order."""
    output = folder / format
    command = [
        options.program, "stylize", folder / "content.png", folder / "style.png", "--output", output, "--steps",
        str(options.steps), "--weights", options.weights, "--format", format]
    try:
        done = subprocess.run(command, capture_output=True, text=True)
    except OSError as error:
        files.fail(f"{options.program} cannot be started: {error.strerror}; name the program with --program.")
    if done.returncode:
        files.fail(f"the program failed: {done.stderr.strip()}")
    return sorted(output.glob(f"frame-*.{format}"))


@torch.inference_mode()
def verify(options):
    """Prints how far the frames of both are apart, in 1/255: as the networks gave them, and rounded as in the PNGs."""
    if bool(options.content) != bool(options.style):
        files.fail("name both a content and a style, or neither.")
    pair = map(files.read_png, (options.content, options.style)) if options.content else sample_pair()
    content, style = (cropped(pixels, options.crop) for pixels in pair)
    agent = load_agent(options.weights)
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        files.write_png(folder / "content.png", content)
        files.write_png(folder / "style.png", style)
        values = [files.read_safetensors(path)[0]["frame"] for path in program_frames(options, folder, "safetensors")]
        pictures = [files.read_png(path) for path in program_frames(options, folder, "png")]

    height, width, _ = content.shape
    moving, style_image = (
        torch.from_numpy(pixels.copy()).permute(2, 0, 1)[None].float() / 255 for pixels in (content, style))
    moving, style_code = networks.padded(moving), agent.style(style_image)
    weights = pathlib.Path(options.weights).name
    print(f"content {width}x{height}, style {style.shape[1]}x{style.shape[0]}, weights {weights}")
    print("step   mean |difference|   largest   PNG values that differ   by at most   (1/255)")
    worst = 0.0
    for number, (theirs, picture) in enumerate(zip(values, pictures, strict=True), 1):
        moving, _ = agent.step(moving, number, style_code)
        frame = moving[0, :, :height, :width].permute(1, 2, 0).numpy()
        difference = 255 * np.abs(frame.astype(np.float64) - theirs[0].transpose(1, 2, 0))
        levels = np.abs(np.floor(255 * frame.clip(0, 1) + 0.5).astype(int) - picture)
        # A comparison that is false for NaN too.
        worst = difference.max() if not difference.max() <= worst else worst
        print(
            f"{number:4}   {difference.mean():17.6f}   {difference.max():7.5f}   {np.count_nonzero(levels):7} of "
            f"{levels.size:8}      {levels.max():7}")
    if not worst <= options.tolerance:
        files.fail(f"the frames differ by {worst:.4f}/255, more than the {options.tolerance} that rounding explains.")


# Timing.

def resident(key):
    """VmHWM or VmRSS of this process, bytes."""
    with open("/proc/self/status") as file:
        return int(re.search(rf"{key}:\s+(\d+)", file.read())[1]) << 10


def reset_peak():
    """Starts VmHWM anew, as the program does; where the system refuses, the old peak stays."""
    try:
        with open("/proc/self/clear_refs", "w") as file:
            file.write("5")
    except OSError:
        pass


def milliseconds(work):
    start = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - start)


def versions():
    onednn = re.search(r"(?:oneDNN|MKL-DNN) v([\d.]+)", torch.__config__.show())
    return dict(
        threads=torch.get_num_threads(), python=platform.python_version(), torch=torch.__version__,
        numpy=np.__version__, onednn=onednn[1] if onednn else None)


@torch.inference_mode()
def measure(options):
    """Times first steps of random pictures like `ministyler bench`: one to warm up, then for about so many seconds."""
    width, height = options.size
    agent = load_agent(options.weights)
    generator = torch.Generator().manual_seed(2)
    content, style = (torch.rand(1, 3, height, width, generator=generator) for _ in range(2))
    if options.channels_last:
        content, style = (x.contiguous(memory_format=torch.channels_last) for x in (content, style))
    reset_peak()
    before = resident("VmRSS")
    moving, code = networks.padded(content), agent.style(style)
    agent.step(moving, 1, code)
    # The program's peak covers the same: the style side and one step.
    peak = resident("VmHWM")
    style_time = milliseconds(lambda: agent.style(style))
    times, end = [], time.perf_counter() + options.seconds
    while len(times) < 3 or time.perf_counter() < end:
        times.append(milliseconds(lambda: agent.step(moving, 1, code)))
    result = dict(
        width=width, height=height, steps=len(times), bestMilliseconds=min(times),
        medianMilliseconds=statistics.median(times), styleMilliseconds=style_time, peakResidentBytes=peak,
        startResidentBytes=before, **versions())
    if options.json:
        print(json.dumps(result))
    else:
        print(
            f"{width}x{height}: {result['bestMilliseconds']:.1f} ms a step (median {result['medianMilliseconds']:.1f} of "
            f"{len(times)}); style side {style_time:.1f} ms; peak memory {peak / 2**20:.0f} MiB resident, "
            f"{before / 2**20:.0f} of them before the first step")


def train(options):
    """Times the generative part of training updates."""
    if options.write_random_vgg:
        return training.write_random_vgg(options.loss_network)
    network = training.LossNetwork(options.loss_network)
    if options.crop < 32 or options.crop % 4:
        files.fail(f"a crop of {options.crop} pixels: it must be a multiple of 4 from 32.")
    update = training.Update(load_agent(options.weights), network, options.batch, options.crop)
    reset_peak()
    times = training.measure(update, options.seconds)
    targets, learning = (1000 * statistics.median(part) for part in zip(*times))
    result = dict(
        batch=options.batch, crop=options.crop, updates=len(times), targetMilliseconds=targets,
        learningMilliseconds=learning, peakResidentBytes=resident("VmHWM"), **versions())
    if options.json:
        print(json.dumps(result))
    else:
        print(
            f"batch {options.batch} at {options.crop}x{options.crop}: {learning:.0f} ms an update (median of {len(times)}), "
            f"and {targets:.0f} ms for what the losses compare with; "
            f"peak memory {result['peakResidentBytes'] / 2**20:.0f} MiB resident")


def extent(text):
    form = re.fullmatch(r"(\d+)x(\d+)", text)
    if not form or not all(8 <= int(side) <= 4096 for side in form.groups()):
        raise argparse.ArgumentTypeError(f"{text} is no size such as 640x480, with sides from 8 to 4096")
    return int(form[1]), int(form[2])


def count(text):
    if not text.isdigit() or not 0 < int(text) < 10_000:
        raise argparse.ArgumentTypeError(f"{text} is no number from 1 to 9999")
    return int(text)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    verbs = parser.add_subparsers(required=True)
    verb = verbs.add_parser("verify", help="compare frames with the program's")
    verb.add_argument("content", nargs="?", help="PNG: RGB, 8 bits (default: a made-up pair of odd sizes)")
    verb.add_argument("style", nargs="?", help="PNG of the same kind")
    verb.add_argument("--program", default=PROGRAM, help="default: the release build")
    verb.add_argument("--steps", type=count, default=10)
    verb.add_argument("--crop", type=extent, metavar="WxH", help="compare this upper left part of both pictures")
    verb.add_argument(
        "--tolerance", type=float, default=0.1, help="largest difference, in 1/255, that is no failure (default: 0.1)")
    verb.set_defaults(run=verify)
    verb = verbs.add_parser("time", help="time steps of one size")
    verb.add_argument("--size", type=extent, default=(256, 256), metavar="WxH")
    verb.add_argument("--seconds", type=float, default=6.0, help="about how long (default: 6); at least three steps")
    verb.add_argument("--channels-last", action="store_true", help="keep the channels of a pixel together in memory")
    verb.add_argument("--json", action="store_true")
    verb.set_defaults(run=measure)
    verb = verbs.add_parser("train", help="time training updates: eq. 4 and 5 for actor and builder")
    verb.add_argument("--loss-network", required=True, metavar="FILE", help="of the program's format")
    verb.add_argument("--write-random-vgg", action="store_true", help="only make that file: VGG-16 with random weights")
    verb.add_argument("--batch", type=count, default=8)
    verb.add_argument("--crop", type=count, default=256)
    verb.add_argument("--seconds", type=float, default=30.0, help="about how long (default: 30); at least two updates")
    verb.add_argument("--json", action="store_true")
    verb.set_defaults(run=train)
    for verb in verbs.choices.values():
        verb.add_argument("--weights", default=WEIGHTS, help="default: those that come with the program")
    return parser.parse_args()


if __name__ == "__main__":
    options = arguments()
    use_cores()
    options.run(options)
