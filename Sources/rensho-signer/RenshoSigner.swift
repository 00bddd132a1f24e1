import ArgumentParser
import CommandSupport

/// The custodian's program for a machine that never touches a network.
struct RenshoSigner: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rensho-signer",
        abstract: "Looks at a transaction, shows all of it, and signs what a person has checked.",
        discussion: """
            For a machine that never touches a network. Everything comes and goes as plain files.

            The way of one payment:
              rensho-signer sign     CASE.proposal.psbt   the first look: review, questions, your share
              rensho-signer confirm  CASE.confirm.psbt    the second look: the same payment again, after the quorum
              rensho-signer release  CASE.confirm.psbt    lets your signatures go, when everybody has confirmed
              rensho-signer refuse   CASE.proposal.psbt --reason "..."   a veto, for good

            Before that, where the vault requires orders, on machines of their own that hold an identity key only:
              rensho-signer order sign     ORDER --vault FILES   the requester orders the payment
              rensho-signer order sheet    ORDER                 prints the paper that custodians type from
              rensho-signer order approve  ORDER --vault FILES   each approver approves it
              rensho-signer countersign    SNAPSHOT --vault FILES   an auditor says what the vault has

            Before that, once:
              rensho-signer self-test           shows that this machine computes what the standards say
              rensho-signer keys create ...     makes new words with you, and an encrypted keystore
              rensho-signer keys restore ...    puts the words of a backup into an encrypted keystore
              rensho-signer keys export         writes your key record for the operator
              rensho-signer vault register F    accepts the vault that the key records were put into

            Exit status: 0 done, 1 refused, 2 incomplete, 64 usage, 65 malformed input, 66 cannot read, \
            70 internal error, 73 cannot write.
            """,
        version: BuildIdentity.version,
        subcommands: [
            KeysCommand.self, IdentityCommand.self, VaultCommand.self, AddressCommand.self, ReviewCommand.self,
            SignCommand.self,
            ConfirmCommand.self, ReleaseCommand.self, RefuseCommand.self, FreezeCommand.self, LiftCommand.self,
            HeedCommand.self, ExcuseCommand.self, OverrideCommand.self, OrderCommand.self, CountersignCommand.self,
            LogCommand.self,
            SelfTestCommand.self,
        ])
}
