import Foundation

/// Lattice noises, all pure functions of position and seed.
enum Noise {
    @inline(__always) static func hash(_ x: Int32, _ y: Int32, _ z: Int32 = 0, seed: UInt32 = 0) -> UInt32 {
        var h = UInt32(bitPattern: x) &* 0x8DA6_B343 ^ UInt32(bitPattern: y) &* 0xD816_3841
        h ^= UInt32(bitPattern: z) &* 0xCB1A_B31F ^ seed &* 0x9E37_79B1
        h = (h ^ (h >> 16)) &* 0x7FEB_352D
        h = (h ^ (h >> 15)) &* 0x846C_A68B
        return h ^ (h >> 16)
    }

    /// A lattice point's value in [0, 1).
    @inline(__always) static func unit(_ x: Int32, _ y: Int32, _ z: Int32 = 0, seed: UInt32 = 0) -> Float {
        Float(hash(x, y, z, seed: seed) >> 8) * (1 / 16_777_216)
    }

    @inline(__always) private static func fade(_ t: Float) -> Float { t * t * t * (t * (t * 6 - 15) + 10) }

    @inline(__always) private static func corner(_ h: UInt32, _ x: Float, _ y: Float) -> Float {
        let u = Float(h & 0xFFFF) * (2 / 65_535) - 1
        let v = Float(h >> 16) * (2 / 65_535) - 1
        return u * x + v * y
    }

    /// Gradient noise, about [-1, 1].
    @inline(__always) static func gradient(_ p: Vector2, seed: UInt32 = 0) -> Float {
        let (fx, fy) = (floorValue(p.x), floorValue(p.y))
        let (i, j) = (Int32(fx), Int32(fy))
        let (x, y) = (p.x - fx, p.y - fy)
        let a = corner(hash(i, j, seed: seed), x, y)
        let b = corner(hash(i &+ 1, j, seed: seed), x - 1, y)
        let c = corner(hash(i, j &+ 1, seed: seed), x, y - 1)
        let d = corner(hash(i &+ 1, j &+ 1, seed: seed), x - 1, y - 1)
        let u = fade(x)
        return mix(mix(a, b, u), mix(c, d, u), fade(y)) * 1.3
    }

    /// Value noise in three dimensions, in [-1, 1].
    @inline(__always) static func value(_ p: Vector3, seed: UInt32 = 0) -> Float {
        let (fx, fy, fz) = (floorValue(p.x), floorValue(p.y), floorValue(p.z))
        let (i, j, k) = (Int32(fx), Int32(fy), Int32(fz))
        let (u, v, w) = (fade(p.x - fx), fade(p.y - fy), fade(p.z - fz))
        @inline(__always) func at(_ a: Int32, _ b: Int32, _ c: Int32) -> Float {
            unit(i &+ a, j &+ b, k &+ c, seed: seed)
        }
        let near = mix(mix(at(0, 0, 0), at(1, 0, 0), u), mix(at(0, 1, 0), at(1, 1, 0), u), v)
        let far = mix(mix(at(0, 0, 1), at(1, 0, 1), u), mix(at(0, 1, 1), at(1, 1, 1), u), v)
        return mix(near, far, w) * 2 - 1
    }

    /// Sum of octaves of gradient noise, about [-1, 1].
    static func fractal(_ p: Vector2, octaves: Int, gain: Float = 0.5, seed: UInt32 = 0) -> Float {
        var (sum, amplitude, total, q): (Float, Float, Float, Vector2) = (0, 1, 0, p)
        for octave in 0..<octaves {
            sum += amplitude * gradient(q, seed: seed &+ UInt32(octave) &* 101)
            total += amplitude
            amplitude *= gain
            q = Vector2(0.8 * q.x - 0.6 * q.y, 0.6 * q.x + 0.8 * q.y) * 2.03 + 17.3
        }
        return sum / total * 1.6
    }

    /// Sum of octaves of value noise, about [-1, 1].
    static func fractal(_ p: Vector3, octaves: Int, gain: Float = 0.5, seed: UInt32 = 0) -> Float {
        var (sum, amplitude, total, q): (Float, Float, Float, Vector3) = (0, 1, 0, p)
        for octave in 0..<octaves {
            sum += amplitude * value(q, seed: seed &+ UInt32(octave) &* 101)
            total += amplitude
            amplitude *= gain
            q = Vector3(0.8 * q.x - 0.6 * q.z, q.y, 0.6 * q.x + 0.8 * q.z) * 2.02 + 9.1
        }
        return sum / total * 1.4
    }

    /// Ridged octaves in [0, 1]: sharp crests, each octave weighted by the one before.
    static func ridged(_ p: Vector2, octaves: Int, seed: UInt32 = 0) -> Float {
        var (sum, amplitude, weight, q): (Float, Float, Float, Vector2) = (0, 0.5, 1, p)
        for octave in 0..<octaves {
            var ridge = 1 - abs(gradient(q, seed: seed &+ UInt32(octave) &* 101))
            ridge *= ridge * weight
            weight = clamp(ridge * 1.8)
            sum += ridge * amplitude
            amplitude *= 0.5
            q = Vector2(0.8 * q.x - 0.6 * q.y, 0.6 * q.x + 0.8 * q.y) * 2.07 + 5.7
        }
        return sum
    }

    /// The nearest feature points of a jittered lattice.
    struct Cell {
        var nearest: Float
        var second: Float
        var identifier: UInt32
        var center: Vector2
    }

    static func cellular(_ p: Vector2, jitter: Float = 1, seed: UInt32 = 0) -> Cell {
        let (i, j) = (Int32(floorValue(p.x)), Int32(floorValue(p.y)))
        var cell = Cell(nearest: 1e9, second: 1e9, identifier: 0, center: .zero)
        for y in (j &- 1)...(j &+ 1) {
            for x in (i &- 1)...(i &+ 1) {
                let h = hash(x, y, seed: seed)
                let offset = Vector2(Float(h & 0xFFFF), Float(h >> 16)) / 65_535
                let center = Vector2(Float(x), Float(y)) + mix(Vector2(0.5, 0.5), offset, jitter)
                let distance = length(center - p)
                if distance < cell.nearest {
                    cell = Cell(nearest: distance, second: cell.nearest, identifier: h, center: center)
                } else if distance < cell.second {
                    cell.second = distance
                }
            }
        }
        return cell
    }
}
