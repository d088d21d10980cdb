import COneDNN

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
