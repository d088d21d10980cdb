import COneDNN

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
