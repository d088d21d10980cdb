/// How a training run came to its end.
package enum TrainingEnd: Equatable, Sendable {
    /// All updates were made; `weights` is the file of the result.
    case finished(updates: Int, weights: String)
    /// Somebody asked it to stop; a checkpoint of `update` is there to go on from.
    case stopped(update: Int)
}
