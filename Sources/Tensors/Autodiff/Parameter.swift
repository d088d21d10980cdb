import CKernels
import Synchronization

/// One learnable array of a network, in plain order (O×I×kH×kW for weights, O for biases), with its gradient.
///
/// Operations keep versions of it in the order their machine code wants; `markChanged` makes those stale.
package final class Parameter: @unchecked Sendable {
    /// The name in checkpoints, for example `actor.encoder.enc1_1.0.conv_layer.weight`.
    package let name: String
    /// Extents as stored, for example [16, 3, 9, 9].
    package let extents: [Int]
    /// The values, `extents.reduce(1, *)` of them.
    package let values: UnsafeMutablePointer<Float>
    /// The summed gradient of the last backward passes; nil where nothing reached this parameter.
    package private(set) var gradient: Tensor?
    /// Whether tapes record gradients for it.
    package var isTrainable = true

    private let storage: Tensor
    private let prepared = Mutex<[WeightLayout: PreparedWeights]>([:])

    /// Copies `values`, in row-major order of `extents`.
    package init(name: String, extents: [Int], values source: [Float]) {
        precondition(extents.reduce(1, *) == source.count, "\(name): \(source.count) values for \(extents)")
        self.name = name
        self.extents = extents
        storage = Tensor(uninitialized: Shape(1, source.count), block: 1)
        values = storage.values
        source.withUnsafeBufferPointer { values.update(from: $0.baseAddress!, count: $0.count) }
    }

    /// Number of values.
    package var count: Int { storage.count }

    /// The values in row-major order of `extents`.
    package var array: [Float] { Array(UnsafeBufferPointer(start: values, count: count)) }

    /// Overwrites the values; the count must agree.
    package func assign(_ source: [Float]) {
        precondition(source.count == count, "\(name): \(source.count) values for \(extents)")
        source.withUnsafeBufferPointer { values.update(from: $0.baseAddress!, count: count) }
        markChanged()
    }

    /// To be called after `values` were written.
    package func markChanged() { prepared.withLock { $0.removeAll(keepingCapacity: true) } }

    /// Forgets the gradient.
    package func clearGradient() { gradient = nil }

    /// Adds to the gradient, taking over the tensor.
    func accumulate(_ increment: Tensor) {
        precondition(increment.count == count, "\(name): a gradient of \(increment.count) values")
        if let gradient {
            ms_accumulate(gradient.values, increment.values, 1, count)
        } else {
            gradient = increment
        }
    }

    /// A version of the values for one use, made once until the values change.
    func preparation(for layout: WeightLayout, _ make: () -> PreparedWeights) -> PreparedWeights {
        if let found = prepared.withLock({ $0[layout] }) { return found }
        let made = make()
        prepared.withLock { $0[layout] = made }
        return made
    }
}

/// The orders in which operations keep a parameter's values, besides the plain one.
enum WeightLayout: Hashable, Sendable {
    /// What the forward primitive of a geometry wants.
    case forward(ConvolutionGeometry)
    /// What its data gradient wants.
    case backward(ConvolutionGeometry)
    /// Filters transformed for `WinogradConvolution`, or those of its data gradient.
    case winograd(transposed: Bool)
    /// Kernel columns as output channels (`imageConvolution`).
    case columns
    /// Kernel columns as output channels, turned over for the data gradient of an image.
    case transposedColumns
    /// [block][tap][lane] of grouped convolutions.
    case packed(block: Int)
}
