/// What the explorer itself cannot do.
enum ExplorerError: Error, CustomStringConvertible {
    /// A frame's pixels were released while they were still wanted.
    case frameGone(FrameID)

    var description: String {
        switch self {
        case .frameGone(let id):
            "\(id) is not in memory any more; step to it again"
        }
    }
}
