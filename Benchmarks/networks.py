"""Actor and builder of RLMiniStyler in PyTorch, in eager mode and single precision: what `ministyler` is compared with.

It is written as research code usually is: reflection padding is an operation of its own, statistics are `mean` and `std`,
nothing is fused by hand. Layers have the names of the tensors in the weights file, `actor.…` and `builder.…`; strides are
given here, kernels and groups follow from the shapes of the weights.
"""
import math

import torch
from torch.nn import functional as F

EPSILON = 1e-5


def convolve(weights, name, x, stride=1):
    """Convolution with bias on reflection padding of k/2 pixels."""
    weight, bias = weights[name + ".conv_layer.weight"], weights[name + ".conv_layer.bias"]
    border = weight.shape[-1] // 2
    if border:
        x = F.pad(x, (border, border, border, border), mode="reflect")
    return F.conv2d(x, weight, bias, stride=stride, groups=x.shape[1] // weight.shape[1])


def statistics(x):
    """Mean and standard deviation of each channel of each image, N x C x 1 x 1; the variance is the unbiased one."""
    planes = x.flatten(2)
    mean, deviation = planes.mean(2), (planes.var(2) + EPSILON).sqrt()
    return mean[..., None, None], deviation[..., None, None]


class Agent:
    """The two networks over tensors by name. `exponent` is p of the relaxation: step t goes t^-p of the way."""

    def __init__(self, weights, exponent=0.0):
        self.weights = weights
        self.exponent = exponent

    # The actor.

    def half(self, image):
        """3 channels to 32 at half the extent."""
        x = F.relu(convolve(self.weights, "actor.encoder.enc1_1.0", image))
        x = F.relu(convolve(self.weights, "actor.encoder.enc1_2.0", x, stride=2))
        return F.relu(convolve(self.weights, "actor.encoder.enc1_2.2", x))

    def quarter(self, x):
        """From there to 64 channels at a quarter of the extent."""
        x = F.relu(convolve(self.weights, "actor.encoder.enc1_3.0", x, stride=2))
        return F.relu(convolve(self.weights, "actor.encoder.enc1_3.2", x))

    def residual(self, name, x):
        hidden = F.relu(convolve(self.weights, name + ".conv1", x))
        return x + convolve(self.weights, name + ".conv2", hidden)

    def signal(self, name, index, x):
        """The pair (w, b) that modulates one level of the builder, N x C x 1 x 1 each."""
        return tuple(
            convolve(self.weights, f"actor.{name}.{head}{index}.0", x).mean((2, 3), keepdim=True)
            for head in ("weight", "bias"))

    def style(self, image):
        """What the builder needs of a style image: statistics of x1 and x2, and the four signals."""
        level2 = F.relu(convolve(self.weights, "actor.encoder.style1_2.0", self.half(image)))
        level3 = F.relu(convolve(self.weights, "actor.encoder.style1_3.0", self.quarter(level2)))
        x1 = self.residual("actor.encoder.enc1_4.0", level3)
        x2 = self.residual("actor.encoder.enc2.0", x1)
        return dict(
            statistics1=statistics(x1), statistics2=statistics(x2),
            signal1=self.signal("modulator", 1, x1), signal2=self.signal("modulator", 2, x2),
            level2=self.signal("encoder.modulator1_2", 1, level2),
            level3=self.signal("encoder.modulator1_3", 1, level3))

    def distribution(self, image):
        """Mean and deviation of the action for a moving image, N x 64 x H/4 x W/4 each."""
        x1 = self.residual("actor.encoder.enc1_4.0", self.quarter(self.half(image)))
        x2 = self.residual("actor.encoder.enc2.0", x1)
        hidden = convolve(self.weights, "actor.dist_builder.conv_layer", x2)
        mean = convolve(self.weights, "actor.dist_builder.mean", hidden)
        raw = torch.tanh(convolve(self.weights, "actor.dist_builder.std", hidden))
        # From -1...1 to -10...2.
        return mean, torch.exp(6 * raw - 4)

    # The builder.

    def normalize(self, x, target):
        """AdaIN: the statistics of `x` become those of the style."""
        (mean, deviation), (new_mean, new_deviation) = statistics(x), target
        return (x - mean) / deviation * new_deviation + new_mean

    def modulate(self, name, x, signal):
        w, b = signal
        return w * convolve(self.weights, name, x) + b * x

    def modulated_residual(self, name, z, signal):
        v = F.relu(self.modulate(name + ".conv1", z, signal))
        return z + self.modulate(name + ".conv2", v, signal)

    def upsample(self, name, x, signal):
        x = F.interpolate(x, scale_factor=2, mode="bilinear", align_corners=False)
        x = F.relu(convolve(self.weights, name + ".conv1", x))
        return F.relu(self.modulate(name + ".conv2", x, signal))

    def build(self, action, style):
        """The image that a step moves towards, not clamped."""
        x = self.normalize(action, style["statistics2"])
        x = self.modulated_residual("builder.dec1", x, style["signal2"])
        x = self.normalize(x, style["statistics1"])
        x = self.modulated_residual("builder.dec2", x, style["signal1"])
        x = self.upsample("builder.dec3", x, style["level3"])
        x = self.upsample("builder.dec4", x, style["level2"])
        return convolve(self.weights, "builder.dec5.0", x)

    # A step.

    def step(self, moving, number, style):
        """One step with the mean action, counted from 1: the next moving image and the policy's entropy per element.

        The entropy is computed because the program's step does so too.
        """
        mean, deviation = self.distribution(moving)
        entropy = 0.5 + 0.5 * math.log(2 * math.pi) + torch.log(deviation).mean()
        output = self.build(mean, style)
        if self.exponent:
            output = torch.lerp(moving, output, number ** -self.exponent)
        return output, float(entropy)


def padded(image):
    """Reflected at the right and at the bottom to multiples of 4, as the program does it with the content."""
    height, width = image.shape[-2:]
    return F.pad(image, (0, -width % 4, 0, -height % 4), mode="reflect")
