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
