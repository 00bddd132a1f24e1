// The low-level hash functions are deprecated in favour of EVP, which looks its algorithm up on every call: for the
// many short inputs of a transaction that costs more than the hash. Their state is plain memory, which is what a
// copyable midstate needs.
#define OPENSSL_SUPPRESS_DEPRECATED

#include "COpenSSL.h"

#include <openssl/crypto.h>
#include <openssl/ripemd.h>
#include <openssl/sha.h>
#include <string.h>

_Static_assert(sizeof(SHA256_CTX) <= RENSHO_SHA256_STATE_WORDS * sizeof(uint64_t), "the state of a SHA-256 fits");

static const uint8_t nothing[1];

static const uint8_t *some(const uint8_t *bytes) { return bytes != NULL ? bytes : nothing; }

static int sha256(const uint8_t *bytes, size_t count, uint8_t out[32]) {
    SHA256_CTX context;
    if (SHA256_Init(&context) != 1 || SHA256_Update(&context, some(bytes), count) != 1 ||
        SHA256_Final(out, &context) != 1) {
        return RENSHO_LIBRARY;
    }
    return RENSHO_OK;
}

int rensho_sha256(const uint8_t *bytes, size_t count, void *out) { return sha256(bytes, count, out); }

int rensho_sha256_twice(const uint8_t *bytes, size_t count, void *out) {
    uint8_t first[32];
    int result = sha256(bytes, count, first);
    return result == RENSHO_OK ? sha256(first, sizeof first, out) : result;
}

int rensho_sha256_start(void *state) {
    SHA256_CTX context;
    if (SHA256_Init(&context) != 1) return RENSHO_LIBRARY;
    memset(state, 0, RENSHO_SHA256_STATE_WORDS * sizeof(uint64_t));
    memcpy(state, &context, sizeof context);
    return RENSHO_OK;
}

int rensho_sha256_update(void *state, const uint8_t *bytes, size_t count) {
    SHA256_CTX context;
    memcpy(&context, state, sizeof context);
    if (SHA256_Update(&context, some(bytes), count) != 1) return RENSHO_LIBRARY;
    memcpy(state, &context, sizeof context);
    return RENSHO_OK;
}

int rensho_sha256_finish(const void *state, void *out) {
    SHA256_CTX context;
    memcpy(&context, state, sizeof context);
    return SHA256_Final(out, &context) == 1 ? RENSHO_OK : RENSHO_LIBRARY;
}

int rensho_sha512(const uint8_t *bytes, size_t count, uint8_t *out) {
    SHA512_CTX context;
    if (SHA512_Init(&context) != 1 || SHA512_Update(&context, some(bytes), count) != 1 ||
        SHA512_Final(out, &context) != 1) {
        return RENSHO_LIBRARY;
    }
    return RENSHO_OK;
}

static int ripemd160(const uint8_t *bytes, size_t count, uint8_t out[20]) {
    RIPEMD160_CTX context;
    if (RIPEMD160_Init(&context) != 1 || RIPEMD160_Update(&context, some(bytes), count) != 1 ||
        RIPEMD160_Final(out, &context) != 1) {
        return RENSHO_LIBRARY;
    }
    return RENSHO_OK;
}

// Builds of OpenSSL differ in whether RIPEMD-160 is there and alive, so it has to show its known answer first.
static CRYPTO_ONCE ripemd160_once = CRYPTO_ONCE_STATIC_INIT;
static int ripemd160_works;

static void check_ripemd160(void) {
    static const uint8_t message[3] = {'a', 'b', 'c'};
    static const uint8_t answer[20] = {0x8e, 0xb2, 0x08, 0xf7, 0xe0, 0x5d, 0x98, 0x7a, 0x9b, 0x04,
                                       0x4a, 0x8e, 0x98, 0xc6, 0xb0, 0x87, 0xf1, 0x5a, 0x0b, 0xfc};
    uint8_t digest[20];
    ripemd160_works =
        ripemd160(message, sizeof message, digest) == RENSHO_OK && memcmp(digest, answer, sizeof answer) == 0;
}

int rensho_ripemd160(const uint8_t *bytes, size_t count, uint8_t *out) {
    if (CRYPTO_THREAD_run_once(&ripemd160_once, check_ripemd160) != 1 || !ripemd160_works) return RENSHO_LIBRARY;
    return ripemd160(bytes, count, out);
}

int rensho_hash160(const uint8_t *bytes, size_t count, uint8_t *out) {
    uint8_t first[32];
    int result = sha256(bytes, count, first);
    return result == RENSHO_OK ? rensho_ripemd160(first, sizeof first, out) : result;
}
