import Foundation

/// Evaluates a stroke at single pixels.
struct StrokeRaster {
    /// What the brush leaves at a pixel.
    struct Touch {
        var color: Vector3
        var coverage: Float
        var height: Float
    }

    private struct Segment {
        var start: Vector2
        /// Unit direction.
        var heading: Vector2
        var length: Float
        /// Length of the path before this segment.
        var offset: Float
    }

    private let stroke: BrushStroke
    private let segments: ContiguousArray<Segment>
    private let total: Float

    init(_ stroke: BrushStroke) {
        self.stroke = stroke
        var sum: Float = 0
        var segments: ContiguousArray<Segment> = []
        for (a, b) in zip(stroke.path, stroke.path.dropFirst()) {
            let span = max(length(b - a), 1e-3)
            segments.append(Segment(start: a, heading: (b - a) / span, length: span, offset: sum))
            sum += span
        }
        self.segments = segments
        total = max(sum, 1e-3)
    }

    /// Calls `body` with each pixel of a row that the brush touches.
    func row(_ y: Int, columns: ClosedRange<Int>, body: (Int, Touch) -> Void) {
        let centre = Float(y) + 0.5
        let reach = stroke.radius
        segments.withUnsafeBufferPointer { segments in
            var (first, last, low, high) = (segments.count, -1, Float.infinity, -Float.infinity)
            for (index, segment) in segments.enumerated() {
                let a = segment.start
                let b = a + segment.heading * segment.length
                guard centre > min(a.y, b.y) - reach, centre < max(a.y, b.y) + reach else { continue }
                // The part of the segment whose discs reach this row.
                var (t0, t1): (Float, Float) = (0, segment.length)
                if abs(segment.heading.y) > 1e-4 {
                    let u = (centre - reach - a.y) / segment.heading.y
                    let v = (centre + reach - a.y) / segment.heading.y
                    t0 = max(t0, min(u, v))
                    t1 = min(t1, max(u, v))
                }
                let x0 = a.x + segment.heading.x * t0
                let x1 = a.x + segment.heading.x * t1
                low = min(low, min(x0, x1) - reach)
                high = max(high, max(x0, x1) + reach)
                first = min(first, index)
                last = index
            }
            guard last >= first else { return }
            let from = max(columns.lowerBound, Int(max(low, -1e6)))
            let to = min(columns.upperBound, Int(min(high, 1e6)))
            guard from <= to else { return }
            for x in from...to {
                if let touch = touch(at: Vector2(Float(x) + 0.5, centre), segments, first...last) { body(x, touch) }
            }
        }
    }

    @inline(__always) private func touch(
        at p: Vector2, _ segments: UnsafeBufferPointer<Segment>, _ range: ClosedRange<Int>
    ) -> Touch? {
        let reach = stroke.radius
        var best = reach * reach
        var (across, along): (Float, Float) = (0, -.infinity)
        for index in range {
            let segment = segments[index]
            let offset = p - segment.start
            let t = dot(offset, segment.heading)
            let gap = offset - segment.heading * clamp(t, 0, segment.length)
            let distance = dot(gap, gap)
            guard distance < best else { continue }
            best = distance
            across = segment.heading.x * offset.y - segment.heading.y * offset.x
            // Past the ends of the path the brush leaves a ragged round mark.
            let isEnd = (index == 0 && t < 0) || index == segments.count - 1
            along = segment.offset + (isEnd ? t : clamp(t, 0, segment.length))
        }
        guard along > -reach else { return nil }
        return mark(across: across, along: along, distance: best.squareRoot())
    }

    @inline(__always) private func mark(across: Float, along: Float, distance: Float) -> Touch? {
        let radius = stroke.radius
        let u = clamp((along + radius) / (total + 2 * radius))
        let taper = stroke.taper
        let width =
            radius * (taper > 0 ? smoothstep(0, taper, u).squareRoot() * (1 - smoothstep(1 - taper, 1, u) * 0.5) : 1)
        guard width > 0.2 else { return nil }
        let v = across / width
        guard abs(v) <= 1 else { return nil }
        // A ridge follows one bristle: it varies fast over the width and slowly along the stroke.
        let lane = v * stroke.bristles * 0.5
        let coarse = Noise.gradient(Vector2(lane, along / (radius * 7)), seed: stroke.seed)
        let fine = Noise.gradient(Vector2(lane * 2.3, along / (radius * 4)), seed: stroke.seed &+ 77)
        let streak = coarse * 0.7 + fine * 0.5
        let edge = 1 - abs(v)
        let rim = max(radius * (1 - max(distance / radius, abs(v))), 0)
        var coverage = clamp(rim * 0.9) * clamp(edge * 6 + streak * 0.9 + 0.55)
        let thirst = stroke.dryness * smoothstep(0.35, 1, u) * 1.7
        coverage *= smoothstep(thirst - 0.55, thirst - 0.2, streak + 0.45)
        guard coverage > 0.01 else { return nil }
        let crown = max(1 - v * v, 0).squareRoot()
        let rolled = 0.35 * smoothstep(0.55, 0.85, abs(v)) * edge * 4
        let height = stroke.thickness * (crown * (0.55 + 0.75 * streak) + rolled) * (1 - 0.4 * u)
        return Touch(
            color: stroke.color + stroke.streak * (streak * 1.4), coverage: coverage * stroke.opacity,
            height: max(height, 0))
    }
}
