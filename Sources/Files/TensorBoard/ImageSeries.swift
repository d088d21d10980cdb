/// The pictures logged under one tag of one run, in the order of the file.
package struct ImageSeries: Sendable, Hashable {
    /// The tag; the second and later samples of one event have " (2)" and so on behind it.
    package let tag: String
    /// The pictures.
    package internal(set) var images: [LoggedImage] = []
}
