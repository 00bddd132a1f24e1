import BitcoinCrypto
import BitcoinPrimitives
package import ByteCoding
package import Custody
import Descriptors
package import Review

/// The sheet that brings a vault back: everything that is needed beside the custodians' words, and no secret.
package enum BackupSheet {
    /// How many addresses of each branch are shown for comparison.
    private static let addressCount: UInt32 = 5

    /// Makes the sheet.
    /// - Parameters:
    ///   - words: The vault's words.
    ///   - missing: Who has not acknowledged.
    package static func make(
        _ document: Document<Vault>, words: [String], missing: [Identifier], language: ScreenLanguage
    ) throws(SheetError) -> Sheet {
        let vault = document.body
        func say(_ phrase: SheetPhrase) -> String { phrase.text(language) }
        var blocks: [Sheet.Block] = []
        if !missing.isEmpty { blocks.append(.notice(say(.notAcknowledged(missing)))) }
        blocks += [
            .paragraph(say(.noSecret)),
            .notice(say(.keepWithWords(threshold: vault.threshold, count: vault.cosigners.count))),
            .heading(say(.headingVault)), .rows(facts(document, words, language)),
            .heading(say(.headingDescriptor)), .exact(vault.descriptor.text), .paragraph(say(.descriptorUse)),
            .heading(say(.headingCosigners)),
        ]
        for (index, cosigner) in vault.cosigners.enumerated() {
            blocks.append(.rows(rows(of: cosigner, number: index + 1, language)))
        }
        blocks.append(.heading(say(.headingPeople)))
        blocks += vault.people.map { .rows(rows(of: $0, language)) }
        blocks.append(.heading(say(.headingFirstAddresses)))
        for branch in MultisigDescriptor.bothBranches {
            blocks.append(try AddressSheet.table(of: vault, branch: branch, from: 0, count: addressCount, language))
        }
        blocks += [
            .paragraph(say(.compareAddress)), .heading(say(.headingWithRensho)),
            .steps((0..<SheetPhrase.stepsWithRensho).map { say(.withRensho($0, vault.name)) }),
            .heading(say(.headingWithoutRensho)),
            .steps(
                (0..<SheetPhrase.stepsWithoutRensho).map { say(.withoutRensho($0, threshold: vault.threshold)) }),
        ]
        return Sheet(language: language, title: say(.backupTitle(vault.name)), blocks: blocks)
    }

    private static func facts(
        _ document: Document<Vault>, _ words: [String], _ language: ScreenLanguage
    ) -> [Sheet.Row] {
        let vault = document.body
        func row(_ name: SheetPhrase, _ value: Sheet.Cell) -> Sheet.Row {
            Sheet.Row(name: name.text(language), value: value)
        }
        return [
            row(.name, .exact(vault.name.description)), row(.version, .exact("\(vault.version)")),
            row(.network, .exact(vault.network.rawValue)),
            row(.quorum, .words(SheetPhrase.quorumOf(vault.threshold, vault.cosigners.count).text(language))),
            row(.script, .exact("\(vault.scriptType.rawValue) sortedmulti")), row(.hash, .exact(document.digest.hex)),
            row(.vaultWords, .exact(words.joined(separator: " "))),
        ]
    }

    private static func rows(of cosigner: Cosigner, number: Int, _ language: ScreenLanguage) -> [Sheet.Row] {
        func row(_ name: SheetPhrase, _ value: Sheet.Cell) -> Sheet.Row {
            Sheet.Row(name: name.text(language), value: value)
        }
        return [
            row(.number, .exact("\(number)")), row(.person, .exact(cosigner.person.description)),
            row(.fingerprint, .exact(cosigner.origin.fingerprint.description)),
            row(.origin, .exact("m/\(cosigner.origin.path)")), row(.xpub, .exact(cosigner.xpub.description)),
            row(.release, .words(SheetPhrase.releaseRule(cosigner.release).text(language))),
        ]
    }

    private static func rows(of person: Person, _ language: ScreenLanguage) -> [Sheet.Row] {
        func row(_ name: SheetPhrase, _ value: Sheet.Cell) -> Sheet.Row {
            Sheet.Row(name: name.text(language), value: value)
        }
        let roles = person.roles.sorted { $0.rawValue < $1.rawValue }.map { SheetPhrase.role($0).text(language) }
        return [
            row(.person, .words("\(person.id) (\(person.name))")),
            row(.roles, .words(roles.joined(separator: language == .english ? ", " : "、"))),
            row(.organisation, .exact(person.organisation.description)), row(.site, .exact(person.site.description)),
            row(.device, .exact(person.device?.description ?? SheetPhrase.absent.text(language))),
            row(.identityKey, .exact(person.identityKey.hex)),
        ]
    }
}
