"""Computes the measures of painting of docs/metrics.md for small pictures, apart from the program's own code.

    python3 measures.py        # needs numpy and Pillow; writes the pictures and expected.json beside this file
"""

import json
import pathlib

import numpy as np
from PIL import Image

HERE = pathlib.Path(__file__).parent


def pictures():
    """Two pairs with a frame each: a coloured one, odd extents; and one whose style has no colour."""
    random = np.random.default_rng(7)

    def waves(width, height, base, swing, pitch, grain):
        y, x = np.mgrid[0:height, 0:width]
        planes = [base[c] + swing[c] * np.sin(x / pitch + c) * np.cos(y / (pitch + c) - c) for c in range(3)]
        noise = random.normal(0, grain, (height, width, 3))
        return np.clip(np.stack(planes, -1) + noise, 0, 255).round().astype(np.uint8)

    yield "colour", {
        "content": waves(61, 47, (120, 130, 90), (80, 60, 50), 5.0, 12),
        "style": waves(40, 56, (150, 100, 70), (40, 45, 40), 8.0, 7),
        "frame": waves(61, 47, (140, 110, 70), (70, 60, 70), 5.2, 16),
    }
    grey = waves(48, 33, (128, 128, 128), (90, 0, 0), 6.0, 9)[..., :1].repeat(3, -1)
    yield "ink", {
        "content": waves(44, 44, (90, 120, 150), (70, 50, 60), 7.0, 8),
        "style": grey,
        "frame": waves(44, 44, (120, 118, 122), (60, 60, 60), 7.0, 8),
    }


def oklab(image):
    """N×3 in OKLab (Ottosson 2020), from 8-bit sRGB."""
    value = image.reshape(-1, 3).astype(np.float64) / 255
    linear = np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)
    to_lms = [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
    to_lab = [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
    return np.cbrt(linear @ np.array(to_lms).T) @ np.array(to_lab).T


def transport(own, other, directions):
    """Mean over directions of the root mean square between quantiles, × 100."""
    places = (np.arange(1024) + 0.5) / 1024
    distances = []
    for direction in directions:
        a, b = (np.quantile(colours @ direction, places) for colours in (own, other))
        distances.append(np.sqrt(np.mean((a - b) ** 2)))
    return 100 * float(np.mean(distances))


def sphere():
    i = np.arange(64) + 0.5
    z = 1 - 2 * i / 64
    azimuth = np.pi * (1 + np.sqrt(5)) * i
    radius = np.sqrt(1 - z**2)
    return np.stack([radius * np.cos(azimuth), radius * np.sin(azimuth), z], -1)


def hues():
    angle = np.pi * np.arange(16) / 16
    return np.stack([np.zeros(16), np.cos(angle), np.sin(angle)], -1)


def foreign(frame, style):
    def bins(colours):
        places = np.floor((colours - [0, -0.4, -0.4]) / 0.02).astype(int)
        return np.clip(places, 0, [51, 40, 40])

    counts = np.zeros((52, 41, 41))
    np.add.at(counts, tuple(bins(style).T), 1)
    known = np.argwhere((counts > 0) & (counts / len(style) >= 2e-5))
    squares = ((bins(frame)[:, None] - known[None]) ** 2).sum(-1).min(1)
    # 0.06 are three bins.
    return 100 * float(np.mean(squares > 9))


def luma(image):
    """8 bits, as ITU-R 601 rounds them, /255."""
    return np.asarray(Image.fromarray(image).convert("L")).astype(np.float64) / 255


def edges(frame, content):
    def loss(x, y):
        windows = [np.lib.stride_tricks.sliding_window_view(v, (7, 7)).reshape(-1, 49) for v in (x, y)]
        a, b = windows
        covariance = ((a - a.mean(1, keepdims=True)) * (b - b.mean(1, keepdims=True))).mean(1)
        deviation, weight = a.std(1), b.std(1)
        r = (covariance + 2e-4) / (deviation * weight + 2e-4)
        return float((weight * (1 - r)).sum() / weight.sum())

    def half(v):
        v = v[: v.shape[0] // 2 * 2, : v.shape[1] // 2 * 2]
        return (v[::2, ::2] + v[::2, 1::2] + v[1::2, ::2] + v[1::2, 1::2]) / 4

    x, y = luma(frame), luma(content)
    return (loss(x, y) + loss(half(x), half(y))) / 2


def strokes(frame, style):
    kernel = np.exp(-0.5 * np.arange(-4, 5) ** 2)
    kernel /= kernel.sum()

    def blurred(v):
        padded = np.pad(v, 4, mode="symmetric")
        rows = sum(kernel[i] * padded[i : i + v.shape[0]] for i in range(9))
        return sum(kernel[i] * rows[:, i : i + v.shape[1]] for i in range(9))

    def bands(image):
        v = image.astype(np.float64) @ [0.299, 0.587, 0.114] / 255
        result = []
        for _ in range(4):
            soft = blurred(v)
            result.append((v - soft).std() + 1e-4)
            v = soft[::2, ::2]
        return np.array(result)

    return float(np.abs(np.log2(bands(frame) / bands(style))).mean())


def main():
    expected = {}
    for name, images in pictures():
        for role, image in images.items():
            Image.fromarray(image).save(HERE / f"{name}-{role}.png", optimize=True)
        frame, style = oklab(images["frame"]), oklab(images["style"])
        chroma = [float(np.hypot(v[:, 1], v[:, 2]).mean()) for v in (frame, style)]
        expected[name] = {
            "palette": transport(frame, style, sphere()),
            "hue": transport(frame, style, hues()),
            "foreign": foreign(frame, style),
            "edges": edges(images["frame"], images["content"]),
            "strokes": strokes(images["frame"], images["style"]),
            "chroma": chroma[0] / max(chroma[1], 1e-3),
        }
    (HERE / "expected.json").write_text(json.dumps(expected, indent=2) + "\n")


if __name__ == "__main__":
    main()
