extension TensorFile {
    /// Nesting beyond that of any checkpoint's wrappers.
    private static let deepestWrapper = 4

    /// The part of the file in which known names stand, without what people's programs put before them (`module.`, `state_dict.`
    /// and their like): that with the shortest wrapper. Metadata stays.
    ///
    /// - Returns: the part, the wrapper with its last dot and how many other tensors were left out; nil where no wrapper has one of
    ///   the names, or where they stand in the file as it is.
    package func unwrapped(
        finding known: (String) -> Bool
    ) -> (file: TensorFile, wrapper: String, leftOut: Int)? {
        if order.contains(where: known) { return nil }
        for depth in 1...Self.deepestWrapper {
            for name in order {
                let parts = name.split(separator: ".", omittingEmptySubsequences: false)
                guard parts.count > depth, known(parts.dropFirst(depth).joined(separator: ".")) else { continue }
                let wrapper = parts.prefix(depth).joined(separator: ".") + "."
                let names = order.filter { $0.hasPrefix(wrapper) }
                var part = TensorFile(metadata: metadata)
                for name in names { part[String(name.dropFirst(wrapper.count))] = tensors[name] }
                return (part, wrapper, order.count - names.count)
            }
        }
        return nil
    }
}
