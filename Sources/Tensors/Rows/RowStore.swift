import CKernels
import Foundation

/// What rows are read from.
package protocol RowSource: AnyObject {
    /// 1×C×H×W.
    var shape: Shape { get }
    /// A copy of rows first ..< first + count of each plane, 1×C×count×W.
    func rows(from first: Int, count: Int) -> Tensor
}

extension Tensor: RowSource {}

extension Tensor {
    /// Gives the memory of the rows before one back to the system, of each plane; nobody may read them again.
    package func release(before row: Int) {
        for plane in 0..<planes {
            let start = UnsafeMutableRawPointer(values + plane * shape.area * block)
            PageRange.release(start, bytes: row * shape.width * block * MemoryLayout<Float>.stride)
        }
    }
}

/// Whole pages of memory.
private enum PageRange {
    private static let size = UInt(sysconf(Int32(_SC_PAGESIZE)))

    /// Gives those that lie wholly in the first `bytes` from `start` on back to the system.
    static func release(_ start: UnsafeMutableRawPointer, bytes: Int) {
        let first = (UInt(bitPattern: start) + size - 1) / size * size
        let end = (UInt(bitPattern: start) + UInt(bytes)) / size * size
        guard end > first, let address = UnsafeMutableRawPointer(bitPattern: first) else { return }
        madvise(address, Int(end - first), MADV_DONTNEED)
    }
}

/// A whole feature map, 1×C×H×W, that is written and read by rows. Of memory it takes what was written and not released yet.
package final class RowStore: RowSource {
    package let shape: Shape
    private let block: Int
    // In memory [H][C/B][W][B], so that a row lies in one piece.
    private let values: UnsafeMutablePointer<Float>
    private let bytes: Int

    /// - Parameter shape: C divides by the block of this processor.
    package init(_ shape: Shape) {
        precondition(shape.batch == 1, "rows of one image, not of \(shape)")
        self.shape = shape
        block = Tensor.layout(forChannels: shape.channels)
        bytes = shape.count * MemoryLayout<Float>.stride
        let mapped = mmap(nil, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
        guard let mapped, mapped != MAP_FAILED else {
            fatalError("out of memory: \(bytes >> 20) MiB more are needed; use smaller images")
        }
        madvise(mapped, bytes, MADV_HUGEPAGE)
        values = mapped.bindMemory(to: Float.self, capacity: shape.count)
    }

    deinit { munmap(values, bytes) }

    private var planes: Int { shape.channels / block }
    private var rowCount: Int { shape.channels * shape.width }

    package func rows(from first: Int, count: Int) -> Tensor {
        precondition(first >= 0 && first + count <= shape.height, "rows of \(shape)")
        let result = Tensor(uninitialized: Shape(1, shape.channels, count, shape.width), block: block)
        ms_gather_rows(result.values, values + first * rowCount, count, planes, Int32(shape.width), Int32(block))
        return result
    }

    /// Rows of 1×C×h×W in place of those from `first` on.
    package func write(_ rows: Tensor, at first: Int) {
        let count = rows.shape.height
        precondition(
            rows.shape == Shape(1, shape.channels, count, shape.width) && rows.block == block && first >= 0
                && first + count <= shape.height, "rows of \(rows.shape) in \(shape)")
        ms_scatter_rows(values + first * rowCount, rows.values, count, planes, Int32(shape.width), Int32(block))
    }

    /// Gives the memory of all rows before one back to the system; they are not read again.
    package func release(before row: Int) {
        PageRange.release(
            UnsafeMutableRawPointer(values), bytes: min(row, shape.height) * rowCount * MemoryLayout<Float>.stride)
    }
}
