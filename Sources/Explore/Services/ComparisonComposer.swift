import Screens
import Terminal

/// Puts the left part of one picture beside the right part of another, with a line between them, or shows how they differ.
enum ComparisonComposer {
    private static let line: (UInt8, UInt8, UInt8) = (247, 176, 91)
    private static let edge: (UInt8, UInt8, UInt8) = (24, 24, 24)

    static func bitmap(_ request: Comparison.Request) -> Bitmap {
        let (before, after) = (request.before, request.after)
        precondition(
            before.width == after.width && before.height == after.height,
            "comparing \(before.width)×\(before.height) with \(after.width)×\(after.height)")
        switch request.kind {
        case .divider(let column, let lineWidth):
            return divided(before, after, column: column, lineWidth: lineWidth)
        case .difference: return difference(before, after)
        case .changes: return HeatMap.bitmap(from: before, to: after)
        }
    }

    private static func divided(_ before: Bitmap, _ after: Bitmap, column: Int, lineWidth: Int) -> Bitmap {
        let rowBytes = 3 * before.width
        let start = column - lineWidth / 2
        let split = 3 * min(max(column, 0), before.width)
        let columns = max(start, 0)..<max(min(start + lineWidth, before.width), max(start, 0))
        // The line's edges are dark, so that it shows on bright pictures too.
        let edgeWidth = lineWidth / 4
        let rgb = [UInt8](unsafeUninitializedCapacity: rowBytes * before.height) { result, count in
            before.rgb.withUnsafeBufferPointer { left in
                after.rgb.withUnsafeBufferPointer { right in
                    for y in 0..<before.height {
                        let row = y * rowBytes
                        for index in row..<row + split { result[index] = left[index] }
                        for index in row + split..<row + rowBytes { result[index] = right[index] }
                        for x in columns {
                            let isEdge = x - start < edgeWidth || start + lineWidth - 1 - x < edgeWidth
                            let color = isEdge ? edge : line
                            result[row + 3 * x] = color.0
                            result[row + 3 * x + 1] = color.1
                            result[row + 3 * x + 2] = color.2
                        }
                    }
                }
            }
            count = rowBytes * before.height
        }
        return Bitmap(width: before.width, height: before.height, rgb: rgb)
    }

    /// Black where the two are the same; four times what each channel differs by.
    private static func difference(_ a: Bitmap, _ b: Bitmap) -> Bitmap {
        let rgb = [UInt8](unsafeUninitializedCapacity: a.rgb.count) { result, count in
            a.rgb.withUnsafeBufferPointer { a in
                b.rgb.withUnsafeBufferPointer { b in
                    for i in 0..<a.count { result[i] = UInt8(min(4 * abs(Int(a[i]) - Int(b[i])), 255)) }
                    count = a.count
                }
            }
        }
        return Bitmap(width: a.width, height: a.height, rgb: rgb)
    }
}
