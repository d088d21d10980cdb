import Foundation

/// Colours and lights of the street's surfaces.
enum StreetFinish {
    struct Look {
        var albedo: Vector3
        var emission = Vector3.zero
        /// Reflectance at normal incidence of glass and wet metal; 0 for matt.
        var mirror: Float = 0
    }

    static func look(of material: Int, at p: Vector3, normal: Vector3, way: Vector3, scene: StreetScene) -> Look {
        switch material {
        case StreetScene.wall: return wall(p)
        case StreetScene.roof:
            let row = fraction(p.y * 5.5)
            let tile = 0.6 + 0.4 * row + 0.3 * Noise.unit(Int32(floorValue(p.x * 4)), Int32(floorValue(p.y * 5.5)))
            return Look(albedo: Vector3(0.15, 0.068, 0.05) * tile, mirror: 0.02)
        case StreetScene.pane: return pane(p, way)
        case StreetScene.trim: return Look(albedo: Vector3(0.42, 0.38, 0.32))
        case StreetScene.iron: return Look(albedo: Vector3(0.02, 0.022, 0.022), mirror: 0.04)
        case StreetScene.lantern: return Look(albedo: .zero, emission: Vector3(9, 5.4, 2.2))
        case StreetScene.tower: return tower(p - Vector3(-1.1, 0, 47))
        case StreetScene.coat: return Look(albedo: p.y > 1.5 ? Vector3(0.12, 0.06, 0.04) : Vector3(0.035, 0.035, 0.05))
        case StreetScene.umbrella: return Look(albedo: Vector3(0.42, 0.025, 0.03), mirror: 0.03)
        case StreetScene.door:
            let house = StreetScene.house(at: p)
            let colors = [
                Vector3(0.03, 0.11, 0.09), Vector3(0.2, 0.03, 0.025), Vector3(0.035, 0.06, 0.16),
                Vector3(0.12, 0.065, 0.03),
            ]
            let opening = StreetScene.opening(p, house)
            let panel = abs(abs(opening.u) - 0.24) < 0.16 && abs(fraction(opening.v * 1.2) - 0.5) < 0.38
            let light = opening.v > 0.72 ? Vector3(1.6, 0.85, 0.3) * 0.7 : .zero
            return Look(albedo: colors[Int(house.seed % 4)] * (panel ? 0.75 : 1.1), emission: light)
        default: return Look(albedo: Vector3(0.1, 0.1, 0.1))
        }
    }

    /// Plaster in old colours over a stone base; some fronts show their timbers.
    private static func wall(_ p: Vector3) -> Look {
        let house = StreetScene.house(at: p)
        let plasters = [
            Vector3(0.5, 0.34, 0.17), Vector3(0.46, 0.21, 0.14), Vector3(0.52, 0.46, 0.34), Vector3(0.24, 0.32, 0.33),
            Vector3(0.48, 0.39, 0.2), Vector3(0.34, 0.36, 0.25), Vector3(0.42, 0.27, 0.24),
        ]
        let q = Vector2(p.z + p.x * 0.7, p.y)
        let stain = Noise.fractal(Vector2(q.x * 0.9, q.y * 0.35), octaves: 5, gain: 0.6, seed: 31)
        let grain = Noise.fractal(q * 9, octaves: 3, seed: 33)
        var color = plasters[Int(house.seed >> 6) % plasters.count] * (1 + 0.3 * stain + 0.1 * grain)
        color *= 0.72 + 0.28 * smoothstep(0, 1.6, p.y)
        if house.seed % 3 == 0, p.y > house.floor {
            let z = p.z - house.center
            let level = fraction(p.y / house.floor)
            let post = abs(fraction(z / house.columnWidth + 0.5 * Float(house.columns)) - 0.02) < 0.05
            let beam = level < 0.06 || abs(level - 0.3) < 0.025
            let brace = abs(abs(z) - 2.55 + (level - 0.5) * 0.8) < 0.09
            if post || beam || brace { color = Vector3(0.075, 0.045, 0.03) * (1 + 0.4 * grain) }
        } else if p.y < 0.9 {
            let row = floorValue(p.y / 0.3)
            let stone = Vector2(fraction(q.x / 0.6 + 0.5 * fraction(row * 0.5) * 2), fraction(p.y / 0.3))
            let joint = min(min(stone.x, 1 - stone.x) * 2, min(stone.y, 1 - stone.y))
            color =
                Vector3(0.2, 0.18, 0.16) * (0.8 + 0.4 * Noise.unit(Int32(floorValue(q.x / 0.6)), Int32(row)))
                * smoothstep(0.02, 0.1, joint)
        }
        return Look(albedo: color)
    }

    private static func pane(_ p: Vector3, _ way: Vector3) -> Look {
        let house = StreetScene.house(at: p)
        let opening = StreetScene.opening(p, house)
        let bars = abs(opening.u) < 0.03 || abs(opening.v - 0.18) < 0.025 || abs(opening.v + 0.3) < 0.02
        let rim = max(abs(opening.u) - opening.half.x, abs(opening.v) - opening.half.y) > -0.07
        if bars || rim { return Look(albedo: Vector3(0.4, 0.36, 0.3)) }
        let side: Int32 = p.x > 0 ? 5 : 11
        let roll = Noise.unit(
            opening.column &+ opening.floor &* 5, Int32(truncatingIfNeeded: house.seed & 0xFFFF), side, seed: 3)
        guard roll < 0.74 else { return Look(albedo: Vector3(0.012, 0.014, 0.02), mirror: 0.09) }
        // A room behind the glass: brighter towards its lamp, a plant on the sill, curtains at the sides.
        let tint = mix(Vector3(1.0, 0.5, 0.16), Vector3(1.0, 0.72, 0.4), fraction(roll * 17))
        let deep = Vector2(opening.u, opening.v) + Vector2(way.z, way.y) * (0.5 / max(abs(way.x), 0.25))
        let lamp = exp(-dot(deep - Vector2(0.1, 0.25), deep - Vector2(0.1, 0.25)) * 1.4)
        var light = tint * (0.45 + 1.7 * lamp)
        let drape = opening.half.x * mix(0.35, 0.85, fraction(roll * 31))
        let fold = 0.6 + 0.4 * sin(opening.u * 46)
        if abs(opening.u) > drape { light = mix(light, tint * Vector3(0.9, 0.5, 0.3) * fold, 0.75) }
        if opening.v < -0.28,
            length(Vector2(opening.u - 0.15, (opening.v + 0.45) * 1.3)) < 0.17 + 0.05 * sin(opening.u * 60)
        {
            light *= 0.12
        }
        return Look(albedo: .zero, emission: light * (opening.floor == 0 ? 1.5 : 1.05), mirror: 0.03)
    }

    private static func tower(_ q: Vector3) -> Look {
        let stone = 0.8 + 0.4 * Noise.unit(Int32(floorValue((q.x + q.z) * 1.3)), Int32(floorValue(q.y * 2.2)))
        var look = Look(albedo: Vector3(0.2, 0.185, 0.17) * stone)
        let dial = Vector2(q.x, q.y - 13.4)
        if q.z < -2, length(dial) < 1.15 {
            let angle = atan2(dial.y, dial.x)
            let mark = length(dial) > 0.86 && abs(fraction(angle / (.pi / 6) + 0.5) - 0.5) < 0.09
            let hour = abs(dial.x - dial.y * 0.5) < 0.07 && dial.y > 0 && length(dial) < 0.6
            let minute = abs(dial.y + dial.x * 0.3) < 0.05 && dial.x < 0 && length(dial) < 0.9
            look.emission = mark || hour || minute ? Vector3(0.06, 0.04, 0.02) : Vector3(1.9, 1.45, 0.8)
        }
        if q.z < -2, abs(q.x) < 0.5, q.y > 8.5, q.y < 10.6 - q.x * q.x * 2 {
            look = Look(albedo: Vector3(0.03, 0.03, 0.04))
        }
        if q.z < 1.5, q.x < -2.4, abs(fraction(q.x / 1.6) - 0.5) < 0.2, q.y > 3, q.y < 5.6 {
            look.emission = Vector3(0.9, 0.5, 0.18)
        }
        return look
    }
}
