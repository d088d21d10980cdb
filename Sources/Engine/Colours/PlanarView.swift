import Dispatch

/// A look at planar RGB values, nominally 0 to 1, that something else holds.
struct PlanarView {
    /// Columns and rows.
    let width: Int, height: Int
    /// Values from one row to the next, and from one colour to the next.
    let stride: Int, plane: Int
    /// Red of the top left pixel.
    let values: UnsafePointer<Float>

    /// Rows that one thread takes at a time.
    private static let band = 32

    /// Calls `body` with bands of rows that together are all, on as many threads as there are cores.
    func forEachBand(_ body: (Range<Int>) -> Void) {
        withoutActuallyEscaping(body) { body in
            nonisolated(unsafe) let body = body
            let height = height
            DispatchQueue.concurrentPerform(iterations: (height + Self.band - 1) / Self.band) { index in
                body(index * Self.band..<min(height, (index + 1) * Self.band))
            }
        }
    }

    /// Row `y`, clamped to 0…1: all of red, then green, then blue. What is no number becomes 0.
    func copyRow(_ y: Int, to row: UnsafeMutableBufferPointer<Float>) {
        for channel in 0..<3 {
            let from = values + channel * plane + y * stride
            for x in 0..<width { row[channel * width + x] = min(max(0, from[x]), 1) }
        }
    }

    /// Clamped colours of at most `count` pixels in reading order: all of them, or that many spread evenly, each moved within
    /// its part of the picture so that no pattern of rows and columns is hit again and again.
    func samples(_ count: Int) -> [SIMD3<Float>] {
        let area = width * height
        func colour(_ index: Int) -> SIMD3<Float> {
            let from = values + index / width * stride + index % width
            let colour = SIMD3(from[0], from[plane], from[2 * plane])
            // max(0, NaN) is 0 in this order.
            return SIMD3(min(max(0, colour.x), 1), min(max(0, colour.y), 1), min(max(0, colour.z), 1))
        }
        guard area > count else { return (0..<area).map(colour) }
        return (0..<count).map { part in
            // Multiples of the golden ratio, modulo 1, are spread evenly too.
            let turn = Double(part) * 0.618_033_988_749_894_9
            let place = (Double(part) + turn - turn.rounded(.down)) * Double(area) / Double(count)
            return colour(min(area - 1, Int(place)))
        }
    }
}

extension FloatImage {
    func withPlanarView<Result>(_ body: (PlanarView) throws -> Result) rethrows -> Result {
        try planes.withUnsafeBufferPointer { planes in
            try body(
                PlanarView(
                    width: width, height: height, stride: width, plane: width * height, values: planes.baseAddress!))
        }
    }
}

extension SequenceFrame {
    func withPlanarView<Result>(_ body: (PlanarView) throws -> Result) rethrows -> Result {
        try withExtendedLifetime(moving) {
            try body(
                PlanarView(
                    width: width, height: height, stride: moving.shape.width, plane: moving.shape.area,
                    values: moving.values))
        }
    }
}
