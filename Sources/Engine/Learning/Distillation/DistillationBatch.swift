import Tensors

/// Images on which teacher and student are compared, and what the teacher says of them.
struct DistillationBatch {
    /// Images of each pair: content, style, `frameCount` frames of a sequence, then a changed content and a changed style.
    static let imagesPerPair = 4 + frameCount
    /// Frames of a sequence, in its order.
    static let frameCount = 4

    /// N×3×H×W.
    let images: Tensor
    /// The teacher's per-channel means and deviations at each tap, N×C_j.
    let statistics: [(mean: Tensor, deviation: Tensor)]
    /// The teacher's relu4_1, N×C×H/8×W/8.
    let content: Tensor
    /// Style distances at each tap and content distances, N×N.
    let styleDistances: [Tensor], contentDistances: Tensor

    /// Asks the teacher.
    init(images: Tensor, teacher: LossNetwork) {
        let tape = Tape(recording: false)
        let maps = teacher.features(Variable(images), on: tape)
        let statistics = maps.map { tape.statistics($0) }
        self.images = images
        self.statistics = statistics.map { ($0.mean.value, $0.deviation.value) }
        content = maps[3].value
        styleDistances = statistics.map { tape.pairwiseDistances([$0.mean, $0.deviation]).value }
        contentDistances = tape.pairwiseDistances([maps[3]]).value
    }

    private static func firsts(_ batch: Int) -> [Int] { Array(stride(from: 0, to: batch, by: imagesPerPair)) }

    /// Every two images.
    static func everyPair(_ batch: Int) -> [(Int, Int)] {
        (0..<batch).flatMap { i in (i + 1..<batch).map { (i, $0) } }
    }

    /// Content, frames and changed content against the style.
    static func stylePairs(_ batch: Int) -> [(Int, Int)] {
        firsts(batch).flatMap { first in
            ([0] + (2..<imagesPerPair - 1)).map { (first + $0, first + 1) }
        }
    }

    /// Every two frames of a sequence, against its style.
    static func changes(_ batch: Int) -> [(Int, Int, Int)] {
        firsts(batch).flatMap { first in
            (0..<frameCount).flatMap { i in
                (i + 1..<frameCount).map { (first + 2 + i, first + 2 + $0, first + 1) }
            }
        }
    }

    /// Frames and changed content against the content, the changed style against the style.
    static func contentPairs(_ batch: Int) -> [(Int, Int)] {
        firsts(batch).flatMap { first in
            (2..<imagesPerPair - 1).map { (first, first + $0) } + [(first + 1, first + imagesPerPair - 1)]
        }
    }
}
