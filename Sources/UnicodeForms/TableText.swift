/// Reads the generated tables: rows that stand apart by white space, numbers in hexadecimal between their signs.
enum TableText {
    /// The numbers of each row: `C0=41+300` gives 0xC0, 0x41 and 0x300.
    static func rows(of text: String) -> [[UInt32]] {
        var rows: [[UInt32]] = []
        var row: [UInt32] = []
        var number: UInt32?
        for byte in text.utf8 {
            if let digit = Character(Unicode.Scalar(byte)).hexDigitValue {
                number = (number ?? 0) << 4 | UInt32(digit)
                continue
            }
            if let complete = number { row.append(complete) }
            number = nil
            if byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\n") {
                if !row.isEmpty { rows.append(row) }
                row = []
            }
        }
        if let complete = number { row.append(complete) }
        if !row.isEmpty { rows.append(row) }
        return rows
    }
}
