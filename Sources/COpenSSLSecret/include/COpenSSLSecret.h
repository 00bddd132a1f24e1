/* Everything that libcrypto does with secret bytes. No OpenSSL type crosses this header: buffers have fixed or given
   lengths, and every function returns RENSHO_SECRET_OK or exactly one of the codes below. On any other result than
   RENSHO_SECRET_OK the outputs are all zero. Every function may be called from several threads at once.

   "Secure memory" is libcrypto's secure heap: locked against swapping, fenced by guard pages, left out of core dumps.
   Secret arguments and secret results are meant to lie there; callers get such memory from rensho_secret_allocate. */
#ifndef RENSHO_COPENSSLSECRET_H
#define RENSHO_COPENSSLSECRET_H

#include <stddef.h>
#include <stdint.h>

#define RENSHO_SECRET_OK 0
/* The secure heap could not be locked into memory: RLIMIT_MEMLOCK is too small. */
#define RENSHO_SECRET_MEMORY_NOT_LOCKED 1
/* The secure heap, or for scrypt the ordinary one, has no room left. */
#define RENSHO_SECRET_OUT_OF_MEMORY 2
/* The library's curve or its arithmetic differs from the constants and the known signature held here. */
#define RENSHO_SECRET_SELF_TEST_FAILED 3
/* A scalar, a sum of scalars or a BIP-32 key is not in 1...n-1. */
#define RENSHO_SECRET_OUT_OF_RANGE 4
/* The expected public key is not a compressed point of the curve. */
#define RENSHO_SECRET_NOT_A_POINT 5
/* The signature just made does not verify with the expected public key. */
#define RENSHO_SECRET_NOT_VERIFIED 6
/* The ciphertext, its associated data or its tag was altered, or the key is another one. */
#define RENSHO_SECRET_NOT_AUTHENTIC 7
/* A length or cost that the function does not take. */
#define RENSHO_SECRET_BAD_PARAMETER 8
/* A call into libcrypto failed for no reason that the inputs explain. */
#define RENSHO_SECRET_LIBRARY_FAULT 9

/* The size of the secure heap in bytes. A signature in the making takes about 2 KiB of it, and as many are in the making
   as there are cores; small enough for the memory lock limit of 8 MiB that systems give to ordinary users. */
#define RENSHO_SECRET_HEAP_SIZE (1 << 20)

/* --- Memory ------------------------------------------------------------------------------------------------- */

/* Prepares the secure heap and checks the curve, once per process; later calls return the first result. Every other
   function calls it by itself. */
int rensho_secret_prepare(void);

/* Gives `count` bytes of zeroed secure memory, at least one. */
int rensho_secret_allocate(size_t count, void **memory);

/* Overwrites secure memory and gives it back. `count` is the number of bytes that was asked for. */
void rensho_secret_release(void *memory, size_t count);

/* Overwrites memory in a way that the compiler does not remove. */
void rensho_secret_cleanse(void *memory, size_t count);

/* The bytes of secure memory now in use by this process, libcrypto's own included. */
size_t rensho_secret_memory_in_use(void);

/* From now on the process ends with `status` and one line on standard error if, at its regular end, a single block of
   secure memory is still in use: a secret that nobody overwrote. `program` is kept, not copied. Threads that
   live on must have given back what libcrypto keeps for them (rensho_end_thread of COpenSSL). */
void rensho_secret_guard_exit(const char *program, int status);

/* Compares without telling by its duration where two buffers differ; 1 when they are equal. */
int rensho_secret_equal(const void *left, const void *right, size_t count);

/* --- secp256k1 ---------------------------------------------------------------------------------------------- */

/* Tells whether a big-endian scalar is in 1...n-1: RENSHO_SECRET_OK or RENSHO_SECRET_OUT_OF_RANGE. */
int rensho_secret_check_scalar(const uint8_t scalar[32]);

/* Computes the compressed public key of a secret scalar. */
int rensho_secret_public_key(const uint8_t scalar[32], uint8_t public_key[33]);

/* Makes a deterministic ECDSA signature (RFC 6979, low S) and verifies it with `expected` before giving it out.

   `extra` is 32 bytes of additional nonce data or NULL. With `grind` other than 0, `extra` has to be NULL, and tries go
   on until r < 2^255: the first without additional data, the next ones with a counter from 1 up as 32 bytes
   little-endian, as Bitcoin Core does it. `signature` is r and s, each 32 bytes big-endian; `retries`, unless NULL,
   gets the last counter. */
int rensho_secret_sign(
    const uint8_t scalar[32], const uint8_t digest[32], const uint8_t *extra, int grind, const uint8_t expected[33],
    uint8_t signature[64], uint32_t *retries);

/* Computes the candidate with the given index (0 first) of the nonce stream of RFC 6979 §3.2. Who knows a nonce and its
   signature knows the key: this exists to be compared with published streams. */
int rensho_secret_nonce_candidate(
    const uint8_t scalar[32], const uint8_t digest[32], const uint8_t *extra, uint32_t index, uint8_t nonce[32]);

/* --- BIP-32 ------------------------------------------------------------------------------------------------- */

/* BIP-32 master key generation: key and chain code, 64 bytes, from a seed of 16 to 64 bytes. */
int rensho_secret_master_key(const uint8_t *seed, size_t seed_count, uint8_t key_and_chain_code[64]);

/* BIP-32 CKDpriv: the child `index` (hardened from 2^31 on) of a private key and its chain code. */
int rensho_secret_child_key(
    const uint8_t parent[64], const uint8_t parent_public_key[33], uint32_t index, uint8_t child[64]);

/* --- Key derivation and ciphers ----------------------------------------------------------------------------- */

int rensho_secret_hmac_sha256(
    const uint8_t *key, size_t key_count, const uint8_t *message, size_t message_count, uint8_t mac[32]);

int rensho_secret_hmac_sha512(
    const uint8_t *key, size_t key_count, const uint8_t *message, size_t message_count, uint8_t mac[64]);

int rensho_secret_sha256(const uint8_t *message, size_t message_count, uint8_t hash[32]);

int rensho_secret_pbkdf2_sha512(
    const uint8_t *password, size_t password_count, const uint8_t *salt, size_t salt_count, uint32_t iterations,
    uint8_t *output, size_t output_count);

/* HKDF with SHA-256 (RFC 5869), up to 255 blocks of 32 bytes. An empty salt stands for 32 zero bytes. */
int rensho_secret_hkdf_sha256(
    const uint8_t *salt, size_t salt_count, const uint8_t *key, size_t key_count, const uint8_t *info,
    size_t info_count, uint8_t *output, size_t output_count);

/* The greatest memory in bytes that rensho_secret_scrypt asks for: N = 2^20 with r = 8 and p up to 16. */
#define RENSHO_SECRET_SCRYPT_MEMORY ((1ull << 30) + (1ull << 20))

/* scrypt (RFC 7914) within RENSHO_SECRET_SCRYPT_MEMORY. */
int rensho_secret_scrypt(
    const uint8_t *password, size_t password_count, const uint8_t *salt, size_t salt_count, uint64_t n, uint32_t r,
    uint32_t p, uint8_t *output, size_t output_count);

int rensho_secret_aes256_gcm_seal(
    const uint8_t key[32], const uint8_t nonce[12], const uint8_t *associated, size_t associated_count,
    const uint8_t *plain, size_t count, uint8_t *cipher, uint8_t tag[16]);

int rensho_secret_aes256_gcm_open(
    const uint8_t key[32], const uint8_t nonce[12], const uint8_t *associated, size_t associated_count,
    const uint8_t *cipher, size_t count, const uint8_t tag[16], uint8_t *plain);

#endif
