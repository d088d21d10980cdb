import Engine

/// Where more steps begin to cost more of the photograph than they bring of the style: the knee of style loss against content
/// loss along a sequence.
enum SweetSpot {
    /// The step whose two losses, each scaled to 0…1 over the sequence, have the smallest sum; nil before three steps with losses
    /// or where neither changes.
    ///
    /// - Parameter reports: by step, nil for the content.
    static func step(of reports: [StepReport?]) -> Int? {
        let known = reports.enumerated().compactMap { step, report -> (step: Int, style: Float, content: Float)? in
            guard let style = report?.styleLoss, let content = report?.contentLoss, style.isFinite, content.isFinite
            else { return nil }
            return (step, style, content)
        }
        guard known.count >= 3, let styles = extent(known.map(\.style)), let contents = extent(known.map(\.content))
        else { return nil }
        return known.min {
            ($0.style - styles.least) / styles.range + ($0.content - contents.least) / contents.range
                < ($1.style - styles.least) / styles.range + ($1.content - contents.least) / contents.range
        }?.step
    }

    private static func extent(_ values: [Float]) -> (least: Float, range: Float)? {
        guard let least = values.min(), let greatest = values.max(), greatest > least else { return nil }
        return (least, greatest - least)
    }
}
