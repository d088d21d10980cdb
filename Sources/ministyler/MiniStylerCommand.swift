import ArgumentParser
import Engine
import Files
import Foundation
import Glibc

/// The program: one verb after another, the explorer where none is named.
@main
struct MiniStylerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ministyler",
        abstract: "Stylize pictures step by step with a small learning agent.",
        usage: """
            ministyler [<content>] [<style>]
            ministyler <subcommand> …
            """,
        discussion: """
            Without a subcommand the explorer opens: ministyler photo.jpg painting.jpg
            """,
        version: Version.current,
        subcommands: [
            Explore.self, Watch.self, Stylize.self, Practise.self, Train.self, Evaluate.self, Vote.self, Distill.self,
            Convert.self,
            Bench.self, Info.self,
        ],
        defaultSubcommand: Explore.self)

    /// Runs the verb and ends with the exit status: 0, 1 for the world's mistakes, 64 for wrong usage.
    static func main() async {
        ThreadWaiting.sleeps()
        // A closed pipe is seen where output is written; a signal would leave a temporary file behind.
        signal(SIGPIPE, SIG_IGN)
        // Beyond a limit on sizes of files, writing fails with a reason in place of a signal.
        signal(SIGXFSZ, SIG_IGN)
        StandardDescriptors.fill()
        let verbs = configuration.subcommands.map { $0._commandName } + ["help"]
        let arguments = ProgramArguments.words
        let mistyped =
            arguments.first == "help"
            ? MistypedVerb(arguments: Array(arguments.dropFirst()), verbs: verbs, exists: { _ in false })
            : MistypedVerb(arguments: arguments, verbs: verbs)
        if let mistyped {
            end(ValidationError("\(mistyped)"))
        }
        var command: any ParsableCommand
        do {
            command = try parseAsRoot(arguments)
        } catch {
            end(error)
        }
        do {
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch is StandardOutput.Closed {
            EndBySignal.now(SIGPIPE)
        } catch let code as ExitCode {
            Glibc.exit(code.rawValue)
        } catch  where exitCode(for: error) == .failure {
            StandardError.report(error)
            Glibc.exit(EXIT_FAILURE)
        } catch let error as ValidationError {
            refuse(error, of: type(of: command))
        } catch {
            end(error)
        }
    }

    /// Ends as the parser does; arguments that it repeats are shown as names of files are.
    private static func end(_ error: any Error) -> Never {
        let message = fullMessage(for: error)
        guard message.displayedLines != message else { exit(withError: error) }
        StandardError.write(message + "\n")
        Glibc.exit(exitCode(for: error).rawValue)
    }

    /// Ends as the parser does for wrong usage that it finds itself, with the usage of the verb rather than of the
    /// whole program.
    private static func refuse(_ error: ValidationError, of verb: any ParsableCommand.Type) -> Never {
        let usage = usageString(for: verb)
        let name = "\(_commandName) \(verb._commandName)"
        StandardError.write("Error: \(error.message)\nUsage: \(usage)\n  See '\(name) --help' for more information.\n")
        Glibc.exit(ExitCode.validationFailure.rawValue)
    }
}

/// How the threads of the convolutions wait for one another, and share memory.
///
/// By default OpenMP's threads spin. Where another program, or the explorer's own encoders, take one of two cores, a thread
/// then burns the time that the one it waits for would need: steps were seen to take twenty times as long. Asleep from the
/// first moment, they take a fifth of the time of a step to wake again and again. So they spin for some 0.1 ms first.
enum ThreadWaiting {
    private static let spins = "10000"

    /// Has the threads sleep after a moment. OpenMP reads its settings as it is loaded, so the program starts itself again, in the same
    /// process, with the setting in its environment; where the user has made one, that stands.
    static func sleeps() {
        guard getenv("OMP_WAIT_POLICY") == nil, getenv("GOMP_SPINCOUNT") == nil else { return }
        setenv("GOMP_SPINCOUNT", spins, 0)
        // With more pools than cores, malloc keeps what one thread gave back from the others.
        setenv("MALLOC_ARENA_MAX", "2", 0)
        // The path and not the link itself, which would become the name that the process is listed by.
        var path = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
        guard readlink("/proc/self/exe", &path, Int(PATH_MAX)) > 0 else { return }
        execv(path, CommandLine.unsafeArgv)
    }
}

/// A first argument that was meant as a verb: a bare word that names neither a verb nor anything on disk. Without this
/// it would be taken for a picture of the explorer's.
struct MistypedVerb: CustomStringConvertible {
    let word: String
    let verbs: [String]

    /// - Parameter arguments: those after the program's name.
    init?(arguments: [String], verbs: [String], exists: (String) -> Bool = { PathKind(of: $0) != .missing }) {
        guard let word = arguments.first, !word.hasPrefix("-"), !word.isEmpty, !word.contains("."),
            !word.contains("/"), !verbs.contains(word), !exists(word)
        else { return nil }
        self.word = word
        self.verbs = verbs
    }

    var description: String {
        let remedy =
            meant.map { "did you mean ministyler \($0)?" }
            ?? "the subcommands are \(verbs.joined(separator: ", "))."
        return "\(word) is neither a subcommand nor a picture or folder here; \(remedy)"
    }

    /// The verb that begins with the word, or the nearest within two slips.
    var meant: String? {
        let begun = verbs.filter { word.count > 1 && $0.hasPrefix(word) }
        if begun.count == 1 { return begun[0] }
        return verbs.map { (verb: $0, edits: Self.edits(from: word, to: $0)) }
            .filter { $0.edits <= 2 }.min { $0.edits < $1.edits }?.verb
    }

    /// The characters to insert, delete, replace or swap with their neighbour to get one word from the other.
    static func edits(from word: String, to other: String) -> Int {
        let (a, b) = (Array(word), Array(other))
        var before: [Int] = []
        var above = Array(0...b.count)
        for row in 0..<a.count {
            var line = [row + 1]
            for column in 0..<b.count {
                var least = min(line[column], above[column + 1]) + 1
                least = min(least, above[column] + (a[row] == b[column] ? 0 : 1))
                if row > 0, column > 0, a[row] == b[column - 1], a[row - 1] == b[column] {
                    least = min(least, before[column - 1] + 1)
                }
                line.append(least)
            }
            (before, above) = (above, line)
        }
        return above[b.count]
    }
}
