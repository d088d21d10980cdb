import Foundation
import Tensors

/// Initial values of networks.
enum Initialization {
    /// He-normal weights, biases 0; the second convolution of residual blocks × 0.1, the σ head × 0.3. In trials it learned
    /// about twice as fast as the released start.
    ///
    /// Style signals multiply one another over six layers of the builder, and chance makes the first outputs thousands of
    /// times brighter than white. So the modulators' weights are × 0.1, the biases of the w among them 1 (w near 1, b near
    /// 0), and the last convolution is × 0.1 with biases ½: the first outputs are near grey.
    static func heNormal(_ declaration: ParameterDeclaration, _ generator: inout RandomGenerator) -> [Float] {
        let count = declaration.extents.reduce(1, *)
        let name = declaration.name
        let isSignal = name.contains(".modulator")
        guard declaration.extents.count == 4 else {
            let isFactor = isSignal && (name.contains(".weight1.") || name.contains(".weight2."))
            return [Float](repeating: name.contains("dec5") ? 0.5 : isFactor ? 1 : 0, count: count)
        }
        var scale = (2 / Float(declaration.extents.dropFirst().reduce(1, *))).squareRoot()
        let isSecondOfResidual =
            name.contains(".conv2.") && ["enc1_4", "enc2", "dec1", "dec2"].contains { name.contains($0) }
        if isSecondOfResidual || isSignal || name.contains("dec5") { scale *= 0.1 }
        if name.contains("dist_builder.std") { scale *= 0.3 }
        // A critic begins by hardly minding the style.
        if name.contains(".style.scale") || name.contains(".style.shift") { scale *= 0.1 }
        var values = [Float](repeating: 0, count: count)
        values.withUnsafeMutableBufferPointer { generator.fillNormal($0) }
        for i in values.indices { values[i] *= scale }
        return values
    }

    /// Weights and biases uniform in ±1/√fan-in, as in the released code.
    static func uniform(
        _ declaration: ParameterDeclaration, fanIn: Int, _ generator: inout RandomGenerator
    ) -> [Float] {
        let bound = 1 / Float(fanIn).squareRoot()
        return (0..<declaration.extents.reduce(1, *)).map { _ in (2 * generator.nextFloat() - 1) * bound }
    }

    /// A fresh set of parameters.
    static func parameters(
        _ declarations: [ParameterDeclaration], heNormal isHe: Bool, _ generator: inout RandomGenerator
    ) -> ParameterSet {
        var fanIn = 1
        return ParameterSet(declarations) { declaration in
            // A bias follows its weight, whose fan-in it shares.
            if declaration.extents.count == 4 { fanIn = declaration.extents.dropFirst().reduce(1, *) }
            return isHe
                ? heNormal(declaration, &generator) : uniform(declaration, fanIn: fanIn, &generator)
        }
    }
}
