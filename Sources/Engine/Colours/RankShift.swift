/// How far numbers have to move to get the distribution of others: each to the one of the same rank (optimal transport of one
/// dimension). Known in equal parts of their range, linear between, constant beyond.
struct RankShift: Sendable {
    /// At the borders of the parts.
    private let shifts: [Float]
    private let first: Float
    /// Parts for each unit; 0 where all numbers are equal.
    private let scale: Float

    /// Of colours' range this is a twentieth of a step of 8 bits.
    private static let parts = 8192

    /// - Parameters:
    ///   - own: ascending, at least one.
    ///   - others: ascending, at least one; of another number, the quantiles between them count.
    init(from own: [Float], to others: [Float]) {
        first = own[0]
        let extent = own[own.count - 1] - own[0]
        scale = extent > 0 ? Float(Self.parts) / extent : 0
        shifts = Self.borders(of: Self.knots(own, others, scale: scale))
    }

    /// Where in its range, in parts, and how far it moves: the mean of the numbers of a part.
    private typealias Knot = (place: Double, shift: Double)

    /// One for each part that has a number. What is equal moves together, to the mean of where it would go one by one.
    private static func knots(_ own: [Float], _ others: [Float], scale: Float) -> [Knot] {
        var knots: [Knot] = []
        own.withUnsafeBufferPointer { own in
            others.withUnsafeBufferPointer { others in
                let (ratio, last) = (Double(others.count) / Double(own.count), others.count - 1)
                func target(_ rank: Int) -> Double {
                    if own.count == others.count { return Double(others[rank]) }
                    let place = min(max(0, (Double(rank) + 0.5) * ratio - 0.5), Double(last))
                    let lower = Int(place)
                    let (a, b) = (Double(others[lower]), Double(others[min(lower + 1, last)]))
                    return a + (place - Double(lower)) * (b - a)
                }
                var rank = 0
                while rank < own.count {
                    let (start, part) = (rank, Int((own[rank] - own[0]) * scale))
                    var sum = (place: 0.0, shift: 0.0)
                    while rank < own.count, Int((own[rank] - own[0]) * scale) == part {
                        sum.place += Double((own[rank] - own[0]) * scale)
                        sum.shift += target(rank) - Double(own[rank])
                        rank += 1
                    }
                    let count = Double(rank - start)
                    knots.append((sum.place / count, sum.shift / count))
                }
            }
        }
        return knots
    }

    private static func borders(of knots: [Knot]) -> [Float] {
        var next = 0
        // Once more at the end, for the last number itself.
        return (0...parts + 1).map { border in
            while next < knots.count, knots[next].place < Double(border) { next += 1 }
            if next == 0 { return Float(knots[0].shift) }
            if next == knots.count { return Float(knots[next - 1].shift) }
            let (before, after) = (knots[next - 1], knots[next])
            let share = (Double(border) - before.place) / (after.place - before.place)
            return Float(before.shift + share * (after.shift - before.shift))
        }
    }

    /// Adds `factor` times the shift of each colour's place along `axis`, in that direction, to `sums`.
    func add(
        to sums: UnsafeMutableBufferPointer<SIMD3<Float>>, of colours: UnsafePointer<SIMD3<Float>>,
        along axis: SIMD3<Float>, factor: Float
    ) {
        shifts.withUnsafeBufferPointer { shifts in
            for i in 0..<sums.count {
                let place = min(max(0, (Palette.dot(colours[i], axis) - first) * scale), Float(Self.parts))
                let part = Int(place)
                let shift = shifts[part] + (place - Float(part)) * (shifts[part + 1] - shifts[part])
                sums[i] += factor * shift * axis
            }
        }
    }
}
