/// What a verb cannot do through no fault of the program: one sentence that names the thing and the remedy.
struct CommandError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
