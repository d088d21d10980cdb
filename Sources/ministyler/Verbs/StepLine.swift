import Engine

/// One step as `--json` prints it; what is not known is null.
struct StepLine: Encodable {
    let report: StepReport
    let content: String
    let style: String
    /// The seed of the whole sequence; nil for the mean action.
    let seed: UInt64?
    /// The file that holds the frame; nil where it was not asked for.
    let path: String?

    private enum CodingKeys: String, CodingKey {
        case content, style, step, seconds, actionSize, entropy, reward, styleLoss, contentLoss, ssim, q, seed, path
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(content, forKey: .content)
        try container.encode(style, forKey: .style)
        try container.encode(report.step, forKey: .step)
        try container.encode(report.seconds, forKey: .seconds)
        try container.encode(report.actionSize.finite, forKey: .actionSize)
        try container.encode(report.entropy.finite, forKey: .entropy)
        try container.encode(report.reward?.finite, forKey: .reward)
        try container.encode(report.styleLoss?.finite, forKey: .styleLoss)
        try container.encode(report.contentLoss?.finite, forKey: .contentLoss)
        try container.encode(report.ssim?.finite, forKey: .ssim)
        try container.encode(report.q?.finite, forKey: .q)
        try container.encode(seed, forKey: .seed)
        try container.encode(path, forKey: .path)
    }
}

extension Float {
    /// Nil for what JSON has no word for.
    fileprivate var finite: Float? { isFinite ? self : nil }
}
