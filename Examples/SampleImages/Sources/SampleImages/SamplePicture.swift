/// One picture of the sample set.
protocol SamplePicture: Sendable {
    /// The file's name without extension.
    var name: String { get }
    /// Renders the picture in display values (sRGB encoded, [0, 1]); the same pixels each time.
    func render() -> Canvas
}
