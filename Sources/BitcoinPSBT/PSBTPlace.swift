/// One of the maps of a PSBT.
package enum PSBTMapName: Hashable, Sendable, CustomStringConvertible {
    case global
    /// The map of an input, counted from 0.
    case input(Int)
    /// The map of an output, counted from 0.
    case output(Int)

    package var description: String {
        switch self {
        case .global: "the global map"
        case .input(let index): "input \(index)"
        case .output(let index): "output \(index)"
        }
    }
}

/// Where in a PSBT file something stands: the map and the byte, counted from 0 in the binary form of the file.
package struct PSBTPlace: Hashable, Sendable {
    /// The map it belongs to.
    package let map: PSBTMapName
    /// The position of its first byte in the binary file.
    package let byte: Int

    package init(map: PSBTMapName, byte: Int) {
        self.map = map
        self.byte = byte
    }
}
