import BitcoinPSBT
import BitcoinPrimitives

/// Refuses a derivation from the fingerprint 00000000, which programs write when they do not know one (number 29).
struct FingerprintsGiven: SigningCheck {
    static let id = "file.fingerprint-unset"

    func findings(in context: ReviewContext) -> [Finding] {
        Hints.all(in: context.psbt).compactMap { place, origins in
            guard origins.contains(where: { $0.fingerprint.bytes.allSatisfy { $0 == 0 } }) else { return nil }
            return finding(.refuse, place.subject, .file(.fingerprintUnset(place)))
        }
    }
}
