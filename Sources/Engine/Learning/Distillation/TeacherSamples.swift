import Tensors

/// What a teacher does on some batches, as far as fitting a student's layers to it needs to know.
struct TeacherSamples {
    /// A pixel of a batch's map.
    struct Position {
        let image: Int, y: Int, x: Int
    }

    /// One of the teacher's convolutions that a convolution of the student follows.
    struct Layer {
        let name: String
        let isTap: Bool
        /// Positions in each batch.
        var positions: [[Position]] = []
        /// Results before ReLU at the positions, all batches in a row; one value a channel.
        var values: [[Float]] = []
        /// For taps: each channel's share of the style distance, and at relu4_1 of the content distance too; a row for two
        /// images each.
        var shares: [[Double]] = []
    }

    /// The batches' images.
    private(set) var images: [Tensor] = []
    /// In the order of the student's convolutions.
    private(set) var layers: [Layer]
    private let teacher: LossNetwork
    private let positionsPerBatch = 500

    /// The teacher's convolution for each of the student's: the tap of each block, and the last one before each pool.
    init(teacher: LossNetwork) {
        self.teacher = teacher
        var layers: [Layer] = []
        var taps = 0
        for (index, layer) in teacher.layers.enumerated() {
            guard case .convolution(let name, let isTap) = layer, taps < 4 else { continue }
            var isLast = false
            if index + 1 < teacher.layers.count, case .convolution = teacher.layers[index + 1] {} else { isLast = true }
            if isTap || isLast { layers.append(Layer(name: name, isTap: isTap)) }
            if isTap { taps += 1 }
        }
        self.layers = layers
    }

    /// Looks at a batch.
    mutating func add(_ batch: Tensor, _ generator: inout RandomGenerator) {
        images.append(batch)
        let tape = Tape(recording: false)
        var x = Variable(batch)
        var taps = 0
        for layer in teacher.layers where taps < 4 {
            switch layer {
            case .maxPool: x = tape.maxPooled(x)
            case .blurPool(let filter): x = tape.blurPooled(x, filter: filter)
            case .convolution(let name, let isTap):
                let (weight, bias) = teacher[name]
                let raw = tape.convolution(x, weight: weight, bias: bias)
                x = tape.rectified(raw)
                if isTap { taps += 1 }
                guard let index = layers.firstIndex(where: { $0.name == name }) else { continue }
                let shape = raw.shape
                let positions = (0..<positionsPerBatch).map { _ in
                    Position(
                        image: generator.index(below: shape.batch), y: generator.index(below: shape.height),
                        x: generator.index(below: shape.width))
                }
                let values = raw.value.planarValues()
                layers[index].positions.append(positions)
                layers[index].values += positions.map { position in
                    (0..<shape.channels).map { channel in
                        let plane = position.image * shape.channels + channel
                        return values[(plane * shape.height + position.y) * shape.width + position.x]
                    }
                }
                if isTap { layers[index].shares += Self.shares(tape.statistics(x)) }
                if taps == 4 { layers[index].shares += Self.contentShares(x.value) }
            }
        }
    }

    /// Σ_j of eq. 5 at one tap by channel, as shares of the sum, for every two images.
    private static func shares(_ statistics: (mean: Variable, deviation: Variable)) -> [[Double]] {
        let (count, channels) = (statistics.mean.shape.batch, statistics.mean.shape.channels)
        let own = DistillationBatch.stylePairs(count)
        // Frames against their style are what counts; others keep the choice from being too narrow.
        return (DistillationBatch.everyPair(count) + own + own + own).compactMap { i, j in
            let parts = (0..<channels).map { c -> Double in
                [statistics.mean, statistics.deviation].reduce(0) { sum, vector in
                    let values = vector.value.values
                    let difference = Double(values[i * channels + c] - values[j * channels + c])
                    return sum + difference * difference
                }
            }
            let total = parts.reduce(0, +)
            return total > 0 ? parts.map { $0 / total } : nil
        }
    }

    /// The content distance of eq. 4 by channel, as shares of the sum. map: N×C×H×W.
    private static func contentShares(_ map: Tensor) -> [[Double]] {
        let (channels, area) = (map.shape.channels, map.shape.area)
        let values = map.planarValues()
        return DistillationBatch.contentPairs(map.shape.batch).compactMap { i, j in
            let parts = (0..<channels).map { c -> Double in
                let (a, b) = ((i * channels + c) * area, (j * channels + c) * area)
                return (0..<area).reduce(0) {
                    let difference = Double(values[a + $1] - values[b + $1])
                    return $0 + difference * difference
                }
            }
            let total = parts.reduce(0, +)
            return total > 0 ? parts.map { $0 / total } : nil
        }
    }
}
