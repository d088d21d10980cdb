import Foundation

/// Which step of a sequence is taken at which size: coarse to fine, from 1/N of the pictures' size to the whole (cf. Gatys et
/// al. 2017, section 6). A network of one field of view paints strokes N times as large on a picture of 1/N of the size.
///
/// Of K steps, L = min(K, 1 + ⌈2 log₂ N⌉) levels: neighbouring sizes differ by a factor of at most √2 unless there are too few
/// steps for that. Level l = 0 … L − 1 has 1/r of the size, r = N^(1 − l/(L − 1)); step k = 1 … K is taken at level
/// ⌊(k − 1) L/K⌋, so that each level has ⌊K/L⌋ or ⌈K/L⌉ steps, the last one at the whole size. Later steps, and a single one,
/// are taken at the whole size.
package struct CoarseToFineSchedule: Sendable, Equatable {
    /// N, 1 and up; 1 for the whole size throughout.
    package let brush: Double
    /// d, 0 to 1: the share of the content's detail that comes back where a picture is enlarged.
    package let detail: Double
    /// K, at least 1.
    package let steps: Int
    /// L.
    package let levels: Int

    /// d where nothing is said.
    package static let standardDetail = 0.5

    /// - Parameters:
    ///   - brush: N, finite, at least 1.
    ///   - detail: d in [0, 1].
    ///   - steps: K, at least 1.
    package init(brush: Double, detail: Double = Self.standardDetail, steps: Int) {
        precondition(brush >= 1 && brush.isFinite, "a brush of \(brush), expected at least 1")
        precondition((0...1).contains(detail), "a detail of \(detail), expected 0 to 1")
        precondition(steps >= 1, "\(steps) steps, expected at least 1")
        (self.brush, self.detail, self.steps) = (brush, detail, steps)
        // √2 as a Double is a little more than √2, which is no reason for another level.
        levels = brush > 1 ? min(steps, 1 + max(1, Int((2 * log2(brush) - 1e-9).rounded(.up)))) : 1
    }

    /// The level of a step, counted from 1.
    package func level(step: Int) -> Int {
        precondition(step >= 1, "steps count from 1")
        return step >= steps ? levels - 1 : (step - 1) * levels / steps
    }

    /// r of a level: the whole size over that of the level, 1 at the last one.
    package func reduction(level: Int) -> Double {
        precondition((0..<levels).contains(level), "level \(level) of \(levels)")
        return level == levels - 1 ? 1 : pow(brush, 1 - Double(level) / Double(levels - 1))
    }

    /// A picture's extent at a level, pixels, each side rounded; the short side stays at least `StyleSequence.minimumSide`.
    package func extent(_ width: Int, _ height: Int, level: Int) -> (width: Int, height: Int) {
        let reduction = min(reduction(level: level), Double(min(width, height)) / Double(StyleSequence.minimumSide))
        guard reduction > 1 else { return (width, height) }
        func reduced(_ side: Int) -> Int { Int((Double(side) / reduction).rounded()) }
        return (reduced(width), reduced(height))
    }
}
