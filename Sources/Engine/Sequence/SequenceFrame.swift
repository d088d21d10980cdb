import Files
import Tensors

/// One image of a sequence. Frame 0 is the content; frame k is the moving image after k steps.
package struct SequenceFrame: Sendable {
    /// k.
    package let step: Int
    /// The content's extent, pixels.
    package let width: Int, height: Int
    /// What is known of the step that made it; nil for frame 0.
    package internal(set) var report: StepReport?
    /// The whole moving image, whose extent is a multiple of 4: what the next step starts from.
    let moving: Tensor
    /// The moving image at the size of a step that was taken at a smaller one; `moving` is that handed up to be shown. The next
    /// step starts from this one then. nil for the content's size, and of values that were kept elsewhere.
    let reduced: PaddedImage?

    init(step: Int, width: Int, height: Int, report: StepReport?, moving: Tensor, reduced: PaddedImage? = nil) {
        (self.step, self.width, self.height) = (step, width, height)
        (self.report, self.moving, self.reduced) = (report, moving, reduced)
    }

    /// A frame whose values were kept elsewhere, as `withUnsafeBytes` gave them, of a content of this extent.
    ///
    /// - Parameter read: fills in the values; whether it could.
    package init?(
        step: Int, width: Int, height: Int, report: StepReport?, read: (UnsafeMutableRawBufferPointer) -> Bool
    ) {
        let tensor = Tensor(
            uninitialized: Shape(1, 3, height.rounded(upTo: 4), width.rounded(upTo: 4)), block: 1)
        let count = tensor.count * MemoryLayout<Float>.stride
        guard read(UnsafeMutableRawBufferPointer(start: tensor.values, count: count)) else { return nil }
        self.init(step: step, width: width, height: height, report: report, moving: tensor)
    }

    /// The values of the whole moving image.
    package func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        try body(UnsafeRawBufferPointer(start: moving.values, count: moving.count * MemoryLayout<Float>.stride))
    }

    /// The moving image, cropped to the content's extent, not clamped; a copy.
    package var image: FloatImage { FloatImage(moving, width: width, height: height) }

    /// The same clamped and rounded to 8 bits. The alpha channel of `source` is restored where it has the
    /// same extent.
    package func picture(matching source: Picture.Traits? = nil) -> Picture {
        let (count, plane, stride) = (width * height, moving.shape.area, moving.shape.width)
        let rgb = [UInt8](unsafeUninitializedCapacity: 3 * count) { buffer, initialized in
            for y in 0..<height {
                let (to, from) = (buffer.baseAddress! + 3 * y * width, moving.values + y * stride)
                for x in 0..<width {
                    for channel in 0..<3 { to[3 * x + channel] = FloatImage.byte(from[channel * plane + x]) }
                }
            }
            initialized = 3 * count
        }
        let fits = source.map { $0.width == width && $0.height == height } ?? false
        return Picture(
            width: width, height: height, rgb: rgb, alpha: fits ? source?.alpha : nil)
    }
}
