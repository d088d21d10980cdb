/// How parameters move: Adam, β = (0.5, 0.9), ε = 1e-8 (released code).
package struct OptimiserOptions: Codable, Sendable, Equatable {
    /// Rate of the actor, for both its objectives: 2e-5 (released code); paper 2e-4 for all.
    package var actorRate: Float = 2e-5
    /// Rate of the builder: 2e-4 (paper).
    package var builderRate: Float = 2e-4
    /// Rate of the critics, of σ and of log α: 2e-4 (paper).
    package var criticRate: Float = 2e-4
    /// Whether actor and builder rates fall to a tenth along a half cosine over `updates`: no (released code).
    package var isRateDecayed = false
    /// Largest norm of the generative gradient of all actor and builder parameters together, and of each critic's and the
    /// policy's; nil for no limit (released code).
    package var gradientLimit: Float?
    /// Rate of the moving average of weights that is shipped; 0 for the raw weights (released code).
    package var averageRate: Float = 0
    /// He-normal start (`Initialization`; measured here: learns twice as fast), else uniform in ±1/√fan-in (released
    /// code).
    package var hasHeStart = true

    /// The released code's, but for the start.
    package init() {}
}
