/// Where the letters of a line stand along it, and its points that no line leads to.
struct LineMarks {
    /// A place from the left edge in the vertices' unit, and a height from 0 at the lower edge to 1 at the upper one.
    struct Place: Equatable {
        let x: Double
        let height: Double
    }

    /// Where letters stand.
    private(set) var letters: [Place] = []
    /// Points without a neighbour to be joined with.
    private(set) var single: [Place] = []

    /// - Parameters:
    ///   - vertices: corners of the line, from left to right.
    ///   - width: of the plot, in the unit of the vertices.
    ///   - spacing: from one letter to the next.
    ///   - first: where the first letter stands, so that those of different lines lie beside each other.
    init(_ vertices: [CurveVertex], axis: VerticalAxis, width: Double, spacing: Double, first: Double) {
        var next = first.truncatingRemainder(dividingBy: spacing)
        var inside: [Place] = []
        var before: Place?
        for (index, vertex) in vertices.enumerated() {
            guard vertex.value.isFinite else {
                before = nil
                continue
            }
            let here = Place(x: vertex.x, height: axis.fraction(of: vertex.value))
            if Self.isShown(here, width) {
                inside.append(here)
                let isEnd = index + 1 == vertices.count || !vertices[index + 1].value.isFinite
                if before == nil, isEnd { single.append(here) }
            }
            while next <= min(here.x, width) {
                if let before, next >= before.x, here.x > before.x {
                    let share = (next - before.x) / (here.x - before.x)
                    let place = Place(x: next, height: before.height + (here.height - before.height) * share)
                    if Self.isShown(place, width) { letters.append(place) }
                }
                next += spacing
            }
            before = here
        }
        // A line too short for one where they are due has one in its middle.
        if letters.isEmpty, !inside.isEmpty { letters = [inside[inside.count / 2]] }
    }

    private static func isShown(_ place: Place, _ width: Double) -> Bool {
        place.x >= 0 && place.x <= width && place.height >= 0 && place.height <= 1
    }
}
