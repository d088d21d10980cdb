/// Where a trainer gets its images from: pairs of a content and a style crop, in an order fixed by a seed.
package protocol TrainingImages: AnyObject {
    /// The next pair, each planar 3×crop×crop in [0, 1].
    func next() throws -> (content: [Float], style: [Float])
    /// All that is needed to go on with the same pairs after a restart, as text.
    var state: String { get }
    /// Goes on from a state.
    func restore(state: String) throws
}
