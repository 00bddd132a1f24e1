import BitcoinPSBT
import ByteCoding
import Custody

/// Says how many fields of the file this program does not know: they are kept and never used (number 12).
struct UnknownFieldsKept: SigningCheck {
    static let id = "file.unknown-fields"

    func findings(in context: ReviewContext) -> [Finding] {
        let psbt = context.psbt
        var names: [String] = []
        func add(_ unknown: [RawPair], _ proprietary: [ProprietaryPair], _ map: String, _ name: (RawPair) -> String) {
            names += unknown.map { "\(map) \(name($0))" }
            names += proprietary.filter { $0.identifier != ProposalFields.identifier }
                .map { "\(map) 0xfc/\(Hex.encode($0.identifier))" }
        }
        add(psbt.global.unknown, psbt.global.proprietary, "global", GlobalMap.fieldName)
        for map in psbt.inputs { add(map.unknown, map.proprietary, "input", InputMap.fieldName) }
        for map in psbt.outputs { add(map.unknown, map.proprietary, "output", OutputMap.fieldName) }
        guard !names.isEmpty else { return [] }
        return [
            finding(.note, .file, .file(.unknownFields(count: names.count, names: Set(names).sorted())))
        ]
    }
}
