/// What has been read of one run so far: the event files of one folder, oldest first.
package struct RunData: Sendable {
    /// The run's name: its folder's path below the folder that is watched, or that folder's own name.
    package let name: String
    /// The folder that holds the event files.
    package let folder: String
    /// Every tag with numbers, in the order of their first appearance.
    package let scalars: [ScalarSeries]
    /// Every tag with pictures, in the order of their first appearance.
    package let images: [ImageSeries]
    /// Records left out because they are damaged.
    package let damagedRecords: Int
    /// Time of the first and of the newest event with data, in seconds since 1970; nil where there is none.
    package let wallTimes: ClosedRange<Double>?
    /// When one of the event files was last written, in seconds since 1970; nil where that cannot be told.
    package var modified: Double?
    /// How many tags there are of what has neither numbers nor pictures, by TensorBoard's names: “histograms”, “text”.
    package var others: [String: Int] = [:]
    /// Differs with every change, and between runs; equal numbers mean equal data.
    package let revision: Int

    /// The numbers under a tag.
    package func scalars(_ tag: String) -> ScalarSeries? { scalars.first { $0.tag == tag } }
    /// The pictures under a tag.
    package func images(_ tag: String) -> ImageSeries? { images.first { $0.tag == tag } }
}
