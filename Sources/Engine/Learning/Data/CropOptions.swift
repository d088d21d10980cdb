/// How images become square crops.
package struct CropOptions: Codable, Sendable, Equatable {
    /// The side of a crop in pixels, a multiple of 4.
    package var side: Int
    /// Whether an image is squeezed to a square of twice the side, as in the released code; else it keeps its proportions,
    /// with a short side drawn between the crop's and four times that, but enlarged no further than it must be.
    package var isSqueezed: Bool
    /// Share of the crops that show their image whole, but for what a square leaves of its longer side. 0 to 1.
    package var wholeShare: Float
    /// Whether every other crop, by chance, is mirrored left to right.
    package var isMirrored: Bool

    /// `side` is a multiple of 4, at least 16.
    package init(side: Int, isSqueezed: Bool = false, wholeShare: Float = 0, isMirrored: Bool = true) {
        precondition(side >= 16 && side % 4 == 0, "a crop of \(side) pixels, expected a multiple of 4")
        self.side = side
        self.isSqueezed = isSqueezed
        self.wholeShare = wholeShare
        self.isMirrored = isMirrored
    }
}
