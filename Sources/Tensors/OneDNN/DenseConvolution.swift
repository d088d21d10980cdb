import COneDNN
import Synchronization

/// The three compiled primitives of a dense convolution (forward, data gradient, weight gradient) for one geometry, made
/// when first needed. Weights are given in plain O×I×kH×kW order and reordered to what each primitive wants.
final class DenseConvolution: @unchecked Sendable {
    private static let cache = Mutex<[ConvolutionGeometry: DenseConvolution]>([:])
    /// Beyond this many geometries (each new image size brings some twenty) the cache starts afresh.
    private static let cacheLimit = 400

    static func with(_ geometry: ConvolutionGeometry) -> DenseConvolution {
        cache.withLock { cache in
            if let found = cache[geometry] { return found }
            if cache.count >= cacheLimit { cache.removeAll() }
            let made = DenseConvolution(geometry)
            cache[geometry] = made
            return made
        }
    }

    let geometry: ConvolutionGeometry
    private let lock = Mutex(())
    private let plainWeights: DNNMemory
    private let bias: DNNMemory
    // Operands are in the geometry's precision, results float32.
    private let input: DNNMemory
    private let output: DNNMemory
    private let dInput: DNNMemory
    private let dOutput: DNNMemory

    private struct Stage {
        let primitive: DNNPrimitive
        let weights: DNNMemory
        /// Between the plain order and the primitive's; nil where they agree.
        let reorder: DNNPrimitive?
    }

    private lazy var forwardStage = makeForward()
    private lazy var dataStage = makeBackwardData()
    private lazy var weightStage = makeBackwardWeights()

    private init(_ geometry: ConvolutionGeometry) {
        self.geometry = geometry
        plainWeights = DNNMemory(DNN.descriptor(geometry.weightExtents, dnnl_oihw))
        bias = DNNMemory(DNN.descriptor([geometry.outputChannels], dnnl_a))
        let precision = geometry.precision
        input = DNNMemory(DNN.activation(geometry.input, block: geometry.inputBlock, precision))
        output = DNNMemory(DNN.activation(geometry.output, block: geometry.outputBlock))
        dInput = DNNMemory(DNN.activation(geometry.input, block: geometry.inputBlock))
        dOutput = DNNMemory(DNN.activation(geometry.output, block: geometry.outputBlock, precision))
    }

    /// A weight buffer in the forward primitive's own order, to be kept while the weights stay the same.
    func prepareForward(weights: UnsafePointer<Float>) -> PreparedWeights {
        lock.withLock { _ in prepare(weights, forwardStage) }
    }

    func prepareBackwardData(weights: UnsafePointer<Float>) -> PreparedWeights {
        lock.withLock { _ in prepare(weights, dataStage) }
    }

    func forward(
        input source: UnsafeRawPointer, weights: PreparedWeights, bias biasValues: UnsafePointer<Float>,
        output destination: UnsafeMutablePointer<Float>
    ) {
        lock.withLock { _ in
            let stage = forwardStage
            input.point(to: source)
            stage.weights.point(to: weights.values)
            bias.point(to: biasValues)
            output.point(to: destination)
            stage.primitive.execute([
                (DNNL_ARG_SRC, input), (DNNL_ARG_WEIGHTS, stage.weights), (DNNL_ARG_BIAS, bias),
                (DNNL_ARG_DST, output),
            ])
        }
    }

    /// The result for an operand of the geometry's extent, with weights that are kept in the primitive's order until they change.
    ///
    /// - Parameters:
    ///   - weight: keeps them.
    ///   - values: O×I×kH×kW, in place of the parameter's own where its layer runs in another form.
    static func forward(
        _ operand: ConvolutionOperand, _ geometry: ConvolutionGeometry, weight: Parameter,
        values: UnsafePointer<Float>? = nil, bias: UnsafePointer<Float>
    ) -> Tensor {
        let convolution = with(geometry)
        let output = Tensor(uninitialized: geometry.output)
        convolution.forward(
            input: operand.values,
            weights: weight.preparation(for: .forward(geometry)) {
                convolution.prepareForward(weights: values ?? UnsafePointer(weight.values))
            }, bias: bias, output: output.values)
        return output
    }

    func backwardData(
        dOutput gradient: UnsafeRawPointer, weights: PreparedWeights, dInput result: UnsafeMutablePointer<Float>
    ) {
        lock.withLock { _ in
            let stage = dataStage
            dOutput.point(to: gradient)
            stage.weights.point(to: weights.values)
            dInput.point(to: result)
            stage.primitive.execute([
                (DNNL_ARG_DIFF_DST, dOutput), (DNNL_ARG_WEIGHTS, stage.weights), (DNNL_ARG_DIFF_SRC, dInput),
            ])
        }
    }

    /// Overwrites dWeights (O×I×kH×kW) and dBias (O).
    func backwardWeights(
        input source: UnsafeRawPointer, dOutput gradient: UnsafeRawPointer, dWeights: UnsafeMutablePointer<Float>,
        dBias: UnsafeMutablePointer<Float>
    ) {
        lock.withLock { _ in
            let stage = weightStage
            input.point(to: source)
            dOutput.point(to: gradient)
            bias.point(to: dBias)
            plainWeights.point(to: dWeights)
            let buffer = stage.reorder == nil ? nil : PreparedWeights(bytes: stage.weights.byteCount)
            stage.weights.point(to: buffer?.values ?? dWeights)
            stage.primitive.execute([
                (DNNL_ARG_SRC, input), (DNNL_ARG_DIFF_DST, dOutput), (DNNL_ARG_DIFF_WEIGHTS, stage.weights),
                (DNNL_ARG_DIFF_BIAS, bias),
            ])
            stage.reorder?.execute([(DNNL_ARG_FROM, stage.weights), (DNNL_ARG_TO, plainWeights)])
        }
    }

    private func prepare(_ weights: UnsafePointer<Float>, _ stage: Stage) -> PreparedWeights {
        let prepared = PreparedWeights(bytes: stage.weights.byteCount)
        plainWeights.point(to: weights)
        stage.weights.point(to: prepared.values)
        if let reorder = stage.reorder {
            reorder.execute([(DNNL_ARG_FROM, plainWeights), (DNNL_ARG_TO, stage.weights)])
        } else {
            prepared.values.update(from: weights, count: stage.weights.byteCount / MemoryLayout<Float>.stride)
        }
        return prepared
    }

    private func reorder(from: DNNMemory, to: DNNMemory) -> DNNPrimitive? {
        var source = from.descriptor
        var destination = to.descriptor
        if dnnl_memory_desc_equal(&source, &destination) != 0 { return nil }
        var descriptor: dnnl_primitive_desc_t?
        DNN.check(
            dnnl_reorder_primitive_desc_create(&descriptor, &source, DNN.engine, &destination, DNN.engine, nil),
            "plan a reorder of weights")
        return DNNPrimitive(descriptor!)
    }

    private func anyWeights(_ precision: Precision) -> dnnl_memory_desc_t {
        DNN.descriptor(geometry.weightExtents, dnnl_format_tag_any, precision)
    }
    private var strides: [dnnl_dim_t] { [dnnl_dim_t(geometry.stride), dnnl_dim_t(geometry.stride)] }
    private var padding: [dnnl_dim_t] { [dnnl_dim_t(geometry.zeroRows), 0] }

    private func makeForward() -> Stage {
        var source = input.descriptor
        var weights = anyWeights(geometry.precision)
        var bias = bias.descriptor
        var destination = output.descriptor
        return stage(nil, dnnl_query_weights_md, backward: false, rectified: geometry.rectified) {
            operation in
            DNN.check(
                dnnl_convolution_forward_desc_init(
                    &operation, dnnl_forward_training, dnnl_convolution_direct, &source, &weights, &bias, &destination,
                    strides, padding, padding), "describe a convolution")
        }
    }

    private func makeBackwardData() -> Stage {
        var source = dInput.descriptor
        var weights = anyWeights(geometry.precision)
        var destination = dOutput.descriptor
        return stage(forwardStage.primitive.descriptor, dnnl_query_weights_md, backward: false) {
            operation in
            DNN.check(
                dnnl_convolution_backward_data_desc_init(
                    &operation, dnnl_convolution_direct, &source, &weights, &destination, strides, padding, padding),
                "describe a data gradient")
        }
    }

    private func makeBackwardWeights() -> Stage {
        var source = input.descriptor
        var weights = anyWeights(.float32)
        var bias = bias.descriptor
        var destination = dOutput.descriptor
        return stage(forwardStage.primitive.descriptor, dnnl_query_diff_weights_md, backward: true) { operation in
            DNN.check(
                dnnl_convolution_backward_weights_desc_init(
                    &operation, dnnl_convolution_direct, &source, &weights, &bias, &destination, strides, padding,
                    padding),
                "describe a weight gradient")
        }
    }

    /// `describe` fills in the operation.
    private func stage(
        _ hint: dnnl_primitive_desc_t?, _ query: dnnl_query_t, backward: Bool, rectified: Bool = false,
        describe: (inout dnnl_convolution_desc_t) -> Void
    ) -> Stage {
        var attributes: dnnl_primitive_attr_t?
        DNN.check(dnnl_primitive_attr_create(&attributes), "create attributes")
        defer { dnnl_primitive_attr_destroy(attributes) }
        // The library's own scratchpad belongs to the thread that made the primitive, and others find none there.
        DNN.check(
            dnnl_primitive_attr_set_scratchpad_mode(attributes, dnnl_scratchpad_mode_user), "set the scratchpad's owner"
        )
        var operations: dnnl_post_ops_t?
        defer { dnnl_post_ops_destroy(operations) }
        if rectified {
            DNN.check(dnnl_post_ops_create(&operations), "create post-operations")
            DNN.check(dnnl_post_ops_append_eltwise(operations, 1, dnnl_eltwise_relu, 0, 0), "fuse ReLU")
            DNN.check(dnnl_primitive_attr_set_post_ops(attributes, operations), "set post-operations")
        }
        var descriptor: dnnl_primitive_desc_t?
        var operation = dnnl_convolution_desc_t()
        describe(&operation)
        DNN.check(
            dnnl_primitive_desc_create(&descriptor, &operation, attributes, DNN.engine, hint),
            "plan a convolution \(geometry)")
        let primitive = DNNPrimitive(descriptor!)
        let weights = DNNMemory(primitive.memory(query))
        let reorder =
            backward ? reorder(from: weights, to: plainWeights) : reorder(from: plainWeights, to: weights)
        return Stage(primitive: primitive, weights: weights, reorder: reorder)
    }
}
