/// The order of names that people expect: numbers in them count by their value, so that run2 comes before run10, and what
/// lies in a folder comes before names that only begin as the folder's.
package enum NaturalOrder {
    /// Whether `a` comes before `b`; never both ways, and one of them unless both are the same.
    package static func precedes(_ a: String, _ b: String) -> Bool {
        let (one, other) = (Array(a.utf8), Array(b.utf8))
        var (i, j) = (0, 0)
        while i < one.count, j < other.count {
            if isDigit(one[i]), isDigit(other[j]) {
                let (first, second) = (number(one, &i), number(other, &j))
                if first.count != second.count { return first.count < second.count }
                if let differing = zip(first, second).first(where: { $0 != $1 }) { return differing.0 < differing.1 }
            } else {
                if one[i] != other[j] { return rank(one[i]) < rank(other[j]) }
                i += 1
                j += 1
            }
        }
        if i < one.count || j < other.count { return i == one.count }
        // They differ in leading zeros alone.
        return a < b
    }

    /// The digits from a place on without leading zeros; the place goes behind them.
    private static func number(_ text: [UInt8], _ place: inout Int) -> ArraySlice<UInt8> {
        let start = place
        while place < text.count, isDigit(text[place]) { place += 1 }
        return text[start..<place].drop { $0 == UInt8(ascii: "0") }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    private static func rank(_ byte: UInt8) -> Int { byte == UInt8(ascii: "/") ? -1 : Int(byte) }
}
