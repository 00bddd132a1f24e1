import COpenSSLSecret

/// What a person has thrown or drawn: as secret as the words that come of it.
package struct HumanThrows: ~Copyable, Sendable {
    /// What was thrown.
    package let method: ThrowMethod
    /// The number of throws.
    package private(set) var count = 0
    // One byte for each: the number of the face.
    private var faces: SecretBytes

    /// Begins without a throw.
    package init(_ method: ThrowMethod) throws(EntropyError) {
        self.method = method
        do throws(SecretError) { faces = try SecretBytes(count: method.most) } catch { throw .secret(error) }
    }

    /// Adds the throws of a line, or none of them when the line is not one; spaces and commas may stand between them.
    package mutating func append(_ line: borrowing SecretBytes) throws(EntropyError) {
        let (method, before) = (method, count)
        let added = try line.withSpan { (text) throws(EntropyError) in
            try Self.read(text, method, after: before) { _, _ in }
        }
        guard added <= method.most - before else { throw .tooMany(most: method.most) }
        try faces.withMutableSpan { (room) throws(EntropyError) in
            _ = try line.withSpan { (text) throws(EntropyError) in
                try Self.read(text, method, after: before) { number, face in
                    room[before + number] = UInt8(truncatingIfNeeded: face)
                }
            }
        }
        count += added
    }

    /// What the throws give if they are fair, in thousandths of a bit.
    package var millibits: Int { method.millibits(of: count) }

    /// Refuses what is too little, or too regular to have been thrown. Nothing shows that throws *are* random: what
    /// passes is not refused, no more.
    /// - Parameter fewest: The throws that are needed, if more than the method's own number.
    package func check(fewest: Int = 0) throws(EntropyError) {
        let needed = max(fewest, method.fewest)
        guard count >= needed else { throw .tooFew(count: count, needed: needed) }
        try faces.withSpan { (span) throws(EntropyError) in
            try ThrowPattern(method: method, count: count).check(span)
        }
    }

    /// The throws as the formula takes them: characters of the method, without anything between them.
    package func text() throws(EntropyError) -> SecretBytes {
        do throws(SecretError) {
            var text = try SecretBytes(count: count * method.width)
            faces.withSpan { faces in
                text.withMutableSpan { room in
                    for number in 0..<count {
                        for (offset, character) in method.characters(of: Int(faces[number])).enumerated() {
                            room[number * method.width + offset] = character
                        }
                    }
                }
            }
            return text
        } catch {
            throw .secret(error)
        }
    }

    /// Goes through the throws of a text and counts them.
    private static func read(
        _ text: Span<UInt8>, _ method: ThrowMethod, after before: Int, _ body: (_ number: Int, _ face: Int) -> Void
    ) throws(EntropyError) -> Int {
        var number = 0
        var place = 0
        while place < text.count {
            if separators.contains(text[place]) {
                place += 1
                continue
            }
            guard let face = method.face(at: place, in: text) else {
                throw .unknownThrow(method, position: before + number + 1)
            }
            body(number, face)
            number += 1
            place += method.width
        }
        return number
    }

    private static let separators = [UInt8(ascii: " "), UInt8(ascii: ","), UInt8(ascii: "\t")]
}
