import Files
import Tensors

/// An image as the networks see it: planar RGB, nominally [0, 1], not clamped.
package struct FloatImage: Sendable, Equatable {
    /// Columns.
    package let width: Int
    /// Rows.
    package let height: Int
    /// 3·H·W values: all of red, then green, then blue, each in reading order.
    package var planes: [Float]

    /// From planar values, 3·width·height of them.
    package init(width: Int, height: Int, planes: [Float]) {
        precondition(planes.count == 3 * width * height, "\(planes.count) values for \(width)×\(height)")
        self.width = width
        self.height = height
        self.planes = planes
    }

    /// From the pixels of a picture: value / 65535 where it has 16 bits, else value / 255.
    package init(_ picture: Picture) {
        width = picture.width
        height = picture.height
        let count = width * height
        planes = [Float](unsafeUninitializedCapacity: 3 * count) { buffer, initialized in
            if let deep = picture.deep {
                Self.spread(deep, over: buffer)
            } else {
                Self.spread(picture.rgb, over: buffer)
            }
            initialized = 3 * count
        }
    }

    /// Interleaved colours as planes of value / full.
    private static func spread<Sample: FixedWidthInteger & UnsignedInteger>(
        _ colours: [Sample], over planes: UnsafeMutableBufferPointer<Float>
    ) {
        let count = colours.count / 3
        colours.withUnsafeBufferPointer { colours in
            for i in 0..<count {
                planes[i] = share(colours[3 * i])
                planes[count + i] = share(colours[3 * i + 1])
                planes[2 * count + i] = share(colours[3 * i + 2])
            }
        }
    }

    /// Clamped and rounded to 8 bits. The alpha channel of `source` is restored where it has the same extent.
    package func picture(matching source: Picture? = nil) -> Picture {
        let count = width * height
        let rgb = [UInt8](unsafeUninitializedCapacity: 3 * count) { buffer, initialized in
            planes.withUnsafeBufferPointer { planes in
                for i in 0..<count {
                    for channel in 0..<3 {
                        buffer[3 * i + channel] = Self.byte(planes[channel * count + i])
                    }
                }
            }
            initialized = 3 * count
        }
        let fits = source.map { $0.width == width && $0.height == height } ?? false
        return Picture(
            width: width, height: height, rgb: rgb, alpha: fits ? source?.alpha : nil)
    }

    /// Clamped and rounded. max(0, NaN) is 0 in this order, so that a broken value shows as black and does not trap.
    static func byte(_ value: Float) -> UInt8 { UInt8((min(max(0, value), 1) * 255).rounded()) }

    /// (1 − fraction)·self + fraction·other; both of one extent, fraction in [0, 1].
    package func blended(with other: FloatImage, fraction: Float) -> FloatImage {
        precondition(width == other.width && height == other.height, "blending images of two extents")
        if fraction <= 0 { return self }
        if fraction >= 1 { return other }
        var result = self
        result.planes.withUnsafeMutableBufferPointer { a in
            other.planes.withUnsafeBufferPointer { b in
                for i in 0..<a.count { a[i] += fraction * (b[i] - a[i]) }
            }
        }
        return result
    }

    /// As a 1×3×H×W tensor, reflected at the right and bottom to multiples of `multiple`.
    func tensor(multiple: Int = 1) -> Tensor {
        let (paddedWidth, paddedHeight) = (width.rounded(upTo: multiple), height.rounded(upTo: multiple))
        let tensor = Tensor(uninitialized: Shape(1, 3, paddedHeight, paddedWidth), block: 1)
        planes.withUnsafeBufferPointer { planes in
            for channel in 0..<3 {
                for y in 0..<paddedHeight {
                    let from = planes.baseAddress! + (channel * height + reflected(y, height)) * width
                    let to = tensor.values + (channel * paddedHeight + y) * paddedWidth
                    to.update(from: from, count: width)
                    for x in width..<max(width, paddedWidth) { to[x] = from[reflected(x, width)] }
                }
            }
        }
        return tensor
    }

    /// The upper left width × height of a 1×3×H×W tensor.
    init(_ tensor: Tensor, width: Int, height: Int) {
        precondition(tensor.block == 1 && tensor.shape.batch == 1 && tensor.shape.channels == 3)
        self.width = width
        self.height = height
        let shape = tensor.shape
        planes = [Float](unsafeUninitializedCapacity: 3 * width * height) { buffer, initialized in
            for channel in 0..<3 {
                for y in 0..<height {
                    (buffer.baseAddress! + (channel * height + y) * width).update(
                        from: tensor.values + (channel * shape.height + y) * shape.width, count: width)
                }
            }
            initialized = 3 * width * height
        }
    }
}

extension Picture {
    /// As a 1×3×H×W tensor of value / 65535 where it has 16 bits, else value / 255, reflected at the right and bottom to
    /// multiples of `multiple`.
    func tensor(multiple: Int = 1) -> Tensor {
        deep.map { tensor(of: $0, multiple: multiple) } ?? tensor(of: rgb, multiple: multiple)
    }

    private func tensor<Sample: FixedWidthInteger & UnsignedInteger>(of colours: [Sample], multiple: Int) -> Tensor {
        let (paddedWidth, paddedHeight) = (width.rounded(upTo: multiple), height.rounded(upTo: multiple))
        let tensor = Tensor(uninitialized: Shape(1, 3, paddedHeight, paddedWidth), block: 1)
        let area = paddedWidth * paddedHeight
        colours.withUnsafeBufferPointer { colours in
            for y in 0..<paddedHeight {
                let from = colours.baseAddress! + 3 * reflected(y, height) * width
                let to = tensor.values + y * paddedWidth
                for x in 0..<paddedWidth {
                    let source = 3 * reflected(x, width)
                    for channel in 0..<3 { to[channel * area + x] = share(from[source + channel]) }
                }
            }
        }
        return tensor
    }
}

/// sample / full; by way of a type that converts in one instruction.
@inline(__always)
private func share<Sample: FixedWidthInteger & UnsignedInteger>(_ sample: Sample) -> Float {
    Float(Int32(truncatingIfNeeded: sample)) / Float(Int32(truncatingIfNeeded: Sample.max))
}

func reflected(_ index: Int, _ count: Int) -> Int { index < count ? index : 2 * count - 2 - index }

extension Int {
    func rounded(upTo multiple: Int) -> Int { (self + multiple - 1) / multiple * multiple }
}
