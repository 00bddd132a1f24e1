import ArgumentParser
import CommandSupport

/// The coordinator's program: it holds no keys, ever.
struct Rensho: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rensho",
        abstract: "Coordinates a multi-signature vault; holds no keys.",
        discussion: """
            A payment is a case. Its walk:

              rensho propose --payouts payouts.csv --fee-rate 5    writes CASE.proposal.psbt
              (where the vault requires orders: rensho order new; the requester: rensho-signer order sign; each
              approver: rensho-signer order approve; then rensho propose --order FILES --fee-rate 5)
              (each custodian: rensho-signer sign CASE.proposal.psbt)
              rensho collect CASE.alice.share                      verifies what came back
              rensho confirm CASE                                  writes CASE.confirm.psbt
              (each custodian: rensho-signer confirm CASE.confirm.psbt)
              rensho collect CASE.alice.confirmation
              (M who signed: rensho-signer release CASE.confirm-2.psbt; the last to confirm has done so)
              rensho collect CASE.alice.signed.psbt
              rensho assemble CASE                                 writes CASE.tx

            rensho status tells at any time what is there and what is next. A case is named by the first
            4 to 32 hex characters of its id.

            Exit codes: 0 done, 1 refused, 2 incomplete, 64 usage, 65 malformed input, 66 cannot read,
            70 internal, 73 cannot write.
            """,
        version: BuildIdentity.version,
        subcommands: [
            InitCommand.self, VaultCommand.self, AddressCommand.self, CoinsCommand.self, OrderCommand.self,
            ProposeCommand.self,
            CollectCommand.self, StatusCommand.self, ConfirmCommand.self, AssembleCommand.self, AbortCommand.self,
            BumpCommand.self, BurnCommand.self, HeedCommand.self, InspectCommand.self, DiffCommand.self,
            LintCommand.self, DoctorCommand.self, EvidenceCommand.self, LogCommand.self,
            BackupCommand.self, RestoreCommand.self,
        ])
}
