import Files

extension Picture {
    /// Gives the colours of `row`, all of red, then green, then blue, from 0 to 1, the chroma of row `y` of this picture in place
    /// of their own, `share` of the way. In OKLab: lightness is that of `row`; chroma is this picture's as it is, and less of the
    /// same hue where no screen shows so much at that lightness. Clipped channels instead would shift hues and flatten strokes.
    func layChroma(ofRow y: Int, over row: UnsafeMutableBufferPointer<Float>, share: Float) {
        let width = width
        rgb.withUnsafeBufferPointer { rgb in
            TransferCurve.linear.withUnsafe { linear in
                TransferCurve.encoded.withUnsafe { encoded in
                    for x in 0..<width {
                        let lightness = OKLab.lightness(
                            linear[row[x]], linear[row[width + x]], linear[row[2 * width + x]])
                        let from = 3 * (y * width + x)
                        let (a, b) = OKLab.chroma(
                            linear[Float(rgb[from]) / 255], linear[Float(rgb[from + 1]) / 255],
                            linear[Float(rgb[from + 2]) / 255])
                        let colour = OKLab.fittingLinear(lightness, a, b)
                        row[x] += share * (encoded[colour.x] - row[x])
                        row[width + x] += share * (encoded[colour.y] - row[width + x])
                        row[2 * width + x] += share * (encoded[colour.z] - row[2 * width + x])
                    }
                }
            }
        }
    }
}
