package import BitcoinPrimitives

/// Addresses in documents: the text that this program writes, on the network of the document.
package enum DocumentAddress {
    /// Reads an address in the only form that it may have in a document.
    package static func parse(_ text: String, network: Network) throws(DocumentError) -> Address {
        let address: Address
        do throws(AddressError) {
            address = try Address(parsing: text, network: network)
        } catch {
            throw .malformedValue(kind: "an address", text: text, ErrorCause(error))
        }
        guard address.text == text else { throw .notCanonical(text: text, canonical: address.text) }
        return address
    }
}
