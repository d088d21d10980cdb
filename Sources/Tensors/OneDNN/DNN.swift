import COneDNN

/// oneDNN's CPU engine and stream, and the check that every call of the library goes through.
enum DNN {
    nonisolated(unsafe) static let engine: dnnl_engine_t = {
        var engine: dnnl_engine_t?
        check(dnnl_engine_create(&engine, dnnl_cpu, 0), "create the CPU engine")
        return engine!
    }()

    nonisolated(unsafe) static let stream: dnnl_stream_t = {
        var stream: dnnl_stream_t?
        check(dnnl_stream_create(&stream, engine, UInt32(dnnl_stream_default_flags.rawValue)), "create a stream")
        return stream!
    }()

    static func check(_ status: dnnl_status_t, _ action: @autoclosure () -> String) {
        precondition(status == dnnl_success, "oneDNN could not \(action()): status \(status.rawValue)")
    }

    /// An activation's descriptor: planar, or blocked by 8 or 16 channels.
    static func activation(_ shape: Shape, block: Int, _ precision: Precision = .float32) -> dnnl_memory_desc_t {
        let tag = block == 1 ? dnnl_nchw : block == 8 ? dnnl_nChw8c : dnnl_nChw16c
        return descriptor([shape.batch, shape.channels, shape.height, shape.width], tag, precision)
    }

    static func descriptor(_ extents: [Int], _ tag: dnnl_format_tag_t, _ precision: Precision = .float32)
        -> dnnl_memory_desc_t
    {
        var result = dnnl_memory_desc_t()
        var dimensions = extents.map { dnnl_dim_t($0) }
        check(
            dnnl_memory_desc_init_by_tag(
                &result, Int32(extents.count), &dimensions, precision == .float32 ? dnnl_f32 : dnnl_bf16,
                tag),
            "describe a memory of \(extents)")
        return result
    }
}

/// One `dnnl_memory_t`, owner of the handle but not of the values it points to.
final class DNNMemory {
    let handle: dnnl_memory_t
    let descriptor: dnnl_memory_desc_t

    init(_ descriptor: dnnl_memory_desc_t) {
        self.descriptor = descriptor
        var copy = descriptor
        var handle: dnnl_memory_t?
        DNN.check(dnnl_memory_create(&handle, &copy, DNN.engine, nil), "create a memory")
        self.handle = handle!
    }

    deinit { dnnl_memory_destroy(handle) }

    var byteCount: Int {
        var copy = descriptor
        return dnnl_memory_desc_get_size(&copy)
    }

    func point(to values: UnsafeRawPointer) {
        DNN.check(
            dnnl_memory_set_data_handle(handle, UnsafeMutableRawPointer(mutating: values)), "set a memory's values")
    }
}

/// One compiled primitive with its descriptor; owner of both.
final class DNNPrimitive {
    let primitive: dnnl_primitive_t
    let descriptor: dnnl_primitive_desc_t
    /// Working memory of the caller's, where the attributes ask for that; nil for none.
    private let scratchpad: DNNMemory?

    init(_ descriptor: dnnl_primitive_desc_t) {
        self.descriptor = descriptor
        var primitive: dnnl_primitive_t?
        DNN.check(dnnl_primitive_create(&primitive, descriptor), "create a primitive")
        self.primitive = primitive!
        var size = dnnl_primitive_desc_query_md(descriptor, dnnl_query_scratchpad_md, 0).pointee
        scratchpad = dnnl_memory_desc_get_size(&size) > 0 ? DNNMemory(size) : nil
    }

    deinit {
        dnnl_primitive_destroy(primitive)
        dnnl_primitive_desc_destroy(descriptor)
    }

    func memory(_ query: dnnl_query_t) -> dnnl_memory_desc_t {
        dnnl_primitive_desc_query_md(descriptor, query, 0).pointee
    }

    func execute(_ arguments: [(Int32, DNNMemory)]) {
        var list = arguments.map { dnnl_exec_arg_t(arg: $0.0, memory: $0.1.handle) }
        let room = scratchpad.map { PreparedWeights(bytes: $0.byteCount) }
        if let scratchpad, let room {
            scratchpad.point(to: room.values)
            list.append(dnnl_exec_arg_t(arg: DNNL_ARG_SCRATCHPAD, memory: scratchpad.handle))
        }
        defer { withExtendedLifetime(room) {} }
        DNN.check(dnnl_primitive_execute(primitive, DNN.stream, Int32(list.count), list), "run a primitive")
        DNN.check(dnnl_stream_wait(DNN.stream), "finish a primitive")
    }
}
