/// The content of a tensor file: named tensors in their order, and text about them.
package struct TensorFile: Sendable, Equatable {
    /// Free text by keyword.
    package var metadata: [String: String]
    /// The tensors by name.
    package var tensors: [String: StoredTensor]
    /// The names of all tensors, in the order in which the file lists or stores them.
    package var order: [String]

    /// Creates the content of a file; without `order`, names are sorted.
    package init(metadata: [String: String] = [:], tensors: [String: StoredTensor] = [:], order: [String]? = nil) {
        let order = order ?? tensors.keys.sorted()
        precondition(
            order.count == tensors.count && order.allSatisfy { tensors[$0] != nil },
            "order names \(order.count) tensors, expected the \(tensors.count) given")
        self.metadata = metadata
        self.tensors = tensors
        self.order = order
    }

    /// The tensor of this name, nil where there is none; a new one goes to the end of `order`.
    package subscript(name: String) -> StoredTensor? {
        get { tensors[name] }
        set {
            if newValue == nil {
                order.removeAll { $0 == name }
            } else if tensors[name] == nil {
                order.append(name)
            }
            tensors[name] = newValue
        }
    }
}
