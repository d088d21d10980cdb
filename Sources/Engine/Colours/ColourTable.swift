import Dispatch

/// A map of colours, given at the nodes of a lattice over RGB and interpolated between them: a 3D lookup table of 33³ nodes.
package struct ColourTable: Sendable, Equatable {
    /// Nodes along each of red, green and blue, from 0 to 1.
    static let side = 33

    /// [red][green][blue], not clamped.
    private(set) var nodes: [SIMD3<Float>]

    /// Leaves every colour as it is.
    package static let identity = ColourTable(
        nodes: (0..<side * side * side).map { index in
            let steps = SIMD3(index / (side * side), index / side % side, index % side)
            return SIMD3(Float(steps.x), Float(steps.y), Float(steps.z)) / Float(side - 1)
        })

    private init(nodes: [SIMD3<Float>]) { self.nodes = nodes }

    /// Takes the colours of `image` to those of a palette by iterative distribution transfer (Pitié, Kokaram & Dahyot 2007):
    /// for each of 24 rotations of RGB, the pixels move 0.6 of the way to the palette's value of the same rank along each axis.
    /// The lattice moves along with them. Fitted on at most 65,536 pixels; the same table each time.
    package init(from image: FloatImage, to palette: Palette) {
        self = image.withPlanarView { ColourTable(from: $0, to: palette) }
    }

    init(from view: PlanarView, to palette: Palette) {
        var samples = view.samples(Palette.sampleCount)
        var nodes = Self.identity.nodes
        for (round, axes) in Palette.axes.enumerated() {
            let colours = samples
            let shifts = Palette.concurrently(3) { axis in
                RankShift(
                    from: Palette.ascending(colours, along: axes[axis]), to: palette.values[3 * round + axis])
            }
            // Those of the last round have nobody to tell.
            if round + 1 < Palette.rounds { Self.move(&samples, shifts, axes) }
            Self.move(&nodes, shifts, axes)
        }
        self.nodes = nodes
    }

    /// The share of the way that one round goes.
    private static let reach: Float = 0.6

    private static func move(_ colours: inout [SIMD3<Float>], _ shifts: [RankShift], _ axes: [SIMD3<Float>]) {
        let (before, count, part) = (colours, colours.count, 8192)
        colours.withUnsafeMutableBufferPointer { buffer in
            nonisolated(unsafe) let buffer = buffer
            DispatchQueue.concurrentPerform(iterations: (count + part - 1) / part) { index in
                let range = index * part..<min(count, (index + 1) * part)
                before.withUnsafeBufferPointer { before in
                    for (shift, axis) in zip(shifts, axes) {
                        shift.add(
                            to: UnsafeMutableBufferPointer(rebasing: buffer[range]),
                            of: before.baseAddress! + range.lowerBound, along: axis, factor: reach)
                    }
                }
            }
        }
    }

    /// Takes a row of colours, all of red, then green, then blue, from 0 to 1, `share` of the way; clamped to that range.
    func apply(to row: UnsafeMutableBufferPointer<Float>, share: Float) {
        let (count, side) = (row.count / 3, Self.side)
        nodes.withUnsafeBufferPointer { nodes in
            for x in 0..<count {
                let colour = SIMD3(row[x], row[count + x], row[2 * count + x])
                let place = colour * Float(side - 1)
                // The last node is the far end of the last cell.
                let (red, green, blue) = (
                    min(side - 2, Int(place.x)), min(side - 2, Int(place.y)), min(side - 2, Int(place.z))
                )
                let (r, g, b) = (place.x - Float(red), place.y - Float(green), place.z - Float(blue))
                let near = (red * side + green) * side + blue
                let far = near + side * side
                @inline(__always) func edge(_ node: Int) -> SIMD3<Float> {
                    nodes[node] + b * (nodes[node + 1] - nodes[node])
                }
                @inline(__always) func face(_ node: Int) -> SIMD3<Float> {
                    let (one, other) = (edge(node), edge(node + side))
                    return one + g * (other - one)
                }
                let (one, other) = (face(near), face(far))
                let moved = colour + share * (one + r * (other - one) - colour)
                row[x] = min(max(0, moved.x), 1)
                row[count + x] = min(max(0, moved.y), 1)
                row[2 * count + x] = min(max(0, moved.z), 1)
            }
        }
    }
}
