/// A content and a style crop, planar RGB in [0, 1]: 3·side·side values each, all of red, then green, then blue.
public struct CropPair: Sendable, Equatable {
    /// The content.
    public let content: [Float]
    /// The style.
    public let style: [Float]
    /// The files they come from.
    public let contentPath: String, stylePath: String
}
