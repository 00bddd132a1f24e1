#include <string.h>

#include <openssl/crypto.h>

#include "internal.h"

/* The state of the generator of RFC 6979 §3.2, in secure memory as a whole. */
struct nonce_state {
    uint8_t k[32];
    uint8_t v[32];
    uint8_t digest[32];
};

/* RFC 6979 §2.3.4 bits2octets: the digest modulo n. One subtraction is enough, since 2^256 < 2n. */
static int reduce_digest(const uint8_t digest[32], uint8_t reduced[32]) {
    int code = RENSHO_SECRET_LIBRARY_FAULT;
    BIGNUM *value = BN_bin2bn(digest, 32, NULL);
    if (value != NULL
        && (BN_cmp(value, rensho_secret_constants.order) < 0
            || BN_sub(value, value, rensho_secret_constants.order) == 1)
        && BN_bn2binpad(value, reduced, 32) == 32) {
        code = RENSHO_SECRET_OK;
    }
    BN_free(value);
    return code;
}

/* K = HMAC_K(V || separator || rest), then V = HMAC_K(V). */
static int update(struct nonce_state *state, uint8_t separator, const struct rensho_secret_part rest[3]) {
    const struct rensho_secret_part parts[5] = {
        {state->v, sizeof state->v}, {&separator, 1}, rest[0], rest[1], rest[2],
    };
    int code = rensho_secret_hmac("SHA256", state->k, sizeof state->k, parts, 5, state->k, sizeof state->k);
    return code != RENSHO_SECRET_OK
        ? code
        : rensho_secret_hmac("SHA256", state->k, sizeof state->k, parts, 1, state->v, sizeof state->v);
}

int rensho_secret_nonce_unprepared(
    const uint8_t scalar[32], const uint8_t digest[32], const uint8_t *extra, uint32_t index, uint8_t nonce[32]) {
    static const struct rensho_secret_part nothing[3] = {{NULL, 0}, {NULL, 0}, {NULL, 0}};
    OPENSSL_cleanse(nonce, 32);
    struct nonce_state *state = OPENSSL_secure_zalloc(sizeof *state);
    if (state == NULL) {
        return RENSHO_SECRET_OUT_OF_MEMORY;
    }
    memset(state->v, 0x01, sizeof state->v);
    const struct rensho_secret_part seed[3] = {
        {scalar, 32}, {state->digest, sizeof state->digest}, {extra, extra != NULL ? 32 : 0},
    };
    int code = reduce_digest(digest, state->digest);
    if (code == RENSHO_SECRET_OK) {
        code = update(state, 0x00, seed);
    }
    if (code == RENSHO_SECRET_OK) {
        code = update(state, 0x01, seed);
    }
    /* RFC 6979 §3.2 h: a candidate outside 1...n-1 does not count. */
    uint32_t accepted = 0;
    const struct rensho_secret_part v = {state->v, sizeof state->v};
    while (code == RENSHO_SECRET_OK) {
        code = rensho_secret_hmac("SHA256", state->k, sizeof state->k, &v, 1, state->v, sizeof state->v);
        if (code != RENSHO_SECRET_OK) {
            break;
        }
        if (rensho_secret_check_scalar(state->v) == RENSHO_SECRET_OK) {
            if (accepted == index) {
                memcpy(nonce, state->v, 32);
                break;
            }
            accepted++;
        }
        code = update(state, 0x00, nothing);
    }
    OPENSSL_secure_clear_free(state, sizeof *state);
    return code;
}

int rensho_secret_nonce_candidate(
    const uint8_t scalar[32], const uint8_t digest[32], const uint8_t *extra, uint32_t index, uint8_t nonce[32]) {
    int code = rensho_secret_prepare();
    if (code == RENSHO_SECRET_OK) {
        code = rensho_secret_check_scalar(scalar);
    }
    if (code != RENSHO_SECRET_OK) {
        OPENSSL_cleanse(nonce, 32);
        return code;
    }
    return rensho_secret_done(rensho_secret_nonce_unprepared(scalar, digest, extra, index, nonce));
}
