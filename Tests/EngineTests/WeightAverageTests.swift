import Files
import Tensors
import Testing

@testable import Engine

@Suite struct WeightAverageTests {
    /// Ten updates' worth at the start, so that it is soon forgotten; `rate` at last, and never more than all of the way.
    @Test func theAverageIsFastAtFirst() throws {
        let parameter = Parameter(name: "w", extents: [1], values: [0])
        let average = WeightAverage([parameter], rate: 0.02)
        func value() throws -> Float {
            var file = TensorFile(metadata: [:])
            average.store(into: &file)
            return try #require(file["w"]?.values.first)
        }
        parameter.assign([1])
        average.update(after: 0)
        #expect(try value() == 1)
        parameter.assign([3])
        average.update(after: 39)
        #expect(abs(try value() - 1.5) < 1e-6)
        average.update(after: 100_000)
        #expect(abs(try value() - 1.53) < 1e-6)
    }
}
