import Files

extension FloatImage {
    /// Shrunk so that its short side is `shortSide` pixels, each the mean over the area that it covers; the same image where
    /// it is that small already.
    func reduced(shortSide: Int) -> FloatImage {
        let size = Picture.reduced((width, height), shortSide: shortSide)
        return reduced(to: size)
    }

    /// The same for a size, which is no larger along either side.
    func reduced(to size: (width: Int, height: Int)) -> FloatImage {
        if size == (width, height) { return self }
        return planes.withUnsafeBufferPointer { planes in
            Self.reduced(to: size, from: (width, height)) { channel, y in
                planes.baseAddress! + (channel * height + y) * width
            }
        }
    }

    /// The same of rows that lie elsewhere, `row` of channel and y.
    static func reduced(
        to size: (width: Int, height: Int), from extent: (width: Int, height: Int),
        row source: (Int, Int) -> UnsafePointer<Float>
    ) -> FloatImage {
        let columns = Coverage.all(of: extent.width, by: size.width)
        let rows = Coverage.all(of: extent.height, by: size.height)
        let planes = [Float](unsafeUninitializedCapacity: 3 * columns.count * rows.count) { buffer, initialized in
            var target = buffer.baseAddress!
            withUnsafeTemporaryAllocation(of: Float.self, capacity: extent.width) { line in
                for channel in 0..<3 {
                    for row in rows {
                        line.update(repeating: 0)
                        row.forEach { y, share in
                            let from = source(channel, y)
                            for x in 0..<extent.width { line[x] += share * from[x] }
                        }
                        for column in columns {
                            var sum: Float = 0
                            column.forEach { x, share in sum += share * line[x] }
                            target.initialize(to: sum)
                            target += 1
                        }
                    }
                }
            }
            initialized = buffer.count
        }
        return FloatImage(width: columns.count, height: rows.count, planes: planes)
    }
}

/// The pixels along one side that a pixel of the smaller image covers, the first and the last perhaps in part.
private struct Coverage {
    private let start: Double
    private let end: Double

    /// The coverage of each of `target` pixels over `source` ones.
    static func all(of source: Int, by target: Int) -> [Coverage] {
        let scale = Double(source) / Double(target)
        return (0..<target).map { index in
            let isLast = index == target - 1
            return Coverage(start: Double(index) * scale, end: isLast ? Double(source) : Double(index + 1) * scale)
        }
    }

    /// Each pixel with its share; the shares add up to 1.
    func forEach(_ body: (Int, Float) -> Void) {
        var index = Int(start)
        while Double(index) < end {
            let overlap = min(Double(index + 1), end) - max(Double(index), start)
            body(index, Float(overlap / (end - start)))
            index += 1
        }
    }
}
