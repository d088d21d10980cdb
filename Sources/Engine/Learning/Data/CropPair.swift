/// A content and a style crop, planar RGB in [0, 1]: 3·side·side values each, all of red, then green, then blue.
package struct CropPair: Sendable, Equatable {
    /// The content.
    package let content: [Float]
    /// The style.
    package let style: [Float]
    /// The files they come from.
    package let contentPath: String, stylePath: String
}
