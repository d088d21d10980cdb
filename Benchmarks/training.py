"""The generative part of a training update in PyTorch: content loss (eq. 4), style loss (eq. 5), one step of Adam.

A batch of moving images and one of styles pass through actor and builder, the result through a loss network; gradients reach
every weight of both. Critics and the contrastive loss are left out.
"""
import itertools
import json
import time

import numpy as np
import torch
from torch.nn import functional as F

import files
import networks

# VGG-16 up to relu4_1: channels of the convolutions of each block, whose first is measured.
VGG16 = [(64, 64), (128, 128), (256, 256, 256), (512,)]


def write_random_vgg(path):
    """A loss network of VGG-16's layers with random weights, in the program's format: time does not depend on the weights."""
    random = np.random.default_rng(1)
    layers, tensors, inputs = [], {}, 3
    for block, widths in enumerate(VGG16, 1):
        if block > 1:
            layers.append({"maxPool": {}})
        for position, outputs in enumerate(widths, 1):
            name = f"conv{block}_{position}"
            layers.append({"convolution": {"name": name, "isTap": position == 1}})
            deviation = (2 / (9 * inputs)) ** 0.5
            tensors[name + ".weight"] = random.normal(0, deviation, (outputs, inputs, 3, 3)).astype(np.float32)
            tensors[name + ".bias"] = np.zeros(outputs, np.float32)
            inputs = outputs
    files.write_safetensors(path, tensors, {"kind": "random", "layers": json.dumps(layers)})


class LossNetwork:
    """Reads a loss network in the program's format."""

    def __init__(self, path):
        tensors, metadata = files.read_safetensors(path)
        if "layers" not in metadata:
            files.fail(f"{path} holds no loss network.")
        self.layers = json.loads(metadata["layers"])
        self.weights = {name: torch.from_numpy(values) for name, values in tensors.items()}

    def features(self, x):
        """What is measured: relu1_1, relu2_1, relu3_1 and relu4_1."""
        maps = []
        for layer in self.layers:
            if "convolution" in layer:
                name = layer["convolution"]["name"]
                x = F.pad(x, (1, 1, 1, 1), mode="reflect")
                x = F.relu(F.conv2d(x, self.weights[name + ".weight"], self.weights[name + ".bias"]))
                if layer["convolution"]["isTap"]:
                    maps.append(x)
            elif "maxPool" in layer:
                x = F.max_pool2d(x, 2, ceil_mode=True)
            else:
                kernel = torch.tensor(layer["blurPool"]["filter"]).reshape(1, 1, 3, 3).repeat(x.shape[1], 1, 1, 1)
                x = F.pad(F.max_pool2d(x, 2, stride=1), (1, 1, 1, 1), mode="reflect")
                x = F.conv2d(x, kernel, stride=2, groups=x.shape[1])
        return maps[:4]


def style_loss(maps, targets):
    """Eq. 5; `targets` are statistics of the style's maps."""
    return sum(
        F.mse_loss(ours, theirs) for map, target in zip(maps, targets)
        for ours, theirs in zip(networks.statistics(map), target))


class Update:
    """An agent that learns from batches of random images."""

    def __init__(self, agent, network, batch, crop):
        self.agent, self.network = agent, network
        actor, builder = (
            [tensor.requires_grad_() for name, tensor in agent.weights.items() if name.startswith(part)]
            for part in ("actor.", "builder."))
        self.optimizer = torch.optim.Adam(
            [{"params": actor, "lr": 2e-5}, {"params": builder, "lr": 2e-4}], betas=(0.5, 0.9))
        generator = torch.Generator().manual_seed(2)
        self.moving, self.style = (torch.rand(batch, 3, crop, crop, generator=generator) for _ in range(2))

    @torch.no_grad()
    def targets(self):
        """What the losses compare with: the moving image at relu4_1, and statistics of the style."""
        content = self.network.features(self.moving)[-1]
        return content, [networks.statistics(map) for map in self.network.features(self.style)]

    def learn(self, content, style):
        self.optimizer.zero_grad()
        mean, deviation = self.agent.distribution(self.moving)
        action = mean + deviation * torch.randn_like(mean)
        maps = self.network.features(self.agent.build(action, self.agent.style(self.style)))
        loss = F.mse_loss(maps[-1], content) + style_loss(maps, style)
        loss.backward()
        self.optimizer.step()


def measure(update, seconds):
    """Seconds of each update for about so long, at least twice after one to warm up: of the targets, and of what follows."""
    times, end = [], None
    for number in itertools.count():
        start = time.perf_counter()
        targets = update.targets()
        middle = time.perf_counter()
        update.learn(*targets)
        now = time.perf_counter()
        if number == 0:
            end = now + seconds
            continue
        times.append((middle - start, now - middle))
        if number >= 2 and now >= end:
            return times
