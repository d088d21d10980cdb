import Screens

/// Zoom and pan of the large frame.
struct Viewport: Equatable, Sendable {
    /// Magnifications that the zoom keys go through; 1 shows the whole frame as large as it fits.
    static let magnifications: [Double] = [1, 1.25, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 12, 16]

    /// Against the frame as large as it fits; below 1 only to show a small one pixel by pixel.
    private(set) var magnification = 1.0
    /// The point of the frame, as a fraction of its width and height, that is in the middle.
    private(set) var centerX = 0.5
    private(set) var centerY = 0.5

    static let whole = Viewport()

    var isWhole: Bool { magnification == 1 }

    /// To the next magnification of the list, or several further.
    ///
    /// - Parameter place: what stays where it is, as a fraction of the frame's width and height; nil for the middle.
    mutating func zoom(by steps: Int, at place: (x: Double, y: Double)? = nil) {
        let all = Self.magnifications
        let next: Int
        if steps > 0 {
            guard let larger = all.firstIndex(where: { $0 > magnification * 1.001 }) else { return }
            next = larger + steps - 1
        } else {
            next = (all.lastIndex { $0 < magnification * 0.999 } ?? 0) + steps + 1
        }
        magnify(to: all[min(max(next, 0), all.count - 1)], at: place)
    }

    /// To any magnification.
    mutating func magnify(to wanted: Double, at place: (x: Double, y: Double)? = nil) {
        guard wanted != 1 else {
            self = .whole
            return
        }
        let place = place ?? (centerX, centerY)
        let ratio = magnification / wanted
        magnification = wanted
        centerX = place.x + (centerX - place.x) * ratio
        centerY = place.y + (centerY - place.y) * ratio
        pan(x: 0, y: 0)
    }

    /// Moves the view by a fraction of the frame.
    mutating func pan(x: Double, y: Double) {
        let half = min(0.5 / magnification, 0.5)
        centerX = min(max(centerX + x, half), 1 - half)
        centerY = min(max(centerY + y, half), 1 - half)
    }
}
