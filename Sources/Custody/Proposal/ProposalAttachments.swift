package import ByteCoding

/// The documents that travel inside a PSBT; none of them is verified by lying there.
package struct ProposalAttachments: Hashable, Sendable {
    /// The case as the coordinator computed it; every machine compares it with its own.
    package var caseDocument: Document<CaseDocument>?
    /// The acknowledgements of the vault.
    package var acknowledgements: [Document<Acknowledgement>]
    /// The shares.
    package var shares: [Document<Share>]
    /// The confirmations.
    package var confirmations: [Document<Confirmation>]
    /// The refusals.
    package var refusals: [Document<Refusal>]
    /// The releases.
    package var releases: [Document<Release>]
    /// The orders that the case pays.
    package var orders: [Document<Order>]
    /// The approvals of those orders.
    package var approvals: [Document<OrderApproval>]
    /// The coin snapshot that says what the vault has.
    package var snapshot: Document<CoinSnapshot>?
    /// What stops the vault, an order or the case, and what lets them go on.
    package var stops: [StopDocument]

    /// Collects documents.
    package init(
        caseDocument: Document<CaseDocument>? = nil, acknowledgements: [Document<Acknowledgement>] = [],
        shares: [Document<Share>] = [], confirmations: [Document<Confirmation>] = [],
        refusals: [Document<Refusal>] = [], releases: [Document<Release>] = [],
        orders: [Document<Order>] = [], approvals: [Document<OrderApproval>] = [],
        snapshot: Document<CoinSnapshot>? = nil, stops: [StopDocument] = []
    ) {
        self.caseDocument = caseDocument
        self.acknowledgements = acknowledgements
        self.shares = shares
        self.confirmations = confirmations
        self.refusals = refusals
        self.releases = releases
        self.orders = orders
        self.approvals = approvals
        self.snapshot = snapshot
        self.stops = stops
    }

    /// Whether there is no document.
    package var isEmpty: Bool {
        caseDocument == nil && acknowledgements.isEmpty && shares.isEmpty && confirmations.isEmpty
            && refusals.isEmpty && releases.isEmpty && orders.isEmpty && approvals.isEmpty
            && snapshot == nil && stops.isEmpty
    }

    /// Returns the documents when all of them are over this case and vault.
    /// - Throws: The first problem that ``problems(caseDigest:vault:)`` finds.
    package func checkedFor(caseDigest: Bytes32, vault: Document<Vault>) throws(ProposalError) -> Self {
        if let problem = problems(caseDigest: caseDigest, vault: vault).first { throw problem }
        return self
    }

    /// Names every document that is over another case digest, vault or network.
    ///
    /// Orders, approvals and the coin snapshot are older than any case, and stops are about more than one: `CaseOrders`,
    /// `VerifiedSnapshot` and ``StopBook`` verify them.
    package func problems(caseDigest: Bytes32, vault: Document<Vault>) -> [ProposalError] {
        var found: [ProposalError] = []
        if let caseDocument, caseDocument.digest != caseDigest {
            found.append(
                .otherCase(.caseDocument, person: nil, found: caseDocument.digest, expected: caseDigest))
        }
        for document in acknowledgements {
            let body = document.body
            if body.network != vault.body.network {
                found.append(.otherNetwork(.acknowledgement, person: body.person))
            } else if body.vaultHash != vault.digest {
                found.append(
                    .otherVault(
                        .acknowledgement, person: body.person, found: body.vaultHash, expected: vault.digest))
            }
        }
        let target = AnswerTarget(caseDigest: caseDigest, vault: vault)
        found += shares.compactMap { target.problem(.share, $0.body) }
        found += confirmations.compactMap { target.problem(.confirmation, $0.body) }
        found += refusals.compactMap { target.problem(.refusal, $0.body) }
        found += releases.compactMap { target.problem(.release, $0.body) }
        return found
    }
}

private struct AnswerTarget {
    let caseDigest: Bytes32
    let vault: Document<Vault>

    func problem(_ item: ProposalItem, _ answer: some CaseAnswer) -> ProposalError? {
        let statement = answer.statement
        if statement.network != vault.body.network {
            return .otherNetwork(item, person: statement.person)
        }
        if statement.vaultHash != vault.digest {
            return .otherVault(item, person: statement.person, found: statement.vaultHash, expected: vault.digest)
        }
        if statement.caseDigest != caseDigest {
            return .otherCase(item, person: statement.person, found: statement.caseDigest, expected: caseDigest)
        }
        return nil
    }
}
