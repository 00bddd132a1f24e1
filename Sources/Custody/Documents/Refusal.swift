import BitcoinCrypto
package import ByteCoding

/// One person's refusal of a case, which ends it on every machine that sees it.
package struct Refusal: CaseAnswer {
    package static let typeName = "refusal"

    /// Anybody of the vault may refuse.
    package static let needsKey = false

    package static let fieldNames =
        CaseStatement.fieldNames + ["reason", "build", "journal-sequence", "journal-head", "date"]

    package let statement: CaseStatement
    /// Why.
    package let reason: RefusalReason
    /// The hash of the program file that signed.
    package let build: Bytes32
    /// The number of the machine's latest journal entry.
    package let journalSequence: UInt64
    /// The hash of that entry.
    package let journalHead: Bytes32
    /// The day that the machine believes in.
    package let date: CalendarDate?

    /// Takes a refusal.
    package init(
        statement: CaseStatement, reason: RefusalReason, build: Bytes32, journalSequence: UInt64,
        journalHead: Bytes32, date: CalendarDate?
    ) {
        self.statement = statement
        self.reason = reason
        self.build = build
        self.journalSequence = journalSequence
        self.journalHead = journalHead
        self.date = date
    }

    package func fields() -> [DocumentField] {
        var writer = DocumentFieldWriter()
        statement.write(into: &writer)
        writer.write("reason", reason)
        writer.write("build", build)
        writer.write("journal-sequence", journalSequence)
        writer.write("journal-head", journalHead)
        writer.write("date", optional: date)
        return writer.fields
    }

    package init(fields: inout DocumentFieldReader) throws(DocumentError) {
        self.init(
            statement: try CaseStatement(fields: &fields), reason: try fields.read("reason"),
            build: try fields.read("build"), journalSequence: try fields.read("journal-sequence"),
            journalHead: try fields.read("journal-head"), date: try fields.readOptional("date"))
    }
}

extension Document where Body == Refusal {
    /// Whether a person whom the vault lists has signed it, and nobody else.
    ///
    /// A veto needs no role, device or day: it can only stop a case.
    package func isProven(in vault: Vault) -> Bool {
        guard let person = vault.person(body.statement.person) else { return false }
        do throws(SignatureProblem) {
            try checkSoleSignature(of: person.id, with: person.identityKey)
            return true
        } catch {
            return false
        }
    }
}
