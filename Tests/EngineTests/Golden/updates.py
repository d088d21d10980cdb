"""Ten updates of the learner in double precision, from the equations of the paper and not from this program's code.

    python3 updates.py                                 needs torch; writes updates.json beside this file
    python3 updates.py --single                        how far the same updates in single precision are from that

Equations have the paper's numbers (RLMiniStyler, IJCAI 2025). Where its released code differs, this follows the code: means for
squared norms and no 1/2 in eq. 1, 4 and 5, and one ratio over all levels and signals in eq. 6. What neither has (bounds of
gradients, rewards and weights, critics that see the style) is described where it is computed.

All numbers come from names. Element i of the stream of a name is output i (from 0) of SplitMix64 seeded with the name's 64-bit
FNV-1a hash: z = hash + (i + 1) * 0x9E3779B97F4A7C15, then z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9,
z = (z ^ z >> 27) * 0x94D049BB133111EB, z ^= z >> 31, all modulo 2^64. u(i) = (z >> 40) / 2^23 - 1, from -1 to below 1.
Everything is computed in double precision from u, then rounded to single precision.
    parameter   offset + scale * u(i), see `initial`
    noise       (u(12 i) + ... + u(12 i + 11)) / 2: nearly normal; actions are made like noise
    image       1/2 + 0.25 p(plane) + 0.15 c(cell) + 0.1 u(i), p and c the streams of the name with ".plane" and ".cell", plane
                the index of image and channel, cell that of 8x8 pixels in reading order, planes one after the other
    reward      u(i) - 1
    mask        of image i in update n (from 1): 0 where (n + i) mod 3 = 2, else 1
The inputs of update n are "update<n>.moving", ".style", ".action", ".next", ".reward", ".noise.next", ".noise.actor" and
".noise.generative", alike in both scenarios.
"""
import argparse
import json
import math
import pathlib

import numpy as np
import torch
from torch.nn import functional as F

SCENARIOS = {
    # sigma: log sigma in the paper's form of eq. 7, sigma in the released one, at the start.
    "paper": dict(
        weighting="paper", sigma=[-0.4, 0.1, 0.3], weightBounds=[0.5, 2.0], contrastive="hierarchical",
        criticsSeeStyle=True, hasRectifiedCritics=False, targetEntropy=-1.0, initialLogAlpha=-3.0, discount=0.9,
        rewardScale=0.5, rewardLimit=0.25, gradientLimit=20.0),
    "released": dict(
        weighting="released", sigma=[0.8, 1.1, 1.0], weightBounds=None, contrastive="deep",
        criticsSeeStyle=False, hasRectifiedCritics=True, targetEntropy=-4.0, initialLogAlpha=0.0, discount=0.99,
        rewardScale=1.0, rewardLimit=None, gradientLimit=None),
}  # fmt: skip
# Rates so small that ten updates in single precision stay near those in double.
SHARED = dict(actorRate=5e-6, builderRate=2e-5, criticRate=1e-4, targetRate=0.1, policyInterval=2)
UPDATES, BATCH, SIDE = 10, 2, 32


# Numbers from names.

def stream(name, count):
    """u(0) ... u(count - 1)."""
    value = 0xCBF29CE484222325
    for byte in name.encode():
        value = (value ^ byte) * 0x100000001B3 % 2**64
    z = np.uint64(value) + np.arange(1, count + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return ((z ^ (z >> np.uint64(31))) >> np.uint64(40)).astype(np.float64) / 2**23 - 1


def tensor(values, shape, dtype):
    return torch.from_numpy(values.astype(np.float32).reshape(shape)).to(dtype)


def initial(name, shape):
    """Weights: gain * sqrt(6 / fan-in) * u, biases: offset + 0.1 * u."""
    if name.endswith(".bias"):
        factor = ".modulator" in name and (".weight1." in name or ".weight2." in name)
        return (1 if factor else 0.5 if "dec5" in name else 0) + 0.1 * stream(name, math.prod(shape))
    gain = 1
    if ".conv2." in name and any(block in name for block in ("enc1_4", "enc2", "dec1", "dec2")):
        gain = 0.5
    if ".modulator" in name or ".std." in name or "dec5" in name or ".style.s" in name:
        gain = 0.3
    return gain * math.sqrt(6 / math.prod(shape[1:])) * stream(name, math.prod(shape))


def noise(name, dtype):
    shape = (BATCH, 64, SIDE // 4, SIDE // 4)
    return tensor(stream(name, 12 * math.prod(shape)).reshape(-1, 12).sum(1) / 2, shape, dtype)


def image(name, dtype):
    planes, cells = 3 * BATCH, SIDE // 8
    cell = stream(name + ".cell", planes * cells**2).reshape(planes, cells, cells).repeat(8, 1).repeat(8, 2)
    plane = stream(name + ".plane", planes).reshape(planes, 1, 1)
    fine = stream(name, planes * SIDE**2).reshape(planes, SIDE, SIDE)
    return tensor(0.5 + 0.25 * plane + 0.15 * cell + 0.1 * fine, (BATCH, 3, SIDE, SIDE), dtype)


def inputs(number, dtype):
    name = f"update{number}."
    batch = {key: image(name + key, dtype) for key in ("moving", "style", "next")}
    batch |= {key: noise(name + key, dtype) for key in ("action", "noise.next", "noise.actor", "noise.generative")}
    batch["reward"] = tensor(stream(name + "reward", BATCH) - 1, BATCH, dtype)
    batch["mask"] = torch.tensor([float((number + i) % 3 != 2) for i in range(BATCH)], dtype=dtype)
    return batch


# Parameters: name and extents of every convolution, output x input / groups x k x k.

ENCODER = {
    "enc1_1.0": (16, 3, 9), "enc1_2.0": (32, 1, 3), "enc1_2.2": (32, 32, 1), "style1_2.0": (32, 32, 3),
    "modulator1_2.weight1.0": (16, 2, 3), "modulator1_2.bias1.0": (16, 2, 3), "enc1_3.0": (64, 1, 3),
    "enc1_3.2": (64, 64, 1), "style1_3.0": (64, 64, 3), "modulator1_3.weight1.0": (32, 2, 3),
    "modulator1_3.bias1.0": (32, 2, 3), "enc1_4.0.conv1": (64, 64, 3), "enc1_4.0.conv2": (64, 64, 3),
    "enc2.0.conv1": (64, 64, 3), "enc2.0.conv2": (64, 64, 3),
}  # fmt: skip
HEADS = {f"modulator.{kind}{level}.0": (64, 1, 3) for level in "12" for kind in ("weight", "bias")} | {
    "dist_builder.conv_layer": (64, 1, 3), "dist_builder.mean": (64, 64, 1), "dist_builder.std": (64, 64, 1),
}  # fmt: skip
BUILDER = {f"dec{block}.conv{i}": (64, 64, 3) for block in "12" for i in "12"} | {
    "dec3.conv1": (32, 2, 3), "dec3.conv2": (32, 32, 1), "dec4.conv1": (16, 2, 3), "dec4.conv2": (16, 16, 1),
    "dec5.0": (3, 16, 9),
}  # fmt: skip
CRITIC = {
    "state1.0": (16, 3, 9), "state2.0": (32, 1, 3), "state2.2": (32, 32, 1), "state3.0": (64, 1, 3),
    "state3.2": (64, 64, 1), "mix.0": (128, 128, 3), "mix.2": (64, 128, 1),
}  # fmt: skip
CRITIC_STYLE = {f"style.{layer}": (128, 128, 1) for layer in ("hidden", "scale", "shift")}
CRITICS = ("critic1", "critic2", "target1", "target2")


def parameters(sees_style, dtype):
    convolutions = {"actor.encoder." + name: extents for name, extents in ENCODER.items()}
    convolutions |= {"actor." + name: extents for name, extents in HEADS.items()}
    convolutions |= {"builder." + name: extents for name, extents in BUILDER.items()}
    for critic in CRITICS:
        convolutions |= {f"{critic}.{name}": extents for name, extents in CRITIC.items()}
        convolutions |= {f"{critic}.{name}": extents for name, extents in CRITIC_STYLE.items() if sees_style}
    result = {}
    for name, (outputs, ins, kernel) in convolutions.items():
        for suffix, shape in ((".conv_layer.weight", (outputs, ins, kernel, kernel)), (".conv_layer.bias", (outputs,))):
            result[name + suffix] = tensor(initial(name + suffix, shape), shape, dtype)
    return result


class LossNetwork:
    """phi: four ReLU convolutions of 16 channels, 2x2 max pools between them; each is a tap. `conv0.weight`, `conv0.bias` ..."""

    def __init__(self, dtype):
        shapes = {f"conv{i}": (16, 3 if i == 0 else 16, 3, 3) for i in range(4)}
        named = {name + ".weight": shape for name, shape in shapes.items()} | {name + ".bias": (16,) for name in shapes}
        self.p = {name: tensor(initial(name, shape), shape, dtype) for name, shape in named.items()}

    def taps(self, x):
        result = []
        for i in range(4):
            x = torch.relu(conv(self.p, f"conv{i}", F.max_pool2d(x, 2, ceil_mode=True) if i > 0 else x))
            result.append(x)
        return result


# Networks. `p`: all parameters by name.

def conv(p, name, x, stride=1):
    """Reflection padding, then the convolution; the extents tell its groups."""
    weight, half = p[name + ".weight"], p[name + ".weight"].shape[-1] // 2
    if half > 0:
        x = F.pad(x, (half,) * 4, mode="reflect")
    return F.conv2d(x, weight, p[name + ".bias"], stride, groups=x.shape[1] // weight.shape[1])


def layer(p, name, x, stride=1):
    return conv(p, name + ".conv_layer", x, stride)


def rectified(p, name, x, stride=1):
    return torch.relu(layer(p, name, x, stride))


def statistics(x):
    """Mean and standard deviation per image and channel, with the unbiased variance."""
    return x.mean((2, 3)), torch.sqrt(x.var((2, 3), unbiased=True) + 1e-5)


def encode(p, image, is_style=False):
    """The unified policy's encoder (section 3.2): x2 of a moving image; maps and signals of a style image."""
    at = lambda name: "actor.encoder." + name
    residual = lambda name, x: x + layer(p, at(name + ".conv2"), rectified(p, at(name + ".conv1"), x))
    pair = lambda stem, i, x: [layer(p, f"actor.{stem}.{kind}{i}.0", x).mean((2, 3)) for kind in ("weight", "bias")]
    x = rectified(p, at("enc1_2.0"), rectified(p, at("enc1_1.0"), image), stride=2)
    half = x = rectified(p, at("enc1_2.2"), x)
    if is_style:
        half = x = rectified(p, at("style1_2.0"), x)
    quarter = x = rectified(p, at("enc1_3.2"), rectified(p, at("enc1_3.0"), x, stride=2))
    if is_style:
        quarter = x = rectified(p, at("style1_3.0"), x)
    x1 = residual("enc1_4.0", x)
    x2 = residual("enc2.0", x1)
    if not is_style:
        return x2
    signals = [pair("modulator", 1, x1), pair("modulator", 2, x2)]
    signals += [pair("encoder.modulator1_2", 1, half), pair("encoder.modulator1_3", 1, quarter)]
    return dict(maps=[x1, x2, half, quarter], signals=signals)


def act(p, image, n):
    """x = mu + sigma n and the element-wise log P(x | y), reparameterised (section 3.3.1)."""
    hidden = layer(p, "actor.dist_builder.conv_layer", encode(p, image))
    mean = layer(p, "actor.dist_builder.mean", hidden)
    log_sigma = -10 + 6 * (torch.tanh(layer(p, "actor.dist_builder.std", hidden)) + 1)
    return mean + torch.exp(log_sigma) * n, -n.square() / 2 - log_sigma - math.log(2 * math.pi) / 2


def build(p, action, style):
    """The builder (section 3.2, figure 2): the next moving image, not clamped."""
    (x1, x2, _, _), (sign1, sign2, sign3, sign4) = style["maps"], style["signals"]
    spread = lambda vector: vector[:, :, None, None]

    def adain(x, source):
        (own_mean, own_std), (mean, std) = statistics(x), statistics(source)
        return (x - spread(own_mean)) / spread(own_std) * spread(std) + spread(mean)

    def modulated(name, x, signal):
        return spread(signal[0]) * layer(p, name, x) + spread(signal[1]) * x

    x = action
    for name, source, signal in (("dec1", x2, sign2), ("dec2", x1, sign1)):
        z = adain(x, source)
        x = z + modulated(f"builder.{name}.conv2", torch.relu(modulated(f"builder.{name}.conv1", z, signal)), signal)
    for name, signal in (("dec3", sign4), ("dec4", sign3)):
        x = F.interpolate(x, scale_factor=2, mode="bilinear", align_corners=False)
        x = torch.relu(modulated(f"builder.{name}.conv2", rectified(p, f"builder.{name}.conv1", x), signal))
    return layer(p, "builder.dec5.0", x)


def value(p, name, moving, style, action, options):
    """Q(y, x), a map. The style scales the mixed features by 1 + scale and shifts them (Perez et al. 2018)."""
    def features(x):
        for suffix, stride in (("state1.0", 1), ("state2.0", 2), ("state2.2", 1), ("state3.0", 2), ("state3.2", 1)):
            x = rectified(p, f"{name}.{suffix}", x, stride)
        return x

    mixed = layer(p, f"{name}.mix.0", torch.cat([features(moving), action], 1))
    if options["criticsSeeStyle"]:
        hidden = rectified(p, f"{name}.style.hidden", torch.cat(statistics(features(style)), 1)[:, :, None, None])
        mixed = (1 + layer(p, f"{name}.style.scale", hidden)) * mixed + layer(p, f"{name}.style.shift", hidden)
    q = layer(p, f"{name}.mix.2", torch.relu(mixed))
    return torch.relu(q) if options["hasRectifiedCritics"] else q


# Losses of the generative part (section 3.3.2).

def style_loss(taps, style_taps):
    pairs = [pair for a, b in zip(taps, style_taps) for pair in zip(statistics(a), statistics(b))]
    return sum(F.mse_loss(a, b) for a, b in pairs)  # eq. 5


def contrastive_loss(outputs, styles, levels):
    def vectors(features):
        """Rows of all compared vectors: mean and deviation of every map, w and b of every signal."""
        count = 2 if levels == "deep" else 4
        pairs = [statistics(x) for x in features["maps"][:count]] + features["signals"][:count]
        return [vector for pair in pairs for vector in pair]

    # d(i, j): output i from style j.
    d = sum((a[:, None] - b[None]).square().mean(2) for a, b in zip(vectors(outputs), vectors(styles)))
    own = d.diagonal()
    return (own / (d.sum(1) - own)).sum()  # eq. 6


def weights(sigma, form):
    return torch.exp(-2 * sigma) if form == "paper" else 0.5 / sigma**2  # eq. 7: lambda


def regulariser(sigma, form):
    return sigma.sum() if form == "paper" else torch.log(1 + sigma**2).sum()  # eq. 7: epsilon


# One update.

class Learner:
    def __init__(self, options, p, loss_network, is_held=False):
        """is_held: optimisers are held still, and only `gradients` (by stage and name, before the limit) is of use."""
        self.o, self.p, self.phi, self.is_held = SHARED | options, p, loss_network, is_held
        dtype = next(iter(p.values())).dtype
        self.sigma = torch.tensor(self.o["sigma"], dtype=dtype, requires_grad=True)
        self.log_alpha = torch.tensor([self.o["initialLogAlpha"]], dtype=dtype, requires_grad=True)
        for name in p:
            p[name].requires_grad_(not name.startswith("target"))
        # The same values without gradients.
        self.still = {name: parameter.detach() for name, parameter in p.items()}
        adam = lambda values, rate: torch.optim.Adam(values, rate, betas=(0.5, 0.9), eps=1e-8)
        self.adam = {"sigma": adam([self.sigma], self.o["criticRate"])}
        self.adam["temperature"] = adam([self.log_alpha], self.o["criticRate"])
        for network, rate in (("actor", "actor"), ("builder", "builder"), ("critic1", "critic"), ("critic2", "critic")):
            self.adam[network] = adam(self.of(network).values(), self.o[rate + "Rate"])
        self.updates, self.gradients = 0, {}

    def of(self, *networks):
        return {name: x for name, x in self.p.items() if name.split(".")[0] in networks}

    def step(self, stage, *networks):
        """Brings the networks' gradients down to the limit together and takes Adam's step; returns their norm before. A parameter
        without a gradient stays as it is, its moments too."""
        moving = {name: x for name, x in self.of(*networks).items() if x.grad is not None}
        norm = math.sqrt(sum(float(x.grad.square().sum()) for x in moving.values()))
        self.gradients[stage] = {name: x.grad.clone() for name, x in moving.items()}
        for x in moving.values():
            x.grad *= min(1, (self.o["gradientLimit"] or math.inf) / norm)
        for network in networks:
            self.take(network)
        return norm

    def take(self, optimiser):
        if not self.is_held:
            self.adam[optimiser].step()
        self.adam[optimiser].zero_grad(set_to_none=True)

    def update(self, batch):
        report = {}
        self.update_critics(batch, report)
        if self.updates % self.o["policyInterval"] == 0:
            self.update_policy(batch, report)
        self.update_generators(batch, report)
        if not self.is_held:
            self.average_targets()
        self.updates += 1
        return report

    @torch.no_grad()
    def critic_target(self, batch, report):
        o = self.o
        action, log_density = act(self.still, batch["next"], batch["noise.next"])
        q1, q2 = (value(self.still, f"target{i}", batch["next"], batch["style"], action, o) for i in (1, 2))
        v = torch.minimum(q1, q2) - torch.exp(self.log_alpha) * log_density  # V below eq. 1
        # Rewards are scaled, none counts for less than -limit, and no sum of such rewards is beyond +-limit / (1 - gamma).
        limit = o["rewardLimit"] or math.inf
        reward = (batch["reward"] * o["rewardScale"]).clamp(min=-limit)
        target = reward[:, None, None, None] + o["discount"] * batch["mask"][:, None, None, None] * v  # eq. 1
        bound = limit / (1 - o["discount"])
        report["boundedShare"] = float((target.abs() > bound).double().mean())
        return target.clamp(-bound, bound)

    def update_critics(self, batch, report):
        target = self.critic_target(batch, report)
        report |= {"qTarget": float(target.mean()), "critics": [], "criticNorms": []}
        for name in ("critic1", "critic2"):
            q = value(self.p, name, batch["moving"], batch["style"], batch["action"], self.o)
            report.setdefault("qMean", float(q.detach().mean()))
            loss = F.mse_loss(q, target)  # eq. 1
            report["critics"].append(loss.item())
            loss.backward()
            report["criticNorms"].append(self.step(name, name))  # eq. 2

    def update_policy(self, batch, report):
        action, log_density = act(self.p, batch["moving"], batch["noise.actor"])
        # The temperature first (Haarnoja et al. 2018): -log alpha (log pi + target entropy).
        temperature = -(self.log_alpha * (log_density.detach() + self.o["targetEntropy"])).mean()
        report["temperature"] = temperature.item()
        temperature.backward()
        self.take("temperature")

        alpha = torch.exp(self.log_alpha).detach()
        q1, q2 = (value(self.still, f"critic{i}", batch["moving"], batch["style"], action, self.o) for i in (1, 2))
        loss = (alpha * log_density - torch.minimum(q1, q2)).mean()  # eq. 3
        report["actor"] = loss.item()
        loss.backward()
        report["policyNorm"] = self.step("policy", "actor")

    def update_generators(self, batch, report):
        o = self.o
        action, log_density = act(self.p, batch["moving"], batch["noise.generative"])
        style = encode(self.p, batch["style"], is_style=True)
        output = build(self.p, action, style)
        taps = self.phi.taps(output)
        losses = [
            F.mse_loss(taps[3], self.phi.taps(batch["moving"])[3]),  # eq. 4
            style_loss(taps, self.phi.taps(batch["style"])),
            contrastive_loss(encode(self.p, output, is_style=True), style, o["contrastive"]),
        ]
        lambdas = weights(self.sigma, o["weighting"])
        # Bounds hold for actor and builder; sigma learns from the weights as they are.
        lower, upper = o["weightBounds"] or (0, math.inf)
        bounded = lambdas.detach().clamp(lower, upper)
        sum(weight * loss for weight, loss in zip(bounded, losses)).backward()  # eq. 7
        fixed = torch.stack(losses).detach()
        ((lambdas * fixed).sum() + regulariser(self.sigma, o["weighting"])).backward()  # eq. 7
        report |= dict(zip(("content", "style", "contrastive"), fixed.tolist()))
        report |= {"weights": bounded.tolist(), "sigmaGradient": self.sigma.grad.tolist()}
        report |= {"entropy": -log_density.mean().item(), "outputs": [output.min().item(), output.max().item()]}
        report["gradientNorm"] = self.step("generative", "actor", "builder")  # eq. 8
        self.take("sigma")  # eq. 9
        report |= {"sigma": self.sigma.tolist(), "logAlpha": self.log_alpha.item()}

    @torch.no_grad()
    def average_targets(self):
        omega = self.o["targetRate"]
        for name, x in self.of("target1", "target2").items():
            x.copy_(omega * self.p[name.replace("target", "critic")] + (1 - omega) * x)  # section 3.3.1, before eq. 2


# What is written, and how it is checked.

def run(options, dtype):
    def learner(is_held=False):
        return Learner(options, parameters(options["criticsSeeStyle"], dtype), LossNetwork(dtype), is_held)

    norms = lambda of: {stage: {n: float(g.norm()) for n, g in found.items()} for stage, found in of.gradients.items()}
    held, live = learner(is_held=True), learner()
    held.update(inputs(1, dtype))
    start = {name: x.detach().clone() for name, x in live.p.items()}
    updates, gradients = [], {"held": norms(held)}
    for number in range(1, UPDATES + 1):
        updates.append(live.update(inputs(number, dtype)))
        gradients.setdefault("live", norms(live))
    changes = {}
    for name, x in live.p.items():
        change = (x.detach() - start[name]).flatten()
        probe = torch.from_numpy(np.where(stream(name + ".probe", len(change)) < 0, -1.0, 1.0)).to(dtype)
        of = (change.norm(), change @ probe, change[0], change[-1])
        changes[name] = dict(zip(("norm", "probe", "first", "last"), map(float, of)))
    return {"options": live.o, "updates": updates, "gradients": gradients, "changes": changes}


def start(dtype=torch.float64):
    """First and last value and norm of all that is made from names."""
    named = parameters(True, dtype) | LossNetwork(dtype).p
    for number in (1, UPDATES):
        named |= {f"update{number}.{key}": x for key, x in inputs(number, dtype).items()}
    flat = {name: x.flatten() for name, x in named.items()}
    return {n: {"first": float(x[0]), "last": float(x[-1]), "norm": float(x.norm())} for n, x in flat.items()}


def rounded(tree):
    """To nine significant digits."""
    if isinstance(tree, dict):
        return {key: rounded(x) for key, x in tree.items()}
    if isinstance(tree, list):
        return [rounded(x) for x in tree]
    return float(f"{tree:.9g}") if isinstance(tree, float) else tree


def deviations(exact, single):
    """The largest relative deviation of every figure of the updates, and of the changes' norms."""
    result = {}
    for a, b in zip(exact["updates"], single["updates"]):
        for key, x in a.items():
            x, y = np.atleast_1d(x), np.atleast_1d(b[key])
            result[key] = max(result.get(key, 0), float((abs(x - y) / np.maximum(abs(x), 1e-6)).max()))
    changes = [(abs(x["norm"] - single["changes"][n]["norm"]) / x["norm"], n) for n, x in exact["changes"].items()]
    return result | {"change of " + name: deviation for deviation, name in sorted(changes)[-8:]}


def main():
    parser = argparse.ArgumentParser(description="Ten updates of the learner in double precision.")
    parser.add_argument("--single", action="store_true", help="print how far single precision is from double")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    exact = {name: run(options, torch.float64) for name, options in SCENARIOS.items()}
    if arguments.single:
        for name, options in SCENARIOS.items():
            for key, deviation in deviations(exact[name], run(options, torch.float32)).items():
                print(f"{name:9} {deviation:.0e} {key}")
        return
    path = pathlib.Path(__file__).with_name("updates.json")
    path.write_text(json.dumps(rounded({"start": start()} | exact), indent=1) + "\n")


if __name__ == "__main__":
    main()
