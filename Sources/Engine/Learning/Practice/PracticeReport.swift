/// What one update of a practice found.
package struct PracticeReport: Sendable, Equatable {
    /// From 1.
    package let update: Int
    /// The step of the sequence that it learned, from 1.
    package let step: Int
    /// Eq. 5 of the step's output; the reward is its negative.
    package let style: Float
    /// MSE at relu4_1 against the photograph.
    package let content: Float
    /// The painting losses in use by tag, unweighed: `loss/palette`, …
    package let terms: [String: Float]
    /// Whether the weights went back to what they were, since the picture or the numbers were lost.
    package let wentBack: Bool

    package init(
        update: Int, step: Int, style: Float, content: Float, terms: [String: Float], wentBack: Bool
    ) {
        (self.update, self.step, self.style) = (update, step, style)
        (self.content, self.terms, self.wentBack) = (content, terms, wentBack)
    }

    /// r: the reward of the step.
    package var reward: Float { -style }
}
