import Files
import Testing

@Suite struct WrapperTests {
    private let known: Set = ["encoder.weight", "encoder.bias"]

    private func file(_ names: String...) -> TensorFile {
        var file = TensorFile(metadata: ["epoch": "3"])
        for (index, name) in names.enumerated() { file[name] = StoredTensor(shape: [1], values: [Float(index)]) }
        return file
    }

    @Test func plainNamesStay() {
        #expect(file("encoder.weight", "module.encoder.weight").unwrapped(finding: known.contains) == nil)
        #expect(file("other.weight").unwrapped(finding: known.contains) == nil)
        #expect(file("a.b.c.d.e.encoder.weight").unwrapped(finding: known.contains) == nil)
    }

    @Test(arguments: ["module.", "model.", "state_dict.", "state_dict.module.", "anything.model.module."])
    func whatStandsBeforeIsTakenOff(_ wrapper: String) throws {
        let wrapped = file(wrapper + "encoder.weight", "optimizer.0.step", wrapper + "encoder.bias", wrapper + "more")
        let found = try #require(wrapped.unwrapped(finding: known.contains))
        #expect(found.wrapper == wrapper && found.leftOut == 1)
        #expect(found.file.order == ["encoder.weight", "encoder.bias", "more"])
        #expect(found.file["encoder.bias"]?.values == [2] && found.file.metadata == ["epoch": "3"])
    }
}
