/// How images become square crops.
public struct CropOptions: Codable, Sendable, Equatable {
    /// The side of a crop in pixels, a multiple of 4.
    public var side: Int
    /// Whether an image is squeezed to a square of twice the side, as in the released code; else it keeps its proportions,
    /// with a short side drawn between the crop's and twice that, but enlarged no further than it must be.
    public var isSqueezed: Bool
    /// Whether every other crop, by chance, is mirrored left to right.
    public var isMirrored: Bool

    /// `side` is a multiple of 4, at least 16.
    public init(side: Int, isSqueezed: Bool = false, isMirrored: Bool = true) {
        precondition(side >= 16 && side % 4 == 0, "a crop of \(side) pixels, expected a multiple of 4")
        self.side = side
        self.isSqueezed = isSqueezed
        self.isMirrored = isMirrored
    }
}
