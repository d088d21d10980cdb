extension Tape {
    /// How much of a fixed image's hues each image's colours no longer tell apart, N×1 in 0…1: a red flower and its green leaf
    /// may take any two colours, but two.
    ///
    /// In 7×7 windows that lie within the image, (v − kᵀ(C + 1e-3·I)⁻¹k)/(v + 1e-4), v the variance of the content's Cb or Cr,
    /// C the covariances of the image's red, green and blue, k those of Cb or Cr with them: the share that no linear mixture of
    /// them explains. Sum over windows and both planes, weighted by u, the mean of both variances, over the sum of u, at least
    /// 1e-4 a window, so that a content without colours asks for little. The 1e-3 asks for differences that are seen.
    ///
    /// - Parameters:
    ///   - x: N×3×H×W, planar RGB, nominally in [0, 1] and not clamped, at least 7×7.
    ///   - content: the same shape; no gradient flows to it.
    package func separationLoss(_ x: Variable, content: Tensor) -> Variable {
        let shape = x.shape
        let window = WindowedPlane.window
        precondition(
            shape == content.shape && shape.channels == 3 && shape.height >= window && shape.width >= window
                && x.value.block == 1 && content.block == 1, "separation of \(shape) and \(content.shape)")
        let losses = (0..<shape.batch).map { image in
            SeparationLoss(
                ColourWindows(x.value, image, ridge: 1e-3),
                ColourPlane.chroma.map { WindowedPlane(content, image, $0) })
        }
        let output = Tensor(uninitialized: Shape(shape.batch, 1), block: 1)
        for (image, loss) in losses.enumerated() { output.values[image] = loss.loss }
        return result(output, from: [x]) { d in
            let dx = Tensor(repeating: 0, shape: shape)
            for (image, loss) in losses.enumerated() {
                for (plane, gradient) in zip(ColourPlane.channels, loss.gradients()) {
                    gradient.addGradient(to: dx, image: image, plane: plane, scale: d.values[image])
                }
            }
            x.accumulate(dx)
        }
    }
}

/// `Tape.separationLoss` of one image.
private struct SeparationLoss {
    private static let floor: Float = 1e-4

    private let colours: ColourWindows
    /// The content's Cb and Cr, and of each the coefficients s = (C + ridge·I)⁻¹k and the factor a that a window's derivative has:
    /// with e = y − t − Σ s_j·(x_j − m_j), the residual at a pixel, it is a·s_i·e by channel i.
    private let parts: [(y: WindowedPlane, means: WindowedPlane, coefficients: [WindowedPlane], factors: WindowedPlane)]
    private let scale: Float
    let loss: Float

    init(_ colours: ColourWindows, _ chroma: [WindowedPlane]) {
        self.colours = colours
        let n = Float(WindowedPlane.window * WindowedPlane.window)
        let share = 1 / n
        let moments = chroma.map { y in
            let (means, variances) = (y.boxSums(), y.product(y).boxSums())
            for i in 0..<means.count {
                means.values[i] *= share
                variances.values[i] = max(0, variances.values[i] * share - means.values[i] * means.values[i])
            }
            return (means: means, variances: variances)
        }
        var (total, weight) = (0.0, 0.0)
        let weights = moments[0].means.unfilled()
        for i in 0..<weights.count {
            let u = 0.5 * (moments[0].variances.values[i] + moments[1].variances.values[i])
            weights.values[i] = u
            weight += Double(u)
        }
        let (means, inverse) = (colours.means, colours.inverse)
        parts = zip(chroma, moments).map { y, moments in
            let coefficients = colours.channels.map { y.product($0).boxSums() }
            let factors = weights.unfilled()
            for i in 0..<weights.count {
                let t = moments.means.values[i]
                let k0 = coefficients[0].values[i] * share - t * means[0].values[i]
                let k1 = coefficients[1].values[i] * share - t * means[1].values[i]
                let k2 = coefficients[2].values[i] * share - t * means[2].values[i]
                let (rr, gg, bb) = (inverse[0].values[i], inverse[1].values[i], inverse[2].values[i])
                let (rg, rb, gb) = (inverse[3].values[i], inverse[4].values[i], inverse[5].values[i])
                let s0 = rr * k0 + rg * k1 + rb * k2
                let s1 = rg * k0 + gg * k1 + gb * k2
                let s2 = rb * k0 + gb * k1 + bb * k2
                let v = moments.variances.values[i]
                let part = 0.5 * weights.values[i] / (v + Self.floor)
                total += Double(part * (v - (k0 * s0 + k1 * s1 + k2 * s2)))
                // Of kᵀ(C + ridge·I)⁻¹k, through k and C: 2·s_i·e/n.
                factors.values[i] = -2 * part / n
                (coefficients[0].values[i], coefficients[1].values[i], coefficients[2].values[i]) = (s0, s1, s2)
            }
            return (y, moments.means, coefficients, factors)
        }
        scale = Float(1 / max(weight, 1e-4 * Double(weights.count)))
        loss = Float(total) * scale
    }

    /// By red, green and blue.
    func gradients() -> [WindowedPlane] {
        let gradients = colours.channels.map { channel in
            let plane = channel.unfilled()
            plane.values.update(repeating: 0, count: plane.count)
            return plane
        }
        for part in parts {
            let s = part.coefficients
            for (i, gradient) in gradients.enumerated() {
                // a·s_i, the same times what a window's residual has besides y and x, and times s_j.
                let (own, constants) = (part.factors.product(s[i]), part.factors.unfilled())
                let slopes = s.map { own.product($0) }
                for w in 0..<own.count {
                    constants.values[w] = -own.values[w] * part.means.values[w]
                    for j in 0..<3 { constants.values[w] += slopes[j].values[w] * colours.means[j].values[w] }
                }
                let (byContent, byNothing) = (own.spread(), constants.spread())
                for p in 0..<gradient.count {
                    gradient.values[p] += scale * (byContent.values[p] * part.y.values[p] + byNothing.values[p])
                }
                for (slope, channel) in zip(slopes, colours.channels) {
                    let spread = slope.spread()
                    for p in 0..<gradient.count { gradient.values[p] -= scale * spread.values[p] * channel.values[p] }
                }
            }
        }
        return gradients
    }
}
