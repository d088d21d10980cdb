import Foundation

/// Which colours a style has, and how many pixels of a frame have another: the measure `foreign`.
struct StyleColours {
    /// Bins of `OKLabColours`.
    private static let extents = (lightness: 52, a: 41, b: 41)
    /// A bin with fewer of the style's pixels does not count.
    private static let smallestShare = 2e-5
    /// Distances of up to three bins, 0.06, are free.
    private static let reach = 3

    /// Whether a colour of the bin is near one of the style's.
    private let isNear: [Bool]

    init(_ style: OKLabColours) {
        var counts = [Int](repeating: 0, count: Self.extents.lightness * Self.extents.a * Self.extents.b)
        for i in 0..<style.count { counts[Self.index(style, i)] += 1 }
        var isNear = [Bool](repeating: false, count: counts.count)
        let reach = Self.reach
        for l in 0..<Self.extents.lightness {
            for a in 0..<Self.extents.a {
                for b in 0..<Self.extents.b {
                    let share = Double(counts[Self.index(l, a, b)]) / Double(style.count)
                    guard share > 0, share >= Self.smallestShare else { continue }
                    for dl in -reach...reach {
                        for da in -reach...reach {
                            for db in -reach...reach where dl * dl + da * da + db * db <= reach * reach {
                                let (nl, na, nb) = (l + dl, a + da, b + db)
                                guard nl >= 0, na >= 0, nb >= 0, nl < Self.extents.lightness, na < Self.extents.a,
                                    nb < Self.extents.b
                                else { continue }
                                isNear[Self.index(nl, na, nb)] = true
                            }
                        }
                    }
                }
            }
        }
        self.isNear = isNear
    }

    /// Share in % of the frame's pixels that are farther than 0.06 from every colour of the style, between bins' centres.
    func foreignShare(_ frame: OKLabColours) -> Double {
        let foreign = (0..<frame.count).count { !isNear[Self.index(frame, $0)] }
        return 100 * Double(foreign) / Double(frame.count)
    }

    private static func index(_ colours: OKLabColours, _ i: Int) -> Int {
        let bin = colours.bins[i]
        return index(place(bin.x, extents.lightness), place(bin.y, extents.a), place(bin.z, extents.b))
    }

    private static func index(_ l: Int, _ a: Int, _ b: Int) -> Int { (l * extents.a + a) * extents.b + b }

    private static func place(_ bin: Int32, _ extent: Int) -> Int { max(0, min(extent - 1, Int(bin))) }
}
