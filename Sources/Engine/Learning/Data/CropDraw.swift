import Tensors

/// What chance decides of a crop, before anything is known of the image's size.
struct CropDraw: Equatable {
    /// Which image of the folder.
    let index: Int
    /// Where in the range of scales, in [0, 1).
    let scale: Float
    /// Where between the leftmost and the rightmost crop, in [0, 1).
    let x: Float
    /// Where between the topmost and the lowest crop, in [0, 1).
    let y: Float
    /// Whether it would be mirrored.
    let isMirrored: Bool

    /// Below `CropOptions.wholeShare` where the image is to be shown whole, in [0, 1).
    let whole: Float

    /// Takes the same numbers from `generator` whatever the options are.
    init(imageCount: Int, using generator: inout RandomGenerator) {
        index = generator.index(below: imageCount)
        scale = generator.nextFloat()
        x = generator.nextFloat()
        y = generator.nextFloat()
        isMirrored = generator.next() >> 63 == 1
        whole = generator.nextFloat()
    }
}
