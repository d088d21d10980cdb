/// What one update teaches.
package enum UpdateKind: Sendable, Equatable {
    /// Critics, policy, and actor and builder by the generative loss.
    case joint
    /// Actor and builder to hand a picture on: the style image is the moving image itself.
    case identity
    /// The critics alone.
    case critics
}
