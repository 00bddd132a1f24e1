import BitcoinPrimitives
package import ByteCoding
package import Custody
import Descriptors

/// Every sentence of the sheets, before it is put into words of a language.
package enum SheetPhrase: Hashable, Sendable {
    // Titles.
    case backupTitle(Identifier)
    case addressTitle(Identifier)
    case headingVault
    case headingDescriptor
    case headingCosigners
    case headingPeople
    case headingFirstAddresses
    case headingWithRensho
    case headingWithoutRensho
    case headingReceive
    case headingChange

    // Names of values and columns.
    case name
    case version
    case network
    case quorum
    case script
    case hash
    case vaultWords
    case number
    case person
    case fingerprint
    case origin
    case xpub
    case release
    case roles
    case organisation
    case site
    case device
    case identityKey
    case position
    case address

    // Values.
    case quorumOf(Int, Int)
    case releaseRule(ReleaseRule)
    case role(Role)
    case absent

    // Sentences.
    case noSecret
    case keepWithWords(threshold: Int, count: Int)
    case notAcknowledged([Identifier])
    case descriptorUse
    case withRensho(Int, Identifier)
    case withoutRensho(Int, threshold: Int)
    case compareAddress
    case changeNotGiven

    /// The sentence in a language.
    package func text(_ language: ScreenLanguage) -> String {
        switch language {
        case .english: english
        case .japanese: japanese
        }
    }

    /// How many steps recover a vault with Rensho, and without it.
    package static let stepsWithRensho = 4
    package static let stepsWithoutRensho = 4
}
