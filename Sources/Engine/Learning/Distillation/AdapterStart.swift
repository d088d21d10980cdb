import Tensors

/// A start for the adapters, from the student's channels at a tap to the teacher's: least squares over sampled pixels.
struct AdapterStart {
    /// One tap's 1×1 convolution.
    struct Tap {
        /// Teacher's channels × student's channels, in rows.
        let weight: [Float]
        /// The teacher's channels.
        let bias: [Float]
    }

    /// One for each of the student's taps.
    static func fit(_ student: LossNetwork, samples: TeacherSamples) -> [Tap] {
        let layers = samples.layers.filter(\.isTap)
        var equations = zip(student.tapChannels, layers).map { inputs, layer in
            NormalEquations(inputs: inputs + 1, outputs: layer.values[0].count)
        }
        for (batch, images) in samples.images.enumerated() {
            let maps = student.features(Variable(images), taps: layers.count, on: Tape(recording: false))
            for (tap, map) in maps.enumerated() {
                let (shape, values) = (map.shape, map.value.planarValues())
                let positions = layers[tap].positions[batch]
                for (index, position) in positions.enumerated() {
                    let own = (0..<shape.channels).map { channel -> Double in
                        let plane = position.image * shape.channels + channel
                        return Double(values[(plane * shape.height + position.y) * shape.width + position.x])
                    }
                    let wanted = layers[tap].values[batch * positions.count + index]
                    equations[tap].add(own + [1], wanted.map { Double(max(0, $0)) })
                }
            }
        }
        return equations.map { equations in
            let solution = equations.solution(ridge: 1e-5)
            let (inputs, outputs) = (equations.inputs - 1, equations.outputs)
            return Tap(
                weight: (0..<outputs).flatMap { output in (0..<inputs).map { Float(solution[$0 * outputs + output]) } },
                bias: (0..<outputs).map { Float(solution[inputs * outputs + $0]) })
        }
    }
}
