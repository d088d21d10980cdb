import CKernels
import COneDNN

/// A float32 activation or vector. In memory [N][C/B][H][W][B]: `block` = B channels lie side by side, as oneDNN's
/// convolutions like them (8 with AVX2, 16 with AVX-512); B = 1 is the planar layout of images.
///
/// Written once by the operation that makes it and only read afterwards; the buffer returns to a pool at the end.
package final class Tensor: @unchecked Sendable {
    /// Logical extent, N×C×H×W.
    package let shape: Shape
    /// B, the channels that lie side by side.
    package let block: Int
    /// N·C·H·W values in the layout above.
    package let values: UnsafeMutablePointer<Float>

    /// The block of this processor's fast convolutions.
    package static let nativeBlock: Int = {
        // By bits: the number of AVX2 with VNNI is above that of AVX-512.
        let instructions = UInt32(dnnl_cpu_isa_avx512_core.rawValue)
        return UInt32(dnnl_get_effective_cpu_isa().rawValue) & instructions == instructions ? 16 : 8
    }()

    /// The layout used for a number of channels: blocked where they divide, planar otherwise.
    package static func layout(forChannels channels: Int) -> Int {
        channels % nativeBlock == 0 ? nativeBlock : 1
    }

    /// Uninitialised values; the caller writes all of them.
    package init(uninitialized shape: Shape, block: Int? = nil) {
        self.shape = shape
        self.block = block ?? Self.layout(forChannels: shape.channels)
        precondition(
            shape.channels % self.block == 0, "\(shape.channels) channels do not divide into blocks of \(self.block)")
        let raw = BufferPool.shared.take(bytes: shape.count * MemoryLayout<Float>.stride)
        values = raw.bindMemory(to: Float.self, capacity: shape.count)
    }

    /// All values equal.
    package convenience init(repeating value: Float, shape: Shape) {
        self.init(uninitialized: shape)
        ms_fill(values, value, shape.count)
    }

    /// From values in planar N×C×H×W order, `shape.count` of them.
    package convenience init(planar source: [Float], shape: Shape) {
        precondition(source.count == shape.count, "\(source.count) values for the shape \(shape)")
        self.init(uninitialized: shape)
        source.withUnsafeBufferPointer { write(planar: $0) }
    }

    deinit {
        BufferPool.shared.give(UnsafeMutableRawPointer(values), bytes: shape.count * MemoryLayout<Float>.stride)
    }

    /// N·C/B, what the kernels call planes.
    var planes: Int { shape.batch * shape.channels / block }
    /// B for kernels that read B channels at once and would run past the end of a planar tensor.
    var laneCount: Int32 {
        precondition(block > 1, "\(shape) is planar; this operation needs a multiple of \(Self.nativeBlock) channels")
        return Int32(block)
    }
    /// Number of values.
    package var count: Int { shape.count }

    /// The only value of a tensor that holds one.
    package var scalar: Float {
        precondition(count == 1, "\(shape) is no scalar")
        return values[0]
    }

    private func write(planar source: UnsafeBufferPointer<Float>) {
        if block == 1 || shape.area == 1 {
            values.update(from: source.baseAddress!, count: count)
            return
        }
        let area = shape.area
        for plane in 0..<planes {
            for lane in 0..<block {
                let from = source.baseAddress! + (plane * block + lane) * area
                let to = values + plane * area * block + lane
                for i in 0..<area { to[i * block] = from[i] }
            }
        }
    }

    /// The values in planar N×C×H×W order.
    package func planarValues() -> [Float] {
        [Float](unsafeUninitializedCapacity: count) { buffer, initialized in
            initialized = count
            guard let base = buffer.baseAddress else { return }
            if block == 1 || shape.area == 1 {
                base.update(from: values, count: count)
                return
            }
            let area = shape.area
            for plane in 0..<planes {
                for lane in 0..<block {
                    let to = base + (plane * block + lane) * area
                    let from = values + plane * area * block + lane
                    for i in 0..<area { to[i] = from[i * block] }
                }
            }
        }
    }

    /// A copy with its own buffer.
    package func copy() -> Tensor {
        let result = Tensor(uninitialized: shape, block: block)
        result.values.update(from: values, count: count)
        return result
    }

    /// The same layout and shape, uninitialised.
    func uninitializedLike() -> Tensor { Tensor(uninitialized: shape, block: block) }

    /// Images `range` of the batch, copied.
    package func images(_ range: Range<Int>) -> Tensor {
        precondition(range.lowerBound >= 0 && range.upperBound <= shape.batch && !range.isEmpty)
        let each = count / shape.batch
        let result = Tensor(
            uninitialized: Shape(range.count, shape.channels, shape.height, shape.width), block: block)
        result.values.update(from: values + range.lowerBound * each, count: range.count * each)
        return result
    }

    /// Tensors of one extent stacked along the batch.
    package static func stacked(_ tensors: [Tensor]) -> Tensor {
        let first = tensors[0].shape
        let batch = tensors.reduce(0) { $0 + $1.shape.batch }
        let result = Tensor(
            uninitialized: Shape(batch, first.channels, first.height, first.width), block: tensors[0].block)
        var offset = 0
        for tensor in tensors {
            precondition(
                tensor.shape.channels == first.channels && tensor.shape.area == first.area
                    && tensor.block == result.block, "stacking \(tensor.shape) on \(first)")
            (result.values + offset).update(from: tensor.values, count: tensor.count)
            offset += tensor.count
        }
        return result
    }
}
