/// Names of files as text, without loss.
///
/// To the system a name is bytes, most often but not always UTF-8. In a `String` each byte that is no part of valid UTF-8 is one
/// private-use scalar, U+10FE00 + byte. Such scalars that a name really has are taken for bytes of that kind too, so that every
/// name comes back as it was.
package enum FileSystemName {
    /// For the bytes from 0x80 on: below, every byte is UTF-8.
    private static let escapes: ClosedRange<UInt32> = 0x10FE80...0x10FEFF
    /// What the UTF-8 of each of them begins with.
    fileprivate static let firstByte: UInt8 = 0xF4

    /// The byte that a scalar stands for; nil where it stands for itself.
    package static func byte(of scalar: Unicode.Scalar) -> UInt8? {
        escapes.contains(scalar.value) ? UInt8(truncatingIfNeeded: scalar.value) : nil
    }

    /// - Parameter byte: at least 0x80.
    fileprivate static func scalar(of byte: UInt8) -> Unicode.Scalar {
        Unicode.Scalar(escapes.lowerBound - 0x80 + UInt32(byte)) ?? "\u{FFFD}"
    }
}

extension String {
    /// The text of a name or path as the system has it.
    package init(systemBytes bytes: some Collection<UInt8>) {
        if let text = String(validating: bytes, as: UTF8.self), !text.mayHaveEscapes {
            self = text
            return
        }
        var scalars = String.UnicodeScalarView()
        var parser = Unicode.UTF8.ForwardParser()
        var iterator = bytes.makeIterator()
        var rest = bytes[...]
        while !rest.isEmpty {
            var count = 1
            var valid: Unicode.Scalar?
            switch parser.parseScalar(from: &iterator) {
            case .valid(let encoded):
                count = encoded.count
                valid = Unicode.UTF8.decode(encoded)
            case .error(let length): count = length
            case .emptyInput: break
            }
            if let valid, FileSystemName.byte(of: valid) == nil {
                scalars.append(valid)
            } else {
                scalars.append(contentsOf: rest.prefix(count).map(FileSystemName.scalar))
            }
            rest = rest.dropFirst(count)
        }
        self = String(scalars)
    }

    /// The text of a name or path as the system has it, ended by 0.
    package init(systemPath path: UnsafePointer<CChar>) {
        if let text = String(validatingCString: path), !text.mayHaveEscapes {
            self = text
        } else {
            var count = 0
            while path[count] != 0 { count += 1 }
            self.init(systemBytes: UnsafeRawBufferPointer(start: path, count: count))
        }
    }

    /// The bytes that this stands for.
    package var systemBytes: [UInt8] {
        guard mayHaveEscapes else { return Array(utf8) }
        return unicodeScalars.flatMap { scalar in
            FileSystemName.byte(of: scalar).map { [$0] } ?? Array(String(scalar).utf8)
        }
    }

    /// The bytes of this path, ended by 0: what every call of the system that takes a path is given.
    package var systemPath: [CChar] { systemBytes.map { CChar(bitPattern: $0) } + [0] }

    /// Whether all of it stands for itself.
    package var isText: Bool { !mayHaveEscapes || !unicodeScalars.contains { FileSystemName.byte(of: $0) != nil } }

    private var mayHaveEscapes: Bool { utf8.contains(FileSystemName.firstByte) }
}
