/// How much of a PSBT is read before it is refused, so that a hostile file costs little memory and time.
package enum PSBTLimits {
    /// The longest binary file: room for 900 inputs that each carry a previous transaction of 100 kB (the largest that
    /// nodes relay), and half as much again.
    package static let maximumBytes = 128 << 20

    /// The longest file in any encoding: hex needs two characters for a byte, then a few line breaks.
    package static let maximumFileBytes = 2 * maximumBytes + 64

    /// The most inputs: a transaction of 4,000,000 weight units holds 24,390 inputs of 41 bytes.
    package static let maximumInputs = 25_000

    /// The most outputs: a transaction of 4,000,000 weight units holds 111,111 outputs of 9 bytes.
    package static let maximumOutputs = 112_000

    /// The most pairs in one map: two for each of 20 cosigners are usual, documents and unknown pairs come on top.
    package static let maximumPairsPerMap = 10_000

    /// The most pairs in a file: 40 for each of `maximumInputs`. A pair of three bytes costs some hundred bytes of
    /// memory, so the size of the file alone is no bound.
    package static let maximumPairs = 1_000_000
}
