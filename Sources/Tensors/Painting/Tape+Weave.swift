import Foundation

extension Tape {
    /// Pixels that an image must have each way for `weaveLoss`.
    package static let leastWeaveSide = BlockSpectrum.side

    /// How much finer texture each image has, at any period and in any direction, than both the style and the content have, N×1, in
    /// squared octaves: a weave or a hatching that the networks lay over even areas.
    ///
    /// max(0, log2((P + 1e-4)/(T + 1e-4)))², P the image's power at a frequency (`BlockSpectrum`; places count as flat as the
    /// content is there), T the larger of the style's and the content's; mean over the frequencies with a period of 8 pixels or
    /// less along x or y, and over luma, Cb and Cr.
    ///
    /// - Parameters:
    ///   - x: N×3×H×W, planar RGB, nominally in [0, 1] and not clamped, at least 16×16.
    ///   - content: the same shape; no gradient flows to it.
    ///   - style: N×3×h×w, at least 16×16; no gradient flows to it.
    package func weaveLoss(_ x: Variable, content: Tensor, style: Tensor) -> Variable {
        let shape = x.shape
        let least = Self.leastWeaveSide
        precondition(
            shape == content.shape && shape.channels == 3 && style.shape.batch == shape.batch
                && min(shape.height, shape.width, style.shape.height, style.shape.width) >= least
                && x.value.block == 1 && content.block == 1 && style.block == 1,
            "the weave of \(shape), \(content.shape) and \(style.shape)")
        let planes = [ColourPlane.luma] + ColourPlane.chroma
        let maps = (0..<shape.batch).map { image in
            let blocks = BlockSpectrum.blocks(of: WindowedPlane(content, image, .luma))
            let styleBlocks = BlockSpectrum.blocks(of: WindowedPlane(style, image, .luma))
            return planes.map { plane in
                WeaveMap(
                    BlockSpectrum(WindowedPlane(x.value, image, plane), blocks),
                    targets: [
                        BlockSpectrum(WindowedPlane(content, image, plane), blocks).power,
                        BlockSpectrum(WindowedPlane(style, image, plane), styleBlocks).power,
                    ])
            }
        }
        let share = 1 / Float(planes.count)
        let output = Tensor(uninitialized: Shape(shape.batch, 1), block: 1)
        for (image, own) in maps.enumerated() { output.values[image] = share * own.reduce(0) { $0 + $1.loss } }
        return result(output, from: [x]) { d in
            let dx = Tensor(repeating: 0, shape: shape)
            for (image, own) in maps.enumerated() {
                for (plane, map) in zip(planes, own) where map.loss > 0 {
                    map.spectrum.gradient(by: map.byPower).addGradient(
                        to: dx, image: image, plane: plane, scale: share * d.values[image])
                }
            }
            x.accumulate(dx)
        }
    }
}

/// The weave of one plane of one image.
private struct WeaveMap {
    let spectrum: BlockSpectrum
    let loss: Float
    let byPower: [Float]

    init(_ spectrum: BlockSpectrum, targets: [[Float]]) {
        // What cannot be seen: a wave of about 0.002.
        let floor: Float = 1e-4
        let side = BlockSpectrum.side
        var byPower = [Float](repeating: 0, count: BlockSpectrum.count)
        var (total, count): (Float, Float) = (0, 0)
        for k in 0..<BlockSpectrum.count {
            let (row, column) = (k / side, min(k % side, side - k % side))
            guard max(row, column) >= 2 else { continue }
            count += 1
            let target = targets.reduce(0) { max($0, $1[k]) }
            let octaves = log2((spectrum.power[k] + floor) / (target + floor))
            guard octaves > 0 else { continue }
            total += octaves * octaves
            byPower[k] = 2 * octaves / (Float(M_LN2) * (spectrum.power[k] + floor))
        }
        self.spectrum = spectrum
        loss = total / count
        self.byPower = byPower.map { $0 / count }
    }
}
