import Foundation

/// Smooths noisy irradiance across surfaces but not across their edges (an à-trous bilateral filter).
struct GuidedDenoiser: Sendable {
    /// Mean normal of each pixel.
    var normals: Canvas
    /// Distance from the camera in every channel.
    var depth: Canvas
    var passes = 3

    func denoised(_ irradiance: Canvas) -> Canvas {
        let kernel: [Float] = [1, 4, 6, 4, 1]
        var result = irradiance
        for pass in 0..<passes {
            let stride = 1 << pass
            let source = result
            let tolerance: Float = 0.9 / Float(1 << pass)
            result = Canvas(width: source.width, height: source.height) { p, _ in
                let (normal, distance, own) = (normals.nearest(p), depth.nearest(p).x, source.nearest(p))
                var (sum, total) = (Vector3.zero, Float(0))
                for row in -2...2 {
                    for column in -2...2 {
                        let q = p + Vector2(Float(column * stride), Float(row * stride))
                        let value = source.nearest(q)
                        let bend = length(normals.nearest(q) - normal)
                        let gap = abs(depth.nearest(q).x - distance)
                        let change = abs(luminance(value) - luminance(own)) / (luminance(own) + 0.12)
                        let falloff = bend * bend * 22 + gap * gap * 60 / Float(stride * stride)
                        let weight =
                            kernel[row + 2] * kernel[column + 2]
                            * exp(-falloff - change * change / (tolerance * tolerance))
                        sum += value * weight
                        total += weight
                    }
                }
                return sum / max(total, 1e-6)
            }
        }
        return result
    }
}
