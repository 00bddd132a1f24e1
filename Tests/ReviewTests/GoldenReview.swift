/// The review of `Vectors/samples/regtest-2of3/unsigned-v0` as case 0101… of the vault `treasury`, on Alice's machine.
enum GoldenReview {
    static let sampleFactsHash = "9cdd355a031e834b906c041746d1e9d0d2d5bdf71dcba9424b745ec714bc8cd2"

    static let sample = """
        Summary
        The second look is NOT enforced: 3 cosigners of this vault release their
        signatures at once, and 2 are enough to spend.
        Vault: treasury, version 1, network regtest
        Quorum: 2 of 3, p2wsh
        Case: 01010101010101010101010101010101
        Kind: payment

        Leaves the vault: 3.35012345 BTC (335012345 sat) to 3 destinations
        Fee: 0.00001855 BTC (1855 sat), 5.000 sat/vB at 371 vB when signed
        Fee share: 0.01 % of what leaves
        Stays in the vault: 0.25985800 BTC (25985800 sat) in 1 output
        Spends: 3.61000000 BTC (361000000 sat) from 2 coins

        Words: spider come fork scale cinnamon brass session burger

        Findings of this machine
        0 refusals, 2 warnings, 1 note

        WARNING [vault.second-look]
          The second look is not enforced: 3 cosigners release their signatures at
          once, and 2 are enough to spend.
          -> Know that your signature can be used as soon as it leaves this machine;
             compare everything now.

        WARNING [vault.orders-optional]
          The vault does not require orders: nothing but this file says that anybody
          ordered this payment.
          -> Compare every destination and amount with the order that you hold on
             paper.

        NOTE [journal.first-payment]
          Outputs 0, 2, 3: this machine has never approved a payment to 3 of 3
          destinations.
          -> Compare these addresses with special care: nothing on this machine can
             vouch for them.

        Destination 1 of 3 (output 0)
          bcrt 1qj4 wene xg9z zj7k af7w dj4u 5mnh
          wwx7 ku33 gjrg
        Amount: 2.50000000 BTC
                250000000 sat
        Order line: none

        Destination 2 of 3 (output 2)
          bcrt 1p58 wmh7 z7uz wy9s 60yc 30q8 rsfw
          5gjm as2d jsrr jnlx 3x9x wmt8 lqhl vezz
        Amount: 0.75000000 BTC
                75000000 sat
        Order line: none

        Destination 3 of 3 (output 3)
          mp7G LQwj qgBZ JJgM xsCu fL2j pq2i r715
          VM
        Amount: 0.10012345 BTC
                10012345 sat
        Order line: none

        Change 1 of 1 (output 1)
          bcrt 1qkl aygz f7d5 waqj vl2l ul2a afh4
          29l2 xkqk rszf j537 ejzm hu8a xs9c k0cp
        Amount: 0.25985800 BTC
                25985800 sat
        Ours: derived from the registered vault at 1/0 (change branch)

        Coins that are spent
        Input 0: a78f0ce526bcc2adb2d356af15b4d46f5b6aee347dd86125f4806e23ffef4b12:0
          1.62000000 BTC (162000000 sat), proven by its full previous transaction
          ours: derived from the registered vault at 0/1
          sequence 0xfffffffd
        Input 1: 80e4d8e844650c0e091b0b9fe098a5723976d09b9418e822fafa789df0fbfb98:1
          1.99000000 BTC (199000000 sat), proven by its full previous transaction
          ours: derived from the registered vault at 0/2
          sequence 0xfffffffd

        Time and replacement
        Lock time: none, the transaction can be confirmed at once.
        Replacement: 2 of 2 inputs signal that a transaction with a higher fee may
        replace this one until it is confirmed (BIP-125).
        Validity of the case: from any time until any time.

        Words and digests
        Words: spider come fork scale cinnamon brass session burger
        Case digest:
          40848957773019b3f4b9c0361dc32ae617401c9e3fd439c97f9f6541d5cd314f
        Vault digest:
          e1eaca32c06ad9cf5ff1c0b48e0b7970f7151a01d7e7b9b13cf75499f501230e
        Txid: 4c318affd678af71288835f9ffcff9e31c8931df32503be6cd49d5ebf12c7e76
        Unsigned transaction:
          b7fd5cfe76c275bd087308ad2e435a2070a7e92b7939713a74a959cdb1593b17
        Orders: none
        Confirmation needed by all of: alice, bob, carol
        """
}
