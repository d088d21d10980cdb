import Foundation

/// Builds plants of height 1 standing at the origin, made of splats with their own shade baked in.
enum Plant {
    /// A conifer: whorls of drooping branches that shorten towards the top.
    static func conifer(seed: UInt64, sun: Vector3, slenderness: Float = 1) -> [Splat] {
        var random = RandomGenerator(seed: seed)
        var splats: [Splat] = []
        for step in 0..<60 {
            let y = Float(step) / 60
            splats.append(
                Splat(position: Vector3(0, y * 0.97, 0), radius: 0.013 * (1.1 - y), albedo: Vector3(0.06, 0.042, 0.03)))
        }
        var y: Float = 0.07
        while y < 1 {
            let reach = (0.17 / slenderness) * pow(1 - y, 0.78) + 0.006
            for _ in 0..<8 {
                let angle = random.unit() * 2 * .pi
                let out = Vector3(cos(angle), 0, sin(angle))
                let side = Vector3(-out.z, 0, out.x)
                let span = reach * random.uniform(0.6, 1.2)
                let droop = random.uniform(0.25, 0.5) * (1.2 - y)
                let needles = Int(span * 330) + 5
                for needle in 0..<needles {
                    let u = Float(needle) / Float(needles)
                    let fall = -droop * span * u + 0.25 * span * u * u
                    let spread = side * (random.signed() * 0.2 * span * (1 - 0.7 * u) + random.signed() * 0.004)
                    let hang = -0.02 * random.unit() * (1 - y)
                    let position = Vector3(0, y + fall + hang, 0) + out * (span * u) + spread
                    let fresh = smoothstep(0.5, 1, u) * random.unit()
                    let green = mix(Vector3(0.022, 0.042, 0.022), Vector3(0.06, 0.1, 0.04), fresh)
                    splats.append(
                        Splat(
                            position: position, radius: 0.0036 * random.uniform(0.7, 1.5),
                            albedo: green * random.uniform(0.7, 1.3)))
                }
            }
            y += 0.026 * random.uniform(0.7, 1.3) * (1.15 - y * 0.6)
        }
        splats.shuffle(using: &random)
        return shaded(splats, sun: sun, density: 0.014)
    }

    /// A broadleaf tree: a crown of leafy clumps on branches.
    static func broadleaf(seed: UInt64, sun: Vector3, leaf: Vector3, width: Float = 0.3) -> [Splat] {
        var random = RandomGenerator(seed: seed)
        var splats: [Splat] = []
        let bark = Vector3(0.075, 0.058, 0.045)
        func limb(_ a: Vector3, _ b: Vector3, _ thick: Float) {
            let count = Int(length(b - a) / 0.006) + 2
            let bend = random.direction() * length(b - a) * 0.08
            for step in 0..<count {
                let u = Float(step) / Float(count)
                let p = mix(a, b, u) + bend * (4 * u * (1 - u))
                let tone = random.uniform(0.6, 1.4)
                splats.append(Splat(position: p, radius: thick * (1.1 - 0.7 * u), albedo: bark * tone))
            }
        }
        let lean = Vector3(random.signed() * 0.05, 0, random.signed() * 0.05)
        limb(.zero, Vector3(0, 0.62, 0) + lean, 0.02)
        for _ in 0..<46 {
            let way = random.direction()
            let shell = random.uniform(0.45, 0.9)
            var center = Vector3(way.x * width, way.y * 0.36, way.z * width) * shell + Vector3(0, 0.6, 0) + lean
            center.y += 0.05 * random.signed()
            let size = random.uniform(0.065, 0.13)
            if center.y > 0.3 { limb(Vector3(0, center.y * 0.55, 0) + lean * 0.7, center, 0.006) }
            let tone = random.uniform(0.75, 1.25)
            let warmth = Vector3(1 + 0.12 * random.signed(), 1 + 0.08 * random.signed(), 1)
            for _ in 0..<230 {
                let direction = random.direction()
                let r = size * pow(random.unit(), 0.28) * (1 + 0.35 * Noise.value(direction * 2.2, seed: UInt32(seed)))
                let p = center + direction * r * Vector3(1.15, 0.8, 1.15)
                let own = random.uniform(0.7, 1.35)
                splats.append(
                    Splat(position: p, radius: 0.0068 * random.uniform(0.7, 1.3), albedo: leaf * warmth * (tone * own)))
            }
        }
        splats.shuffle(using: &random)
        return shaded(splats, sun: sun, density: 0.034)
    }

    /// Bakes how much light reaches each splat through the others, by marching a coarse density grid.
    private static func shaded(_ splats: [Splat], sun: Vector3, density: Float) -> [Splat] {
        let count = 28
        var grid = [Float](repeating: 0, count: count * count * count)
        func cell(_ p: Vector3) -> Int? {
            let q = (p + Vector3(0.5, 0, 0.5)) * Float(count)
            guard q.x >= 0, q.y >= 0, q.z >= 0, q.x < Float(count), q.y < Float(count), q.z < Float(count) else {
                return nil
            }
            return (Int(q.z) * count + Int(q.y)) * count + Int(q.x)
        }
        for splat in splats { if let index = cell(splat.position) { grid[index] += 1 } }
        func clear(_ p: Vector3, _ way: Vector3) -> Float {
            var (sum, t): (Float, Float) = (0, 0.03)
            while t < 0.7 {
                if let index = cell(p + way * t) { sum += grid[index] }
                t += 0.03
            }
            return exp(-sum * density)
        }
        let openings = [Vector3(0, 1, 0), Vector3(0.7, 0.5, 0.4), Vector3(-0.7, 0.5, 0.4), Vector3(0, 0.5, -0.85)]
        return splats.map { splat in
            var lit = splat
            lit.sun = clear(splat.position, sun)
            lit.sky = 0.15 + 0.85 * openings.reduce(0) { $0 + clear(splat.position, normalize($1)) } / 4
            return lit
        }
    }
}
