import Tensors

extension PaddedImage {
    /// Handed up to a larger size, with a share of the content's detail put back:
    ///
    ///     x ← (1 − d)·up(x) + d·(C + (1 − m)·up(Δ) + m·(ā·Y + b̄)),  Δ = x − c
    ///
    /// up is bicubic. Where the content is flat, m = 0, that is up(x) + d·(C − up(c)): the content's detail is added. Along its
    /// edges the change Δ is enlarged by a guided filter instead, Y the luma of C: what the small picture has beside an edge
    /// (halos, steps) then stops at the edge. x = c with d = 1 gives C to the bit.
    ///
    /// - Parameters:
    ///   - small: c, the content at the extent of x = self.
    ///   - content: C, the content at the larger extent.
    ///   - detail: d in [0, 1].
    func enlarged(besides small: PaddedImage, to content: PaddedImage, detail: Float) -> PaddedImage {
        precondition(small.hasExtent((width, height)), "a content of another extent")
        let result = PaddedImage(
            tensor: Tensor(uninitialized: content.tensor.shape, block: 1), width: content.width, height: content.height)
        let (from, to) = ((width: width, height: height), (width: content.width, height: content.height))
        let cubic = PlaneInterpolation(.cubic, from: from, to: to)
        let linear = PlaneInterpolation(.linear, from: from, to: to)
        let filter = GuidedFilter(guide: small.luma(), width: width, height: height)
        // Rows of up(x), up(Δ), ā, b̄ and m.
        let lines = (0..<5).map { _ in UnsafeMutableBufferPointer<Float>.allocate(capacity: to.width) }
        defer { lines.forEach { $0.deallocate() } }
        for channel in 0..<3 {
            let change = difference(from: small, channel: channel)
            let (slope, constant) = filter.model(of: change)
            let planes = [(change, cubic), (slope, linear), (constant, linear), (filter.edges, linear)]
            for y in 0..<to.height {
                cubic.row(y, of: row(channel: channel, 0), stride: tensor.shape.width, into: lines[0])
                for (line, (plane, interpolation)) in zip(lines[1...], planes) {
                    plane.withUnsafeBufferPointer {
                        interpolation.row(y, of: $0.baseAddress!, stride: width, into: line)
                    }
                }
                let (own, target) = (content.row(channel: channel, y), result.row(channel: channel, y))
                let (red, green, blue) = (
                    content.row(channel: 0, y), content.row(channel: 1, y), content.row(channel: 2, y)
                )
                for x in 0..<to.width {
                    let luma = Self.luma(red[x], green[x], blue[x])
                    let guided = lines[2][x] * luma + lines[3][x]
                    let change = (1 - lines[4][x]) * lines[1][x] + lines[4][x] * guided
                    target[x] = (1 - detail) * lines[0][x] + detail * (own[x] + change)
                }
            }
        }
        result.pad()
        return result
    }

    /// ITU-R 601.
    private static func luma(_ red: Float, _ green: Float, _ blue: Float) -> Float {
        0.299 * red + 0.587 * green + 0.114 * blue
    }

    /// H·W values in reading order.
    private func luma() -> [Float] {
        rows { y, target in
            let (red, green, blue) = (row(channel: 0, y), row(channel: 1, y), row(channel: 2, y))
            for x in 0..<width { target[x] = Self.luma(red[x], green[x], blue[x]) }
        }
    }

    /// H·W values of one channel in reading order.
    private func difference(from other: PaddedImage, channel: Int) -> [Float] {
        rows { y, target in
            let (own, others) = (row(channel: channel, y), other.row(channel: channel, y))
            for x in 0..<width { target[x] = own[x] - others[x] }
        }
    }

    private func rows(_ fill: (Int, UnsafeMutablePointer<Float>) -> Void) -> [Float] {
        [Float](unsafeUninitializedCapacity: width * height) { buffer, initialized in
            for y in 0..<height { fill(y, buffer.baseAddress! + y * width) }
            initialized = buffer.count
        }
    }
}
