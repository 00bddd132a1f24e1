import BitcoinPrimitives
package import ByteCoding
package import Custody
package import Descriptors
package import Review

/// A list of a vault's addresses for paper, each with its place and in groups of four characters.
package enum AddressSheet {
    /// The most addresses of one sheet: about ten pages.
    package static let maximumCount: UInt32 = 500

    /// Makes the sheet of one branch; a vault that is not acknowledged by everybody has no address yet.
    package static func make(
        _ agreement: VaultAgreement, branch: UInt32, from first: UInt32, count: UInt32, language: ScreenLanguage
    ) throws(SheetError) -> Sheet {
        let vault = agreement.vault
        guard (1...maximumCount).contains(count) else { throw .addressCount(count, limit: maximumCount) }
        func row(_ name: SheetPhrase, _ value: String) -> Sheet.Row {
            Sheet.Row(name: name.text(language), value: .exact(value))
        }
        var blocks: [Sheet.Block] = [
            .rows([
                row(.name, vault.name.description), row(.version, "\(vault.version)"),
                row(.network, vault.network.rawValue), row(.hash, agreement.digest.hex),
            ]),
            .notice(SheetPhrase.compareAddress.text(language)),
        ]
        let isChange = branch == ScriptPosition.changeBranch
        if isChange { blocks.append(.notice(SheetPhrase.changeNotGiven.text(language))) }
        blocks += [
            .heading((isChange ? SheetPhrase.headingChange : .headingReceive).text(language)),
            try table(of: vault, branch: branch, from: first, count: count, language),
        ]
        return Sheet(
            language: language, title: SheetPhrase.addressTitle(vault.name).text(language), blocks: blocks)
    }

    /// The addresses of a branch as a table.
    static func table(
        of vault: Vault, branch: UInt32, from first: UInt32, count: UInt32, _ language: ScreenLanguage
    ) throws(SheetError) -> Sheet.Block {
        let (end, overflow) = first.addingReportingOverflow(count)
        guard !overflow else { throw .descriptor(.indexOutOfRange(first)) }
        let addresses: [VaultAddress]
        do throws(DescriptorError) {
            addresses = try VaultAddress.list(
                of: vault, at: (first..<end).map { ScriptPosition(branch: branch, index: $0) })
        } catch {
            throw .descriptor(error)
        }
        return .table(
            columns: [SheetPhrase.position.text(language), SheetPhrase.address.text(language)],
            rows: addresses.map { address in
                [
                    .exact(address.position.description),
                    .exact(address.address.groups.joined(separator: " ")),
                ]
            })
    }
}

/// Says why there is no sheet.
package enum SheetError: CodedError, Equatable {
    /// The descriptor gives no script at an index.
    case descriptor(DescriptorError)
    /// More addresses are asked for than a sheet takes, or none.
    case addressCount(UInt32, limit: UInt32)

    package var code: String {
        switch self {
        case .descriptor(let error): error.code
        case .addressCount: "sheet.address-count"
        }
    }

    package var description: String {
        switch self {
        case .descriptor(let error): error.description
        case .addressCount(let count, let limit): "\(count) addresses are not between 1 and \(limit)"
        }
    }
}
