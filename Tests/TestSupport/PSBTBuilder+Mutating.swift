package import BitcoinPSBT

extension PSBTBuilder {
    /// The pairs of a PSBT, to be damaged.
    package init(of psbt: PSBT) {
        self.init()
        global = psbt.global.pairs.map(Pair.init)
        inputs = psbt.inputs.map { $0.pairs.map(Pair.init) }
        outputs = psbt.outputs.map { $0.pairs.map(Pair.init) }
    }

    /// The number of maps, the global one included.
    package var mapCount: Int { 1 + inputs.count + outputs.count }

    /// A map by its number: the global one, then the inputs', then the outputs'.
    package subscript(map number: Int) -> [Pair] {
        get {
            if number == 0 { return global }
            return number <= inputs.count ? inputs[number - 1] : outputs[number - 1 - inputs.count]
        }
        set {
            if number == 0 {
                global = newValue
            } else if number <= inputs.count {
                inputs[number - 1] = newValue
            } else {
                outputs[number - 1 - inputs.count] = newValue
            }
        }
    }

    /// Where each pair stands: its map and its place there.
    package var places: [(map: Int, pair: Int)] {
        (0..<mapCount).flatMap { map in self[map: map].indices.map { (map, $0) } }
    }
}

extension PSBTBuilder.Pair {
    fileprivate init(_ pair: RawPair) {
        self.init(Array(pair.key), Array(pair.value))
    }
}
