import BitcoinPrimitives

/// Where a payout stands in its file, and the rules for what stands there.
struct PayoutPlace {
    /// The row, counted from 1 below the heading.
    let row: Int
    /// The line on which it begins.
    let line: Int

    func payout(
        address text: String, amount: String, unit: PayoutList.Unit, reference: String, network: Network
    ) throws(PayoutListError) -> Payout {
        Payout(
            row: row, address: try address(text, network), amount: try self.amount(amount, unit),
            reference: try checked(reference))
    }

    private func address(_ text: String, _ network: Network) throws(PayoutListError) -> Address {
        guard !Self.isData(text) else { throw .dataOutput(row: row, line: line) }
        let address: Address
        do throws(AddressError) { address = try Address(parsing: text, network: network) } catch {
            throw .address(row: row, line: line, text: text, error)
        }
        // BIP-350: such a program may be spendable by anybody until a rule for it exists.
        if case .witnessUnknown(let version, let program) = address.scriptPubKey.kind {
            throw .unknownWitnessProgram(row: row, line: line, version: version, length: program.count)
        }
        return address
    }

    /// Whether an address is meant as an output with data: the opcode by name, or a script that begins with it.
    private static func isData(_ text: String) -> Bool {
        let lowered = text.lowercased()
        return lowered.hasPrefix("op_return") || lowered.hasPrefix("data:")
            || (lowered.hasPrefix("6a") && lowered.count.isMultiple(of: 2) && lowered.allSatisfy(\.isHexDigit))
    }

    private func amount(_ text: String, _ unit: PayoutList.Unit) throws(PayoutListError) -> Amount {
        // A spreadsheet's "1,000.00", "1 000" or "1'000" must not be guessed at: "1,000" is one bitcoin to some readers.
        guard !text.contains(where: { ",'’_\u{a0}\u{202f} ".contains($0) }) else {
            throw .thousandsSeparator(row: row, line: line, text: text)
        }
        let amount: Amount
        do throws(AmountError) {
            switch unit {
            case .bitcoin: amount = try Amount(btc: text)
            case .satoshi:
                guard let sat: UInt64 = DecimalText.parse(text) else {
                    throw text.contains(".") ? AmountError.tooPrecise(text: text) : AmountError.syntax(text: text)
                }
                amount = try Amount(sat: sat)
            }
        } catch {
            throw .amount(row: row, line: line, text: text, error)
        }
        guard amount.sat > 0 else { throw .zeroAmount(row: row, line: line) }
        return amount
    }

    private func checked(_ reference: String) throws(PayoutListError) -> String {
        guard reference.unicodeScalars.count <= PayoutList.maximumReferenceLength else {
            throw .referenceTooLong(row: row, line: line, limit: PayoutList.maximumReferenceLength)
        }
        guard PrintableText.isPrintable(reference) else { throw .unprintableReference(row: row, line: line) }
        return reference
    }
}
