import ByteCoding
import Custody
import Testing

@Suite("A private key in a document")
struct PrivateKeyInDocumentTests {
    private static let key =
        "tprv8ZgxMBicQKsPeDgjzdC36fs6bMjGApWDNLR9erAXMs5skhMv36j9MV5ecvfavji5khqjWaWSFhN3YcCUUdiKH6isR4Pwy3U5y5egddBr16m"

    @Test(
        "is never repeated by an error, in whatever field somebody pasted it",
        arguments: [
            "network", "name", "version", "previous", "threshold", "script", "cosigner", "person", "max-fee", "policy",
        ])
    func fields(_ field: String) throws {
        let lines = String(decoding: try TestCustody.shared.get().vault().encoded, as: UTF8.self)
            .split(separator: "\n", omittingEmptySubsequences: false)
        let place = try #require(lines.firstIndex { $0.hasPrefix(field + ": ") })
        for spelled in [Self.key, "(" + Self.key, Self.key.replacing("tprv", with: "xprv")] {
            var changed = lines.map(String.init)
            changed[place] = "\(field): \(spelled)"
            let error = #expect(throws: DocumentError.self) {
                try Document<Vault>(parsing: Array(changed.joined(separator: "\n").utf8))
            }
            #expect(error?.description.contains("8ZgxMB") == false, "\(field)")
            #expect(error?.remedy?.contains("8ZgxMB") != true)
        }
    }
}
