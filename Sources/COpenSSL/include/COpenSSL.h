// The door to libcrypto for public data. Buffers have fixed or stated sizes, no OpenSSL type crosses, every function
// returns RENSHO_OK or an exact failure, and the caller compares with RENSHO_OK.
#ifndef RENSHO_COPENSSL_H
#define RENSHO_COPENSSL_H

#include <stddef.h>
#include <stdint.h>

// The call did what it says; for a question: yes.
#define RENSHO_OK 1
// A well-formed question has the answer no: the signature does not verify.
#define RENSHO_NO 0
// The bytes are not the encoding of a point of the curve.
#define RENSHO_NO_POINT (-1)
// A scalar is not below the order of the group.
#define RENSHO_SCALAR_RANGE (-2)
// The result is the point at infinity.
#define RENSHO_INFINITY (-3)
// libcrypto failed: no memory, or an algorithm that does not give its known answer.
#define RENSHO_LIBRARY (-4)
// Parameters of a key derivation are refused.
#define RENSHO_PARAMETERS (-5)

// The size of a running SHA-256 in 64-bit words; a running hash is plain memory and may be copied.
#define RENSHO_SHA256_STATE_WORDS 14

// Where libcrypto's secure heap is in use, overwrites and gives back what it keeps there for the calling thread: the
// generator that blinds points. It makes that again when it is needed.
void rensho_end_thread(void);

// out: 32 bytes. `bytes` may be NULL when count is 0, here and below.
int rensho_sha256(const uint8_t *bytes, size_t count, void *out);
// out: 32 bytes, SHA-256 of SHA-256.
int rensho_sha256_twice(const uint8_t *bytes, size_t count, void *out);
// state: RENSHO_SHA256_STATE_WORDS words, 8 bytes each, here and below.
int rensho_sha256_start(void *state);
int rensho_sha256_update(void *state, const uint8_t *bytes, size_t count);
// Leaves the state as it was, so that it can go on. out: 32 bytes.
int rensho_sha256_finish(const void *state, void *out);

// out: 64 bytes.
int rensho_sha512(const uint8_t *bytes, size_t count, uint8_t *out);
// out: 20 bytes.
int rensho_ripemd160(const uint8_t *bytes, size_t count, uint8_t *out);
// out: 20 bytes, RIPEMD-160 of SHA-256.
int rensho_hash160(const uint8_t *bytes, size_t count, uint8_t *out);

// out: 32 bytes.
int rensho_hmac_sha256(const uint8_t *key, size_t key_count, const uint8_t *bytes, size_t count, void *out);
// out: 64 bytes.
int rensho_hmac_sha512(const uint8_t *key, size_t key_count, const uint8_t *bytes, size_t count, uint8_t *out);
// Refuses to use more than max_memory bytes. out: out_count bytes.
int rensho_scrypt(const uint8_t *password, size_t password_count, const uint8_t *salt, size_t salt_count, uint64_t n,
                  uint64_t r, uint64_t p, uint64_t max_memory, uint8_t *out, size_t out_count);

// iterations is 1 or more. out: out_count bytes.
int rensho_pbkdf2_hmac_sha512(const uint8_t *password, size_t password_count, const uint8_t *salt, size_t salt_count,
                              uint32_t iterations, uint8_t *out, size_t out_count);
// For data that is no key: the tables of a processor without AES instructions can leak through its caches.
// key: 32 bytes; counter: 16 bytes; out: count bytes and never NULL. Encryption and decryption are the same.
int rensho_aes_256_ctr(const uint8_t *key, const uint8_t *counter, const uint8_t *bytes, size_t count, uint8_t *out);

// The library's own secp256k1: y^2 = x^3 + ax + b modulo the prime, big endian; the generator is 65 bytes, all else 32.
int rensho_curve_parameters(uint8_t *prime, uint8_t *a, uint8_t *b, uint8_t *order, uint8_t *generator);
// Whether the bytes are a point of secp256k1 as 33 bytes 02/03 or 65 bytes 04.
int rensho_point_check(const uint8_t *point, size_t count);
// The same answer by another way, faster for 33 bytes.
int rensho_point_exists(const uint8_t *point, size_t count);
// sum = point + scalar * G, both points 33 bytes, scalar 32 bytes big endian and below the order.
// Not constant in time: for public data only.
int rensho_point_add_scalar(const uint8_t *point, const uint8_t *scalar, uint8_t *sum);
// Whether r and s (32 bytes each, big endian) verify for a 32-byte digest; high s is judged by the caller.
int rensho_ecdsa_verify(const uint8_t *point, size_t count, const uint8_t *digest, const uint8_t *compact);

#endif
