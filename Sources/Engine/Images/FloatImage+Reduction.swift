import Files

extension FloatImage {
    /// Shrunk so that its short side is `shortSide` pixels, each the mean over the area that it covers; the same image where
    /// it is that small already.
    func reduced(shortSide: Int) -> FloatImage {
        let size = Picture.reduced((width, height), shortSide: shortSide)
        if size == (width, height) { return self }
        let (columns, rows) = (Coverage.all(of: width, by: size.width), Coverage.all(of: height, by: size.height))
        let planes = [Float](unsafeUninitializedCapacity: 3 * columns.count * rows.count) { buffer, initialized in
            var target = buffer.baseAddress!
            self.planes.withUnsafeBufferPointer { source in
                withUnsafeTemporaryAllocation(of: Float.self, capacity: width) { line in
                    for channel in 0..<3 {
                        let plane = source.baseAddress! + channel * width * height
                        for row in rows {
                            line.update(repeating: 0)
                            row.forEach { y, share in
                                let from = plane + y * width
                                for x in 0..<width { line[x] += share * from[x] }
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
