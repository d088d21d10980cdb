import Testing
@testable import Tensors

@Test func layoutRoundTrip() {
    let values = (0..<2 * 16 * 3 * 5).map(Float.init)
    #expect(Tensor(planar: values, shape: Shape(2, 16, 3, 5)).planarValues() == values)
}
