/// The orders in which operations keep a parameter's values, besides the plain one.
enum WeightLayout: Hashable, Sendable {
    /// What the forward primitive of a geometry wants.
    case forward(ConvolutionGeometry)
    /// What its data gradient wants.
    case backward(ConvolutionGeometry)
    /// Kernel columns as output channels (`imageConvolution`).
    case columns
    /// Kernel columns as output channels, turned over for the data gradient of an image.
    case transposedColumns
    /// [block][tap][lane] of grouped convolutions.
    case packed(block: Int)
}
