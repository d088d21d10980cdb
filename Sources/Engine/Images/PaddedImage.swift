import Tensors

/// An image of any extent in a tensor whose own is a multiple of 4, reflected at the right and bottom: what steps are taken from.
struct PaddedImage: Sendable {
    /// 1×3×H×W, planar, not clamped.
    let tensor: Tensor
    /// The extent within, pixels.
    let width: Int, height: Int

    /// The image within, a copy.
    var image: FloatImage { FloatImage(tensor, width: width, height: height) }

    func hasExtent(_ extent: (width: Int, height: Int)) -> Bool { width == extent.width && height == extent.height }

    /// Shrunk by means over areas (`FloatImage.reduced`); the same image where it has that extent.
    func reduced(to extent: (width: Int, height: Int)) -> PaddedImage {
        if hasExtent(extent) { return self }
        let small = FloatImage.reduced(to: extent, from: (width, height)) { UnsafePointer(row(channel: $0, $1)) }
        return PaddedImage(tensor: small.tensor(multiple: 4), width: extent.width, height: extent.height)
    }

    /// The values of a row, good while the tensor is there.
    func row(channel: Int, _ y: Int) -> UnsafeMutablePointer<Float> {
        tensor.values + (channel * tensor.shape.height + y) * tensor.shape.width
    }

    /// Fills in what is beyond the extent.
    func pad() {
        for channel in 0..<3 {
            for y in 0..<height {
                let line = row(channel: channel, y)
                for x in width..<max(width, tensor.shape.width) { line[x] = line[reflected(x, width)] }
            }
            for y in height..<max(height, tensor.shape.height) {
                row(channel: channel, y).update(
                    from: row(channel: channel, reflected(y, height)), count: tensor.shape.width)
            }
        }
    }
}
