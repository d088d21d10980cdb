/// A corner of a curve: a place from the left edge of the plot in columns, and a value. A value that is not finite
/// breaks the curve.
struct CurveVertex: Equatable, Sendable {
    let x: Double
    let value: Double
}
