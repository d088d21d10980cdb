import Foundation

/// The solids of the street: two rows of gabled houses, lanterns, a church tower and a passer-by.
struct StreetScene: SolidScene {
    static let ground = 0, wall = 1, roof = 2, pane = 3, trim = 4, iron = 5, lantern = 6, tower = 7, coat = 8,
        umbrella = 9, door = 10

    private typealias Field = DistanceField
    static let half: Float = 4.4
    static let plot: Float = 6
    let lamps: [Vector3]

    init() {
        var lamps: [Vector3] = []
        for index in 0..<5 {
            lamps.append(Vector3(-2.95, 3.45, 4.6 + Float(index) * 9.6))
            lamps.append(Vector3(2.95, 3.45, 0.6 + Float(index) * 9.6))
        }
        self.lamps = lamps
    }

    /// A house: its number on its side of the street and its measures.
    struct House {
        var seed: UInt32
        var center: Float
        var eave: Float
        var pitch: Float
        var floor: Float
        var columns: Int
        var setback: Float

        init(side: Int32, index: Int32) {
            seed = Noise.hash(side, index, seed: 7)
            center = (Float(index) + 0.5) * StreetScene.plot + (side > 0 ? 2.1 : 0)
            let r = Float(seed & 255) / 255
            floor = 2.55 + 0.35 * Float(seed >> 8 & 255) / 255
            eave = floor * (r < 0.3 ? 2.05 : r < 0.8 ? 2.75 : 3.4)
            pitch = 0.95 + 0.6 * Float(seed >> 16 & 255) / 255
            columns = (seed >> 5 & 1) == 0 ? 3 : 2
            setback = 0.35 * Float(seed >> 24 & 255) / 255
        }

        var columnWidth: Float { (StreetScene.plot - 0.9) / Float(columns) }
    }

    static func house(at p: Vector3) -> House {
        let side: Int32 = p.x > 0 ? 1 : -1
        return House(side: side, index: Int32(floorValue((p.z - (side > 0 ? 2.1 : 0)) / plot)))
    }

    func surface(at p: Vector3) -> (distance: Float, material: Int) {
        // The pavements lie a step above the road.
        let kerb = Field.box(Vector3(abs(p.x) - 4.2, p.y + 0.4, 0), Vector3(1.3, 0.52, 1e4), rounding: 0.03)
        var best: (distance: Float, material: Int) = (min(p.y, kerb), Self.ground)
        func consider(_ distance: Float, _ material: Int) {
            if distance < best.distance { best = (distance, material) }
        }
        houses(p, consider)
        for lamp in lamps {
            let q = p - lamp
            let bound = length(Vector2(q.x, q.z)) - 0.5
            if bound > 0.6 {
                consider(bound, Self.iron)
                continue
            }
            let post = Field.capsule(q, Vector3(0, -3.5, 0), Vector3(0, -0.3, 0), 0.045)
            let foot = Field.frustum(q - Vector3(0, -3.1, 0), bottom: 0.15, top: 0.07, halfHeight: 0.4)
            consider(min(post, foot), Self.iron)
            consider(Field.frustum(q, bottom: 0.1, top: 0.17, halfHeight: 0.2), Self.lantern)
            consider(Field.frustum(q - Vector3(0, 0.3, 0), bottom: 0.23, top: 0.03, halfHeight: 0.1), Self.iron)
            let bars = Field.box(Vector3(abs(q.x) - 0.11, q.y, abs(q.z) - 0.11), Vector3(0.014, 0.22, 0.014))
            consider(bars, Self.iron)
        }
        church(p - Vector3(-1.1, 0, 47), consider)
        walker(p - Vector3(-0.95, 0, 6.6), consider)
        return best
    }

    private func houses(_ p: Vector3, _ consider: (Float, Int) -> Void) {
        let house = Self.house(at: p)
        let across = abs(p.x) - Self.half - house.setback
        if across < -0.9 { return consider(-across - 0.5, Self.wall) }
        let z = p.z - house.center
        let halfWidth = Self.plot / 2
        // Neighbours are known only inside their own plot: never step past its border.
        let border = max(halfWidth - abs(z), 0) + 0.06
        let top = house.eave + (halfWidth - abs(z)) * house.pitch
        let slope = 1 / (1 + house.pitch * house.pitch).squareRoot()
        // Upper floors lean over the street.
        let overhang: Float = p.y > house.floor ? 0.14 : 0
        let body = max(max(-across - overhang, abs(z) - halfWidth + 0.02), (p.y - top) * slope)
        var wall = body
        let opening = Self.opening(p, house)
        if body < 0.5, opening.inside {
            wall = max(
                body,
                -Field.box(
                    Vector3(across + overhang, opening.v, opening.u), Vector3(0.13, opening.half.y, opening.half.x)))
        }
        consider(min(wall, border), Self.wall)
        if opening.inside {
            let kind = opening.door ? Self.door : Self.pane
            let glass = Field.box(
                Vector3(across + overhang - 0.14, opening.v, opening.u),
                Vector3(0.03, opening.half.y + 0.02, opening.half.x + 0.02))
            consider(glass, kind)
            let frame = max(
                abs(max(abs(opening.u) - opening.half.x, abs(opening.v) - opening.half.y)) - 0.06,
                abs(across + overhang) - 0.035)
            consider(frame * 0.9, Self.trim)
            if !opening.door {
                let sill = Field.box(
                    Vector3(across + overhang + 0.05, opening.v + opening.half.y + 0.05, opening.u),
                    Vector3(0.1, 0.04, opening.half.x + 0.12))
                consider(sill, Self.trim)
            }
        }
        let tiles = max(abs((p.y - top - 0.06) * slope) - 0.07, max(-across - 0.42 - overhang, abs(z) - halfWidth))
        consider(min(tiles, border), Self.roof)
        let chimney = Field.box(Vector3(across - 2.4, p.y - house.eave - 2.6, z - 1.3), Vector3(0.35, 1.6, 0.35))
        consider(min(chimney, border), Self.wall)
    }

    /// The window or door whose cell a point of a front lies in, with coordinates about its centre.
    struct Opening {
        var inside = false
        var u: Float = 0
        var v: Float = 0
        var half = Vector2(0.42, 0.68)
        var door = false
        var column: Int32 = 0
        var floor: Int32 = 0
    }

    static func opening(_ p: Vector3, _ house: House) -> Opening {
        var opening = Opening()
        let z = p.z - house.center
        let width = house.columnWidth
        let span = width * Float(house.columns)
        guard abs(z) < span / 2, p.y > 0.1, p.y < house.eave + 0.9 else { return opening }
        let column = min(Int32((z + span / 2) / width), Int32(house.columns - 1))
        let floor = Int32(p.y / house.floor)
        opening.column = column
        opening.floor = floor
        opening.u = z + span / 2 - (Float(column) + 0.5) * width
        opening.v = p.y - (Float(floor) + 0.56) * house.floor
        if floor == 0, column == Int32(house.seed >> 3 & 1) {
            opening.door = true
            opening.half = Vector2(0.5, 1.1)
            opening.v = p.y - 1.2
        } else if floor == 0 {
            opening.half = Vector2(0.56, 0.72)
        } else if Float(floor) * house.floor + 1.2 > house.eave {
            // Only a small window under the ridge.
            guard abs(z) < 1 else { return opening }
            opening.u = z
            opening.half = Vector2(0.34, 0.46)
        }
        opening.inside = true
        return opening
    }

    private func church(_ p: Vector3, _ consider: (Float, Int) -> Void) {
        let bound = length(Vector2(p.x, p.z)) - 5
        if bound > 1 { return consider(bound, Self.tower) }
        let shaft = Field.box(p - Vector3(0, 7, 0), Vector3(2.1, 8, 2.1))
        let cornice = Field.box(p - Vector3(0, 12.4, 0), Vector3(2.35, 0.18, 2.35))
        consider(min(shaft, cornice), Self.tower)
        let height = p.y - 15
        let spire = max((max(abs(p.x), abs(p.z)) - 2.3 * (1 - height / 9.5)) * 0.95, -height)
        consider(spire, Self.roof)
        let nave = max(max(abs(p.x + 1.5) - 4.5, abs(p.z - 5) - 4), (p.y - 8 + abs(p.x + 1.5) * 0.9) * 0.74)
        consider(nave, Self.tower)
    }

    private func walker(_ p: Vector3, _ consider: (Float, Int) -> Void) {
        let bound = length(p - Vector3(0, 1.1, 0)) - 1.25
        if bound > 0.4 { return consider(bound, Self.coat) }
        let coat = Field.frustum(p - Vector3(0, 0.88, 0), bottom: 0.29, top: 0.15, halfHeight: 0.5) - 0.03
        let head = Field.ellipsoid(p - Vector3(0, 1.62, 0), Vector3(0.1, 0.13, 0.11))
        let legs = min(
            Field.capsule(p, Vector3(-0.09, 0.02, 0.1), Vector3(-0.08, 0.6, 0), 0.06),
            Field.capsule(p, Vector3(0.1, 0.02, -0.12), Vector3(0.08, 0.6, 0), 0.06))
        let arm = Field.capsule(p, Vector3(0.18, 1.32, 0), Vector3(0.24, 1.16, 0.2), 0.055)
        consider(Field.smoothUnion(min(min(coat, legs), arm), head, 0.05), Self.coat)
        let q = p - Vector3(0.16, 1.42, 0.1)
        let angle = atan2(q.z, q.x)
        let scallop = 0.05 * abs(sin(angle * 4))
        let dome = max(abs(Field.ellipsoid(q, Vector3(0.66, 0.62, 0.66))) - 0.012, 0.3 + scallop - q.y)
        consider(dome * 0.8, Self.umbrella)
        consider(Field.capsule(p, Vector3(0.24, 1.1, 0.2), Vector3(0.16, 2.1, 0.1), 0.012), Self.iron)
    }

    /// One stone of the paving: the slope of its top, its height in [0, 1] and its own tone.
    static func cobble(_ p: Vector2) -> (slope: Vector2, crown: Float, tone: Float) {
        let size = Vector2(0.2, 0.145)
        // Rows across the road, bent into shallow arches.
        let q = Vector2(p.x, p.y + 0.035 * p.x * p.x) / size
        let row = Int32(floorValue(q.y))
        let shifted = q.x + 0.5 * Float(row & 1) + 0.2 * Noise.unit(row, 3)
        let column = Int32(floorValue(shifted))
        let u = (shifted - Float(column)) * 2 - 1
        let v = (q.y - Float(row)) * 2 - 1
        let rim = max(abs(u), abs(v))
        let lean = Vector2(Noise.unit(column, row, 1) - 0.5, Noise.unit(column, row, 2) - 0.5) * 0.16
        let slope = Vector2(u * abs(u), v * abs(v)) * 0.42 + lean
        return (slope, smoothstep(1, 0.72, rim), Noise.unit(column, row))
    }
}
