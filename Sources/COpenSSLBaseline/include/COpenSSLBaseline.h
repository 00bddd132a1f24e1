// libcrypto in plain loops, without anything around it: what the wrappers are measured against. For rensho-bench only;
// keys in here are the benchmark's published ones, and nothing is constant in time or locked in memory on purpose.
#ifndef RENSHO_COPENSSLBASELINE_H
#define RENSHO_COPENSSLBASELINE_H

#include <stddef.h>
#include <stdint.h>

// Every function does the same call for each of `count` rows and returns how many came out right; rows lie one behind the
// other: keys 33 bytes compressed, digests, scalars and tweaks 32 bytes, signatures r and s with 64 bytes.

// ECDSA_do_verify, keys and signatures read from their bytes.
size_t rensho_baseline_verify(size_t count, const uint8_t *keys, const uint8_t *digests, const uint8_t *signatures);
// ECDSA_do_sign with the library's own nonce, and ECDSA_do_verify of the result with the key.
size_t rensho_baseline_sign(size_t count, const uint8_t *scalars, const uint8_t *digests, const uint8_t *keys);
// EC_POINT_mul of the generator; written compressed.
size_t rensho_baseline_public_key(size_t count, const uint8_t *scalars, uint8_t *keys);
// HMAC-SHA512 of key and number under `chain_code`, EC_POINT_mul of point and generator, written compressed.
size_t rensho_baseline_derive_public(size_t count, const uint8_t *keys, const uint8_t *chain_code, uint8_t *children);
// HMAC-SHA512 of the key and number under `chain_code`, the sum modulo the order, EC_POINT_mul of the generator.
size_t rensho_baseline_derive_private(
    size_t count, const uint8_t *scalar, const uint8_t *key, const uint8_t *chain_code, uint8_t *children);
// RIPEMD-160 of SHA-256 of 33 bytes; hashes have 20 bytes.
size_t rensho_baseline_hash160(size_t count, const uint8_t *keys, uint8_t *hashes);
// SHA-256 of SHA-256 of `length` bytes, the same ones for each row; hashes have 32 bytes.
size_t rensho_baseline_sha256_twice(size_t count, const uint8_t *bytes, size_t length, uint8_t *hashes);

#endif
