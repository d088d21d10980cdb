import Dispatch
import Foundation

/// A support covered with paint: a colour and a height for each pixel, lit at the end.
struct PaintSurface: Sendable {
    private(set) var color: Canvas
    private(set) var height: [Float]

    init(width: Int, height: Int, ground: @Sendable (Vector2) -> Vector3) {
        color = Canvas(width: width, height: height) { p, _ in ground(p) }
        self.height = [Float](repeating: 0, count: width * height)
    }

    /// Lays the strokes down in order; bands of the picture are painted in parallel.
    mutating func paint(_ strokes: [BrushStroke]) {
        let (width, rows) = (color.width, color.height)
        let bands = 16
        let bounds = strokes.map { StrokeBounds($0) }
        color.pixels.withUnsafeMutableBufferPointer { colorBuffer in
            height.withUnsafeMutableBufferPointer { heightBuffer in
                nonisolated(unsafe) let colors = colorBuffer
                nonisolated(unsafe) let heights = heightBuffer
                DispatchQueue.concurrentPerform(iterations: bands) { band in
                    let top = band * rows / bands
                    let bottom = (band + 1) * rows / bands
                    for (stroke, bound) in zip(strokes, bounds) where bound.bottom >= top && bound.top < bottom {
                        let raster = StrokeRaster(stroke)
                        let firstColumn = max(bound.left, 0)
                        let lastColumn = min(bound.right, width - 1)
                        guard firstColumn <= lastColumn else { continue }
                        for y in max(bound.top, top)...min(bound.bottom, bottom - 1) {
                            raster.row(y, columns: firstColumn...lastColumn) { x, touch in
                                let index = y * width + x
                                colors[index] = mix(colors[index], touch.color, touch.coverage)
                                heights[index] = mix(
                                    heights[index], heights[index] * 0.35 + touch.height, touch.coverage)
                            }
                        }
                    }
                }
            }
        }
    }

    /// The painting under raking light from the upper left.
    ///
    /// - Parameters:
    ///   - relief: strength of the light and shade on the ridges.
    ///   - gloss: strength of the highlights of the varnish.
    ///   - weave: height of the canvas threads in pixels, hidden by thick paint.
    func lit(relief: Float, gloss: Float, weave: Float = 0.15, weavePitch: Float = 5) -> Canvas {
        let (width, rows) = (color.width, color.height)
        @Sendable func surface(_ x: Int, _ y: Int) -> Float {
            let (i, j) = (min(max(x, 0), width - 1), min(max(y, 0), rows - 1))
            let paint = height[j * width + i]
            let (u, v) = (Float(i) * 2 * .pi / weavePitch, Float(j) * 2 * .pi / weavePitch)
            let threads = sin(u) * sin(v) + 0.5 * Noise.gradient(Vector2(Float(i), Float(j)) * 0.3, seed: 5)
            return paint + threads * weave / (1 + paint * 0.8)
        }
        let light = normalize(Vector3(-0.55, -0.65, 0.75))
        let halfway = normalize(light + Vector3(0, 0, 1))
        return Canvas(width: width, height: rows) { p, _ in
            let (x, y) = (Int(p.x), Int(p.y))
            let dx = (surface(x + 1, y) - surface(x - 1, y)) * 0.5
            let dy = (surface(x, y + 1) - surface(x, y - 1)) * 0.5
            let normal = normalize(Vector3(-dx * relief, -dy * relief, 1))
            let shade = 1 + 0.75 * (dot(normal, light) - light.z)
            let highlight = pow(max(dot(normal, halfway), 0), 28) - pow(halfway.z, 28)
            let base = color[x, y]
            return clamp(base * shade + Vector3(1, 0.98, 0.92) * (highlight * gloss))
        }
    }
}

/// The pixels a stroke may touch.
private struct StrokeBounds {
    let left: Int
    let right: Int
    let top: Int
    let bottom: Int

    init(_ stroke: BrushStroke) {
        var (low, high) = (stroke.path[0], stroke.path[0])
        for p in stroke.path {
            low = low.replacing(with: p, where: p .< low)
            high = high.replacing(with: p, where: p .> high)
        }
        left = Int((low.x - stroke.radius).rounded(.down))
        right = Int((high.x + stroke.radius).rounded(.up))
        top = Int((low.y - stroke.radius).rounded(.down))
        bottom = Int((high.y + stroke.radius).rounded(.up))
    }
}
