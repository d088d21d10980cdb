import Screens
import Terminal

/// The parts of names by which they differ.
enum DistinctNames {
    /// Of each name, the parts of its path without those that all of them begin with and end with: seed-0 and seed-1 of
    /// sweep/seed-0/train and sweep/seed-1/train. A name alone gives its last part. At least one part of each stays.
    static func parts(_ names: [String]) -> [String] {
        let paths = names.map { $0.split(separator: "/") }
        guard let first = paths.first else { return [] }
        let isAlone = paths.allSatisfy { $0 == first }
        let shortest = paths.map(\.count).min() ?? 0
        func shared(_ part: ([Substring], Int) -> Substring) -> Int {
            (0..<max(0, shortest)).first { place in paths.contains { part($0, place) != part(first, place) } }
                ?? shortest
        }
        let head = min(shared { $0[$1] }, max(0, shortest - 1))
        let tail = isAlone ? 0 : min(shared { $0[$0.count - 1 - $1] }, max(0, shortest - 1 - head))
        return zip(names, paths).map { name, path in
            path.isEmpty ? name : path[head..<path.count - tail].joined(separator: "/")
        }
    }

    /// How many characters all names begin with; 0 where there is one.
    static func sharedCharacters(_ names: [String]) -> Int {
        guard let first = names.first, names.contains(where: { $0 != first }) else { return 0 }
        return names.dropFirst().reduce(first.count) { shared, name in
            min(shared, zip(first, name).prefix { $0 == $1 }.count)
        }
    }

    /// A name with an ellipsis where it would take more than `columns` cells: at its end, or at its beginning where otherwise
    /// nothing but what all names begin with would be left.
    /// - Parameter shared: how many characters all names begin with.
    static func shortened(_ name: String, columns: Int, shared: Int) -> String {
        let ending = CharacterWidth.truncated(name, columns: columns)
        if ending == name || columns < 2 || shared == 0 || ending.count - 1 > shared { return ending }
        var used = 1
        let kept = name.reversed().prefix { character in
            used += CharacterWidth.columns(character)
            return used <= columns
        }
        return "…" + String(kept.reversed())
    }
}
