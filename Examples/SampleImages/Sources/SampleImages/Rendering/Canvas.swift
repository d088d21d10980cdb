import Dispatch
import Foundation

/// A picture of three float channels. Whether they are linear light or display values is the owner's business.
struct Canvas: Sendable {
    let width: Int
    let height: Int
    /// `width · height` pixels, row-major from the top.
    var pixels: [Vector3]

    init(width: Int, height: Int, fill: Vector3 = .zero) {
        self.width = width
        self.height = height
        pixels = [Vector3](repeating: fill, count: width * height)
    }

    /// Renders every pixel, rows in parallel. `shade` gets the pixel's centre and a generator seeded by the row.
    init(width: Int, height: Int, seed: UInt64 = 1, shade: @Sendable (Vector2, inout RandomGenerator) -> Vector3) {
        self.width = width
        self.height = height
        pixels = ParallelRows.map(width: width, height: height, seed: seed) { x, y, random in
            shade(Vector2(Float(x) + 0.5, Float(y) + 0.5), &random)
        }
    }

    init(width: Int, height: Int, pixels: [Vector3]) {
        precondition(pixels.count == width * height, "expected \(width * height) pixels, found \(pixels.count)")
        self.width = width
        self.height = height
        self.pixels = pixels
    }

    subscript(x: Int, y: Int) -> Vector3 {
        @inline(__always) get { pixels[y * width + x] }
        @inline(__always) set { pixels[y * width + x] = newValue }
    }

    /// The pixel nearest to a position, clamped to the borders.
    @inline(__always) func nearest(_ p: Vector2) -> Vector3 {
        let x = min(max(Int(p.x), 0), width - 1)
        let y = min(max(Int(p.y), 0), height - 1)
        return pixels[y * width + x]
    }

    /// Bilinear sample at a position in pixels, clamped to the borders.
    func sample(_ p: Vector2) -> Vector3 {
        let x = clamp(p.x - 0.5, 0, Float(width - 1))
        let y = clamp(p.y - 0.5, 0, Float(height - 1))
        let (i, j) = (min(Int(x), width - 2), min(Int(y), height - 2))
        let (u, v) = (x - Float(i), y - Float(j))
        let top = mix(self[i, j], self[i + 1, j], u)
        let bottom = mix(self[i, j + 1], self[i + 1, j + 1], u)
        return mix(top, bottom, v)
    }

    /// Every pixel replaced by a function of its centre and value, rows in parallel.
    func mapped(_ transform: @Sendable (Vector2, Vector3) -> Vector3) -> Canvas {
        Canvas(width: width, height: height) { p, _ in transform(p, nearest(p)) }
    }

    /// Averages blocks of `factor`² pixels.
    func downsampled(by factor: Int) -> Canvas {
        Canvas(width: width / factor, height: height / factor) { p, _ in
            let (x0, y0) = (Int(p.x) * factor, Int(p.y) * factor)
            var sum = Vector3.zero
            for y in y0..<y0 + factor { for x in x0..<x0 + factor { sum += self[x, y] } }
            return sum / Float(factor * factor)
        }
    }

    /// Gaussian blur, approximated by three box blurs of total standard deviation `sigma` pixels.
    func blurred(sigma: Float) -> Canvas {
        guard sigma > 0.3 else { return self }
        let radius = max(1, Int((sigma * sigma + 0.25).squareRoot() + 0.2))
        var result = self
        for _ in 0..<3 { result = result.boxBlurredTransposed(radius).boxBlurredTransposed(radius) }
        return result
    }

    private func boxBlurredTransposed(_ radius: Int) -> Canvas {
        var result = Canvas(width: height, height: width)
        let scale = 1 / Float(2 * radius + 1)
        result.pixels.withUnsafeMutableBufferPointer { buffer in
            nonisolated(unsafe) let target = buffer
            pixels.withUnsafeBufferPointer { source in
                nonisolated(unsafe) let source = source
                DispatchQueue.concurrentPerform(iterations: height) { y in
                    let row = y * width
                    var sum = Vector3.zero
                    for x in -radius...radius { sum += source[row + min(max(x, 0), width - 1)] }
                    for x in 0..<width {
                        target[x * height + y] = sum * scale
                        sum += source[row + min(x + radius + 1, width - 1)] - source[row + max(x - radius, 0)]
                    }
                }
            }
        }
        return result
    }
}
