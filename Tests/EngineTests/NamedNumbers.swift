import Tensors

@testable import Engine

/// Parameters and inputs made from names, as the head of `Golden/updates.py` tells.
enum NamedNumbers {
    static let batch = 2
    static let side = 32

    /// u(0), u(1), …, from −1 to below 1.
    static func stream(_ name: String, _ count: Int) -> [Double] {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return (1...max(1, count)).prefix(count).map { index in
            var z = hash &+ UInt64(index) &* 0x9E37_79B9_7F4A_7C15
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            z ^= z >> 31
            return Double(z >> 40) / Double(1 << 23) - 1
        }
    }

    /// Weights: gain · √(6/fan-in) · u; biases: offset + 0.1 · u.
    static func parameter(_ name: String, _ extents: [Int]) -> [Float] {
        let values = stream(name, extents.reduce(1, *))
        if name.hasSuffix(".bias") {
            let isFactor = name.contains(".modulator") && (name.contains(".weight1.") || name.contains(".weight2."))
            let offset = isFactor ? 1 : name.contains("dec5") ? 0.5 : 0.0
            return values.map { Float(offset + 0.1 * $0) }
        }
        var gain = 1.0
        if name.contains(".conv2."), ["enc1_4", "enc2", "dec1", "dec2"].contains(where: name.contains) { gain = 0.5 }
        if [".modulator", ".std.", "dec5", ".style.s"].contains(where: name.contains) { gain = 0.3 }
        let scale = gain * (6 / Double(extents.dropFirst().reduce(1, *))).squareRoot()
        return values.map { Float(scale * $0) }
    }

    /// What update `number`, from 1, learns from.
    static func inputs(_ number: Int) -> (batch: TrainingBatch, noise: UpdateNoise) {
        let name = "update\(number)."
        var inputs = TrainingBatch(moving: image(name + "moving"), style: image(name + "style"))
        inputs.nextMoving = image(name + "next")
        inputs.action = noise(name + "action")
        inputs.reward = stream(name + "reward", batch).map { Float($0 - 1) }
        inputs.mask = (0..<batch).map { (number + $0) % 3 == 2 ? 0 : 1 }
        return (
            inputs,
            UpdateNoise(
                next: noise(name + "noise.next"), actor: noise(name + "noise.actor"),
                generative: noise(name + "noise.generative"))
        )
    }

    private static func noise(_ name: String) -> Tensor {
        let shape = Shape(batch, 64, side / 4, side / 4)
        let values = stream(name, 12 * shape.count)
        return Tensor(
            planar: (0..<shape.count).map { i in Float(values[12 * i..<12 * i + 12].reduce(0, +) / 2) }, shape: shape)
    }

    private static func image(_ name: String) -> Tensor {
        let shape = Shape(batch, 3, side, side)
        let (cells, area) = (side / 8, side * side)
        let planes = stream(name + ".plane", 3 * batch)
        let cell = stream(name + ".cell", 3 * batch * cells * cells)
        let fine = stream(name, shape.count)
        let values = (0..<shape.count).map { i -> Float in
            let (plane, place) = (i / area, i % area)
            let coarse = cell[plane * cells * cells + place / side / 8 * cells + place % side / 8]
            return Float(0.5 + 0.25 * planes[plane] + 0.15 * coarse + 0.1 * fine[i])
        }
        return Tensor(planar: values, shape: shape)
    }
}
