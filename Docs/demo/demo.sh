#!/usr/bin/env bash
# One whole case on real data, as an operator, a requester and three custodians would see it. Needs no terminal and no root.
# usage: demo.sh FOLDER-WITH-THE-BUILT-PROGRAMS [WORK-FOLDER]
#
# The coins, the payments and the keys are Vectors/samples/regtest-2of3, made by a Bitcoin Core regtest node. The keys
# come from published test words: never use them for money.
set -euo pipefail

bin=$(cd "$1" && pwd)
sample=$(cd "$(dirname "$0")/../../Vectors/samples/regtest-2of3" && pwd)
work=${2:-$(mktemp -d)}
[ -n "${2:-}" ] && mkdir -p "$work" || trap 'rm -rf "$work"' EXIT
cd "$work"

people=(alice bob carol)
passphrase="a passphrase for the demonstration"

title() { printf '\n════ %s\n\n' "$*"; }
note() { printf '     %s\n' "$*"; }
# Shows a command and runs it.
shown() {
    printf '$ %s\n' "$*"
    "$@"
}
rensho() { "$bin/rensho" "$@" --home operator; }
# Each custodian has a home of his own, as if on a machine of his own.
signer() {
    local person=$1
    shift
    "$bin/rensho-signer" "$@" --home "$person" --passphrase-fd 4 4<<<"$passphrase"
}
field() { sed -n "s/.*\"$1\" *: *\"\([^\"]*\)\".*/\1/p" | head -n 1; }

title "1. Three custodians restore their keys, each on a machine without a network"
for i in 0 1 2; do
    person=${people[$i]}
    words=$(sed -n 's/.*"mnemonic": "\(.*\)".*/\1/p' "$sample/cosigners.json" | sed -n "$((i + 1))p")
    "$bin/rensho-signer" keys restore --home "$person" --person "$person" --name "${person^} Example" \
        --organisation example --site "site-$i" --device "laptop-$i" --network regtest \
        --first-use --words-fd 3 --passphrase-fd 4 3<<<"$words" 4<<<"$passphrase"
    "$bin/rensho-signer" keys export --home "$person" -o "$person.key-record"
done
note "Rita orders payments. She has a machine of her own, too, and no share of the coins."
"$bin/rensho-signer" identity restore --home rita --person rita --name "Rita Example" --organisation example \
    --site site-0 --device laptop-3 --network regtest --first-use --words-fd 3 --passphrase-fd 4 \
    3<<<"scheme spot photo card baby mountain device kick cradle pact join borrow" 4<<<"$passphrase"
"$bin/rensho-signer" keys export --home rita -o rita.key-record

title "2. The operator makes the vault: 2 of these 3 must sign, and only what rita has ordered is paid"
shown rensho init --network regtest
shown rensho vault create --name treasury --threshold 2 --accept "organisation example" --role rita=requester \
    ./*.key-record

title "3. Every custodian reads the whole vault on his own machine and acknowledges it (alice's screen)"
vault=$(rensho vault show treasury --json | field hash)
note "At a terminal each of them compares the vault's words with the others by telephone;"
note "on a test network --expect-digest stands for that."
signer alice vault register treasury.vault --expect-digest "$vault"
for person in bob carol; do signer "$person" vault register treasury.vault --expect-digest "$vault" 2>/dev/null; done
shown rensho vault import ./*.acknowledgement

title "4. Rita reads what she is asked to order, line by line, and signs it (rita's screen)"
rensho order new --requester rita --payouts "$sample/payouts.csv" --max-fee 0.001 --not-after 2199-12-31 --json >order.json
order=$(field digest <order.json)
signer rita order sign treasury.rita.1.draft --vault treasury.vault ./*.acknowledgement --expect-digest "$order"
note "Her machine prints the sheet from which the custodians type:"
"$bin/rensho-signer" order sheet --home rita treasury.rita.1.order
cat treasury.rita.1.txt

title "   ... and the operator proposes exactly that, from coins that are each proven by their previous transaction"
shown rensho coins import "$sample/listunspent.json" --transactions "$sample/transactions.json"
rensho propose --order treasury.rita.1.order --fee-rate 5 --json >proposal.json
case_id=$(field case <proposal.json)
digest=$(field digest <proposal.json)
case_name=${case_id:0:8}
note "case $case_id"

title "5. Look 1: alice sees every destination and amount on her own machine, and signs (alice's screen)"
signer alice sign "$case_name.proposal.psbt" --expect-digest "$digest"
title "   ... and bob on his"
signer bob sign "$case_name.proposal.psbt" --expect-digest "$digest" 2>/dev/null

title "6. The operator collects the shares: each promises signatures, and the signatures stay on the machines"
shown rensho collect "$case_name.alice.share" || [ $? -eq 2 ]
shown rensho collect "$case_name.bob.share" || [ $? -eq 2 ]

title "7. Two people have signed. There is nothing yet that could be assembled, or stolen:"
shown rensho assemble "$case_name" && exit 1

title "8. Look 2: each destination and amount is displayed again to EVERY custodian (carol's screen; she did not sign)"
shown rensho confirm "$case_name"
signer carol confirm "$case_name.confirm.psbt" --expect-digest "$digest"
signer alice confirm "$case_name.confirm.psbt" --expect-digest "$digest" 2>/dev/null
shown rensho collect "$case_name.carol.confirmation" "$case_name.alice.confirmation" || [ $? -eq 2 ]

title "9. Bob confirms last: with everybody's confirmation in his file, his signatures leave in the same visit"
shown rensho confirm "$case_name"
signer bob confirm "$case_name.confirm-2.psbt" --expect-digest "$digest" 2>/dev/null
shown rensho collect "$case_name.bob.confirmation" "$case_name.bob.signed.psbt" || [ $? -eq 2 ]

title "10. Alice releases: her machine lets the signatures go because everybody has confirmed (alice's screen)"
shown rensho confirm "$case_name"
signer alice release "$case_name.confirm-3.psbt" --expect-digest "$digest"
shown rensho collect "$case_name.alice.signed.psbt" || [ $? -eq 2 ]

title "11. Every custodian has seen the payment and confirmed it; who signed has seen it twice. The operator assembles"
shown rensho assemble "$case_name"
shown rensho status "$case_name"

title "Done. The transaction, ready for sendrawtransaction:"
cat "$case_name.tx"
echo
rensho inspect "$case_name.tx" --json | field txid | sed 's/^/txid /'
