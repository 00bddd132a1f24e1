/// One key-value pair of a map as it stands in the file.
///
/// Both slices share the storage of the file that they were read from; their indices are positions in that file.
package struct RawPair: Hashable, Sendable {
    /// The type as a CompactSize, then the key data.
    package let key: ArraySlice<UInt8>
    /// The value without its length.
    package let value: ArraySlice<UInt8>

    package init(key: ArraySlice<UInt8>, value: ArraySlice<UInt8>) {
        self.key = key
        self.value = value
    }

    /// Makes the pair of a field: a one-byte type, key data and a value.
    package init(type: UInt8, keyData: [UInt8] = [], value: [UInt8]) {
        key = ([type] + keyData)[...]
        self.value = value[...]
    }

    /// The first byte of the key, which is the whole type for every type below 0xFD.
    var firstByte: UInt8 { key.first ?? 0 }

    /// The key after its one-byte type.
    var keyData: ArraySlice<UInt8> { key.dropFirst() }

    /// Whether this pair belongs before `other` where keys ascend as unsigned bytes, the order Bitcoin Core writes.
    func precedes(_ other: RawPair) -> Bool {
        key.lexicographicallyPrecedes(other.key)
    }
}
