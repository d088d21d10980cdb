import Foundation
import Tensors

/// How far the distances that one network measures within a batch are from those of another; N×N distances each, in a row.
struct DistanceMatch {
    /// One comparison's value and its partial derivatives with respect to the student's distances.
    struct Error {
        var value = 0.0
        var gradient: [Double]
    }

    /// Added to every distance before its logarithm: below it, ratios mean nothing.
    static let floor = 1e-3
    /// Changes of log distance below this are compared by difference, larger ones by ratio.
    static let smallChange = 0.03

    private let batch: Int
    private let student: [Double]
    private let teacher: [Double]

    /// From the N×N distances of both.
    init(student: Tensor, teacher: Tensor) {
        precondition(student.shape == teacher.shape, "comparing \(student.shape) with \(teacher.shape)")
        batch = student.shape.batch
        let logarithms = { (distances: Tensor) in
            (0..<distances.count).map { log(Double(distances.values[$0]) + Self.floor) }
        }
        self.student = logarithms(student)
        self.teacher = logarithms(teacher)
    }

    /// Mean over pairs of (log d_student − log d_teacher)²: near and far pairs count alike.
    func ratios(_ pairs: [(Int, Int)]) -> Error {
        var error = Error(gradient: [Double](repeating: 0, count: batch * batch))
        for (i, j) in pairs {
            let at = i * batch + j
            let difference = student[at] - teacher[at]
            error.value += difference * difference / Double(pairs.count)
            error.gradient[at] += 2 * difference / (exp(student[at]) * Double(pairs.count))
        }
        return error
    }

    /// Mean over (i, j, k) of the squared difference of asinh(Δ/`smallChange`), Δ = log d(i,k) − log d(j,k): whether both
    /// say alike how much nearer to k the image i is than the image j, in small changes as in large ones.
    func changes(_ triples: [(Int, Int, Int)]) -> Error {
        var error = Error(gradient: [Double](repeating: 0, count: batch * batch))
        for (i, j, k) in triples {
            let (first, second) = (i * batch + k, j * batch + k)
            let own = (student[first] - student[second]) / Self.smallChange
            let wanted = (teacher[first] - teacher[second]) / Self.smallChange
            let difference = asinh(own) - asinh(wanted)
            error.value += difference * difference / Double(triples.count)
            let slope = 2 * difference / ((1 + own * own).squareRoot() * Self.smallChange * Double(triples.count))
            error.gradient[first] += slope / exp(student[first])
            error.gradient[second] -= slope / exp(student[second])
        }
        return error
    }
}
