import ArgumentParser
import BitcoinPSBT
import ByteCoding
import CommandSupport
import CoordinatorCore
import CoordinatorStore
import Custody

struct InspectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect", abstract: "Decode a PSBT, a transaction or a document of Rensho; changes nothing.",
        discussion: """
            Works without a home and without a vault, and then says what it cannot know: whose outputs are, and
            whether signatures are the vault's. With a home, or with --vault-file, it tells those as well. The JSON
            is described in Docs/inspect-schema.md.
            """)

    @OptionGroup var home: HomeOptions
    @OptionGroup var format: JSONOptions
    @Option(
        name: .customLong("vault-file"), help: ArgumentHelp("Measure against this vault document.", valueName: "file"))
    var vaultFile: String?
    @Argument(help: "The file.")
    var file: String

    func run() throws {
        let bytes = try FileAccess.read(file, limit: PSBTLimits.maximumFileBytes)
        let inspection = try Inspection(bytes, vaults: try vaults())
        if format.isJSON {
            try Output.json("inspect", inspection.json)
        } else {
            try Output.lines(InspectionText.lines(inspection.json))
        }
    }

    private func vaults() throws -> [Document<Vault>] {
        if let vaultFile {
            let bytes = try FileAccess.read(vaultFile, limit: DocumentLimits.bytes)
            return [try Document<Vault>(parsing: bytes)]
        }
        let folder = try home.folder(named: CoordinatorHome.usualName)
        guard home.home != nil || FileAccess.exists(FileAccess.join(folder, CoordinatorHome.storeName)) else {
            return []
        }
        return try CoordinatorHome(home, for: .reading).store.vaults().map(\.document)
    }
}
