import Screens

/// Zoom and pan of the large frame.
struct Viewport: Equatable, Sendable {
    /// Magnifications that the zoom keys go through; 1 shows the whole frame.
    static let magnifications: [Double] = [1, 1.25, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 12, 16]

    /// Index into `magnifications`.
    private(set) var level = 0
    /// The point of the frame, as a fraction of its width and height, that is in the middle.
    private(set) var centerX = 0.5
    private(set) var centerY = 0.5

    static let whole = Viewport()

    var magnification: Double { Self.magnifications[level] }
    var isWhole: Bool { level == 0 }

    mutating func zoom(by steps: Int) {
        level = min(max(level + steps, 0), Self.magnifications.count - 1)
        if level == 0 {
            self = .whole
        } else {
            pan(x: 0, y: 0)
        }
    }

    /// Moves the view by a fraction of the frame.
    mutating func pan(x: Double, y: Double) {
        let half = 0.5 / magnification
        centerX = min(max(centerX + x, half), 1 - half)
        centerY = min(max(centerY + y, half), 1 - half)
    }
}
