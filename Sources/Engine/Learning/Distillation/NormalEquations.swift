import Foundation

/// Least squares by its normal equations: X minimising Σ over rows |Xᵀa − b|² + ridge, a of `inputs` values, b of `outputs`.
struct NormalEquations {
    let inputs: Int
    let outputs: Int
    /// Σ a·aᵀ, upper triangle, and Σ a·bᵀ; in rows.
    private var gram: [Double]
    private var moments: [Double]

    /// Without rows yet.
    init(inputs: Int, outputs: Int) {
        self.inputs = inputs
        self.outputs = outputs
        gram = [Double](repeating: 0, count: inputs * inputs)
        moments = [Double](repeating: 0, count: inputs * outputs)
    }

    /// Adds a row.
    mutating func add(_ a: [Double], _ b: [Double]) {
        precondition(a.count == inputs && b.count == outputs, "a row of \(a.count) and \(b.count) values")
        let (inputs, outputs) = (inputs, outputs)
        gram.withUnsafeMutableBufferPointer { gram in
            moments.withUnsafeMutableBufferPointer { moments in
                a.withUnsafeBufferPointer { a in
                    b.withUnsafeBufferPointer { b in
                        for i in 0..<inputs where a[i] != 0 {
                            let (value, row) = (a[i], i * inputs)
                            for j in i..<inputs { gram[row + j] += value * a[j] }
                            for k in 0..<outputs { moments[i * outputs + k] += value * b[k] }
                        }
                    }
                }
            }
        }
    }

    /// X, inputs × outputs in rows, by Cholesky's decomposition; `ridge` is relative to the mean of the diagonal.
    func solution(ridge: Double) -> [Double] {
        let (n, m) = (inputs, outputs)
        let mean = (0..<n).reduce(0) { $0 + gram[$1 * n + $1] } / Double(n)
        // R with RᵀR = gram + ridge, upper triangle, row by row.
        var r = gram
        for i in 0..<n { r[i * n + i] += ridge * mean + 1e-12 }
        var x = moments
        r.withUnsafeMutableBufferPointer { r in
            x.withUnsafeMutableBufferPointer { x in
                for k in 0..<n {
                    let pivot = max(r[k * n + k], 1e-300).squareRoot()
                    for j in k..<n { r[k * n + j] /= pivot }
                    for i in k + 1..<max(n, k + 1) {
                        let factor = r[k * n + i]
                        if factor == 0 { continue }
                        for j in i..<n { r[i * n + j] -= factor * r[k * n + j] }
                    }
                }
                for i in 0..<n {
                    for k in 0..<i {
                        let factor = r[k * n + i]
                        for c in 0..<m { x[i * m + c] -= factor * x[k * m + c] }
                    }
                    for c in 0..<m { x[i * m + c] /= r[i * n + i] }
                }
                for i in (0..<n).reversed() {
                    for k in i + 1..<max(n, i + 1) {
                        let factor = r[i * n + k]
                        for c in 0..<m { x[i * m + c] -= factor * x[k * m + c] }
                    }
                    for c in 0..<m { x[i * m + c] /= r[i * n + i] }
                }
            }
        }
        return x
    }
}
