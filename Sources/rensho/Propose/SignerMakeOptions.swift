import ArgumentParser
import BitcoinPSBT
import CommandSupport
import CoordinatorCore

/// The signers of other makes that a proposal is made for.
struct SignerMakeOptions: ParsableArguments {
    @Option(
        name: .customLong("signer"), parsing: .upToNextOption,
        help: ArgumentHelp("Say which rules of these signers the file would break.", valueName: "names"))
    var signers: [SignerMake] = []
    @Option(
        name: .customLong("profile"), parsing: .upToNextOption,
        help: ArgumentHelp("Open a case only when each of these signers takes the file.", valueName: "names"))
    var profiles: [SignerMake] = []

    /// Every signer that is named, in the order of the table.
    var all: [SignerMake] { SignerMake.allCases.filter { signers.contains($0) || profiles.contains($0) } }

    /// The version of the PSBT: what was asked for, or the first that every profile takes.
    func version(asked: UInt32?) throws -> PSBTVersion {
        if let asked {
            guard let version = PSBTVersion(rawValue: asked) else {
                throw UsageError("--psbt-version \(asked) is neither 0 nor 2")
            }
            return version
        }
        let versions: [PSBTVersion] = [.v0, .v2]
        guard let version = versions.first(where: { version in profiles.allSatisfy { $0.takes(version) } }) else {
            throw UsageError("no PSBT version is known to all of \(profiles.map(\.name).joined(separator: ", "))")
        }
        return version
    }

    /// The rules that a case would break.
    func broken(_ planned: PlannedCase) throws -> [BrokenRule] {
        if all.isEmpty { return [] }
        let facts = try LintFacts(
            planned.state.proposal.psbt, fileBytes: planned.state.proposal.fileBytes().count)
        return all.flatMap(facts.broken)
    }

    /// Refuses a case that one of the profiles would refuse.
    func check(_ planned: [PlannedCase]) throws {
        for one in planned {
            let broken = try broken(one).filter { $0.rule.effect == .refuses && profiles.contains($0.signer) }
            guard let first = broken.first else { continue }
            throw Outcome(
                .refused, "propose.profile",
                first.text + (broken.count > 1 ? ", and \(broken.count - 1) more rules are broken" : ""),
                remedy: first.remedy)
        }
    }

    /// The lines for people; none without signers.
    func lines(_ planned: PlannedCase) throws -> [String] {
        all.isEmpty ? [] : SignerForecast.lines(try broken(planned), asked: all)
    }

    /// The same as JSON.
    func json(_ planned: PlannedCase) throws -> JSONValue { SignerForecast.json(try broken(planned)) }
}

extension SignerMake {
    /// Whether no rule of the signer refuses a version.
    fileprivate func takes(_ version: PSBTVersion) -> Bool {
        !rules.contains { rule in
            if case .versions(let versions) = rule.requirement, rule.effect == .refuses {
                !versions.contains(version)
            } else {
                false
            }
        }
    }
}
