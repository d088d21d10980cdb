import Foundation
import Tensors

/// A start for a student that already resembles its teacher: each layer takes over some of the teacher's channels, chosen
/// for what they contribute, and is fitted by least squares to produce them from the layers below, as channel pruning does
/// (He, Zhang, Sun 2017). Training from random weights needs far more updates to get there.
struct PrunedStart {
    private let samples: TeacherSamples
    private let teacher: LossNetwork
    private let ridge = 1e-4

    init(samples: TeacherSamples, teacher: LossNetwork) {
        self.samples = samples
        self.teacher = teacher
    }

    /// Sets all weights of `student`.
    func fit(_ student: LossNetwork) {
        var index = 0
        for case .convolution(let name, let isTap) in student.layers {
            let (weight, _) = student[name]
            let layer = samples.layers[index]
            let count = weight.extents[0]
            var scales = [Double](repeating: 1, count: count)
            let channels: [Int]
            if isTap {
                let choice = ChannelSelection.summands(layer.shares, count: count)
                channels = choice.channels
                let all = Double(layer.values[0].count)
                // The student's channels are such multiples of the teacher's that its distances have the teacher's size.
                scales = choice.weights.map { ($0 * Double(count) / all).squareRoot() }
            } else {
                let rectified = layer.values.map { $0.map { max(0, $0) } }
                channels = ChannelSelection.spanning(
                    rectified, importance: outgoingNorms(of: layer.name, count: rectified[0].count), count: count)
            }
            solve(student, name, layer, channels: channels, scales: scales)
            index += 1
        }
    }

    /// The norm of the weights that the teacher's next convolution applies to each channel.
    private func outgoingNorms(of name: String, count: Int) -> [Double] {
        let names = teacher.layers.compactMap { layer -> String? in
            if case .convolution(let name, _) = layer { name } else { nil }
        }
        guard let position = names.firstIndex(of: name), position + 1 < names.count else {
            return [Double](repeating: 1, count: count)
        }
        let (next, _) = teacher[names[position + 1]]
        return (0..<count).map { channel in
            var sum = 0.0
            for output in 0..<next.extents[0] {
                for tap in 0..<9 { sum += pow(Double(next.values[(output * count + channel) * 9 + tap]), 2) }
            }
            return sum.squareRoot()
        }
    }

    /// Fits one convolution to scales·(the teacher's channels before ReLU), given the layers below it.
    private func solve(
        _ student: LossNetwork, _ name: String, _ layer: TeacherSamples.Layer, channels: [Int], scales: [Double]
    ) {
        let (weight, bias) = student[name]
        let (outputs, inputs) = (weight.extents[0], weight.extents[1])
        var equations = NormalEquations(inputs: 9 * inputs + 1, outputs: outputs)
        var at = 0
        for (batch, positions) in zip(samples.images, layer.positions) {
            let map = Self.input(of: name, student, batch)
            let values = map.planarValues()
            let (height, width) = (map.shape.height, map.shape.width)
            let reflected = { (i: Int, count: Int) in i < 0 ? -i : i >= count ? 2 * count - 2 - i : i }
            for position in positions {
                var row = [Double](repeating: 1, count: 9 * inputs + 1)
                for channel in 0..<inputs {
                    for tap in 0..<9 {
                        let y = reflected(position.y + tap / 3 - 1, height)
                        let x = reflected(position.x + tap % 3 - 1, width)
                        let plane = position.image * inputs + channel
                        row[channel * 9 + tap] = Double(values[(plane * height + y) * width + x])
                    }
                }
                let wanted = layer.values[at]
                equations.add(row, zip(channels, scales).map { Double(wanted[$0]) * $1 })
                at += 1
            }
        }
        let solution = equations.solution(ridge: ridge / Double(inputs))
        weight.assign(
            (0..<outputs).flatMap { output in (0..<9 * inputs).map { Float(solution[$0 * outputs + output]) } })
        bias.assign((0..<outputs).map { Float(solution[9 * inputs * outputs + $0]) })
    }

    /// What the convolution `name` is given for a batch.
    private static func input(of name: String, _ network: LossNetwork, _ batch: Tensor) -> Tensor {
        let tape = Tape(recording: false)
        var x = Variable(batch)
        for layer in network.layers {
            switch layer {
            case .maxPool: x = tape.maxPooled(x)
            case .blurPool(let filter): x = tape.blurPooled(x, filter: filter)
            case .convolution(let own, _):
                if own == name { return x.value }
                let (weight, bias) = network[own]
                x = tape.convolution(x, weight: weight, bias: bias, rectified: true)
            }
        }
        preconditionFailure("no convolution \(name)")
    }
}
