extension WindowedPlane {
    /// Half the extent, rounded down, by means of 2×2 pixels.
    func halved() -> WindowedPlane {
        let half = WindowedPlane(width: width / 2, height: height / 2)
        for y in 0..<half.height {
            let (upper, to) = (values + 2 * y * width, half.values + y * half.width)
            let lower = upper + width
            for x in 0..<half.width {
                to[x] = 0.25 * (upper[2 * x] + upper[2 * x + 1] + lower[2 * x] + lower[2 * x + 1])
            }
        }
        return half
    }

    /// The transpose of `halved` added to this plane: a quarter of each value to each of its four pixels.
    func addDoubled(_ half: WindowedPlane) {
        for y in 0..<half.height {
            let (upper, from) = (values + 2 * y * width, half.values + y * half.width)
            let lower = upper + width
            for x in 0..<half.width {
                let share = 0.25 * from[x]
                upper[2 * x] += share
                upper[2 * x + 1] += share
                lower[2 * x] += share
                lower[2 * x + 1] += share
            }
        }
    }

    /// Adds scale·this, the gradient of a mixture of channels, to the three channels of one image.
    func addGradient(to dx: Tensor, image: Int, plane: ColourPlane, scale: Float) {
        for (channel, share) in plane.factors.enumerated() where share != 0 {
            let to = dx.values + (image * 3 + channel) * count
            let factor = scale * share
            for i in 0..<count { to[i] += factor * values[i] }
        }
    }
}
