import Engine

/// What a practice is to begin with.
struct PracticeRequest: Equatable, Sendable {
    let contentTicket: Int
    let styleTicket: Int
    let ticket: Int
}

/// What a practice that goes on is told.
enum PracticeSteering: Equatable, Sendable {
    case pause
    case goOn
    /// Learns until so many updates are made.
    case until(update: Int)
    case weigh(PracticeEmphasis)
    /// Ends, and forgets what was learned.
    case stop
}

/// What a practice reports.
enum PracticeEvent: Sendable {
    case learned([PracticeReport], ticket: Int)
    case took(PracticeTake, ticket: Int)
    /// All updates that were asked for are made.
    case ended(ticket: Int)
    case failed(message: String, ticket: Int)
    /// The agent after so many updates is a file now.
    case kept(path: String, update: Int, ticket: Int)
    case notKept(message: String, ticket: Int)

    var ticket: Int {
        switch self {
        case .learned(_, let ticket), .took(_, let ticket), .ended(let ticket), .failed(_, let ticket),
            .kept(_, _, let ticket), .notKept(_, let ticket):
            ticket
        }
    }
}
