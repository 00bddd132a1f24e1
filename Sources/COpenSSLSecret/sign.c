/* ECDSA_do_sign_ex takes the nonce's inverse from outside, which no newer call of OpenSSL 3.0 does. */
#define OPENSSL_SUPPRESS_DEPRECATED

#include <string.h>

#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>

#include "internal.h"

/* More tries for a low r than this (each succeeds with probability 1/2) mean that something is broken. */
enum { most_retries = 256 };

/* What one signature works with. Everything secret lies in secure memory. */
struct signing {
    BN_CTX *context;
    BIGNUM *d;
    BIGNUM *k;
    BIGNUM *k_inverse;
    BIGNUM *x;
    BIGNUM *r;
    EC_POINT *point;
    EC_KEY *key;
    ECDSA_SIG *made;
    uint8_t *nonce;
};

static int open_signing(struct signing *work, const uint8_t scalar[32]) {
    const struct rensho_secret_constants *curve = &rensho_secret_constants;
    work->context = BN_CTX_secure_new();
    work->d = BN_secure_new();
    work->k = BN_secure_new();
    work->k_inverse = BN_secure_new();
    work->x = BN_secure_new();
    work->r = BN_secure_new();
    work->point = EC_POINT_new(curve->group);
    work->key = EC_KEY_new();
    work->nonce = OPENSSL_secure_zalloc(32);
    if (work->context == NULL || work->d == NULL || work->k == NULL || work->k_inverse == NULL || work->x == NULL
        || work->r == NULL || work->point == NULL || work->key == NULL || work->nonce == NULL) {
        return RENSHO_SECRET_OUT_OF_MEMORY;
    }
    BN_set_flags(work->d, BN_FLG_CONSTTIME);
    BN_set_flags(work->k, BN_FLG_CONSTTIME);
    BN_set_flags(work->k_inverse, BN_FLG_CONSTTIME);
    /* The key keeps its own copy of d, which inherits the secure heap and the constant-time flag. */
    if (BN_bin2bn(scalar, 32, work->d) == NULL || EC_KEY_set_group(work->key, curve->group) != 1
        || EC_KEY_set_private_key(work->key, work->d) != 1) {
        return RENSHO_SECRET_LIBRARY_FAULT;
    }
    return RENSHO_SECRET_OK;
}

static void close_signing(struct signing *work) {
    ECDSA_SIG_free(work->made);
    EC_KEY_free(work->key);
    EC_POINT_clear_free(work->point);
    BN_clear_free(work->r);
    BN_clear_free(work->x);
    BN_clear_free(work->k_inverse);
    BN_clear_free(work->k);
    BN_clear_free(work->d);
    BN_CTX_free(work->context);
    if (work->nonce != NULL) {
        OPENSSL_secure_clear_free(work->nonce, 32);
    }
}

/* Sets k and r for one nonce. */
static int try_nonce(
    struct signing *work, const uint8_t scalar[32], const uint8_t digest[32], const uint8_t *extra) {
    const struct rensho_secret_constants *curve = &rensho_secret_constants;
    int code = rensho_secret_nonce_unprepared(scalar, digest, extra, 0, work->nonce);
    if (code != RENSHO_SECRET_OK) {
        return code;
    }
    /* The generator alone: this form takes the constant-time ladder. */
    if (BN_bin2bn(work->nonce, 32, work->k) == NULL
        || EC_POINT_mul(curve->group, work->point, work->k, NULL, NULL, work->context) != 1
        || EC_POINT_get_affine_coordinates(curve->group, work->point, work->x, NULL, work->context) != 1
        || BN_nnmod(work->r, work->x, curve->order, work->context) != 1
        || BN_is_zero(work->r)) {
        return RENSHO_SECRET_LIBRARY_FAULT;
    }
    return RENSHO_SECRET_OK;
}

/* Tries nonces until one is good: the first one, or with `grind` the first one with r < 2^255. */
static int choose_nonce(
    struct signing *work, const uint8_t scalar[32], const uint8_t digest[32], const uint8_t *extra, int grind,
    uint32_t *retries) {
    uint8_t counter[32] = {0};
    for (uint32_t retry = 0; retry <= most_retries; retry++) {
        counter[0] = (uint8_t)retry;
        counter[1] = (uint8_t)(retry >> 8);
        int code = try_nonce(work, scalar, digest, retry == 0 ? extra : counter);
        if (code != RENSHO_SECRET_OK) {
            return code;
        }
        if (!grind || BN_num_bits(work->r) < 256) {
            *retries = retry;
            return RENSHO_SECRET_OK;
        }
    }
    return RENSHO_SECRET_LIBRARY_FAULT;
}

/* Computes s from k, r and d; writes r and the lower of s and n-s. */
static int finish_signature(struct signing *work, const uint8_t digest[32], uint8_t signature[64]) {
    const struct rensho_secret_constants *curve = &rensho_secret_constants;
    int code = RENSHO_SECRET_LIBRARY_FAULT;
    BIGNUM *low_s = BN_new();
    /* Fermat's inverse k^(n-2), with a sequence of operations that does not depend on k. */
    if (low_s == NULL
        || BN_mod_exp_mont_consttime(
               work->k_inverse, work->k, curve->order_minus_two, curve->order, work->context, curve->montgomery) != 1) {
        goto out;
    }
    work->made = ECDSA_do_sign_ex(digest, 32, work->k_inverse, work->r, work->key);
    if (work->made == NULL) {
        goto out;
    }
    const BIGNUM *r = ECDSA_SIG_get0_r(work->made);
    const BIGNUM *s = ECDSA_SIG_get0_s(work->made);
    if (r == NULL || s == NULL || BN_cmp(r, work->r) != 0 || BN_is_zero(s) || BN_cmp(s, curve->order) >= 0) {
        goto out;
    }
    if (BN_cmp(s, curve->half_order) > 0 ? BN_sub(low_s, curve->order, s) != 1 : BN_copy(low_s, s) == NULL) {
        goto out;
    }
    if (BN_bn2binpad(r, signature, 32) == 32 && BN_bn2binpad(low_s, signature + 32, 32) == 32) {
        code = RENSHO_SECRET_OK;
    }
out:
    BN_clear_free(low_s);
    return code;
}

/* Verifies with the public key that the caller expects, not with one computed from the secret. */
static int verify(const uint8_t expected[33], const uint8_t digest[32], const uint8_t signature[64]) {
    const struct rensho_secret_constants *curve = &rensho_secret_constants;
    int code = RENSHO_SECRET_OUT_OF_MEMORY;
    EC_POINT *point = EC_POINT_new(curve->group);
    EC_KEY *key = EC_KEY_new();
    ECDSA_SIG *given = ECDSA_SIG_new();
    BIGNUM *r = BN_bin2bn(signature, 32, NULL);
    BIGNUM *s = BN_bin2bn(signature + 32, 32, NULL);
    if (point == NULL || key == NULL || given == NULL || r == NULL || s == NULL) {
        goto out;
    }
    code = RENSHO_SECRET_NOT_A_POINT;
    if ((expected[0] != 0x02 && expected[0] != 0x03)
        || EC_POINT_oct2point(curve->group, point, expected, 33, NULL) != 1
        || EC_POINT_is_at_infinity(curve->group, point) != 0) {
        goto out;
    }
    code = RENSHO_SECRET_LIBRARY_FAULT;
    if (EC_KEY_set_group(key, curve->group) != 1 || EC_KEY_set_public_key(key, point) != 1
        || ECDSA_SIG_set0(given, r, s) != 1) {
        goto out;
    }
    /* ECDSA_SIG_set0 took both over. */
    r = NULL;
    s = NULL;
    code = ECDSA_do_verify(digest, 32, given, key) == 1 ? RENSHO_SECRET_OK : RENSHO_SECRET_NOT_VERIFIED;
out:
    BN_free(s);
    BN_free(r);
    ECDSA_SIG_free(given);
    EC_KEY_free(key);
    EC_POINT_free(point);
    return code;
}

int rensho_secret_sign_unprepared(
    const uint8_t scalar[32], const uint8_t digest[32], const uint8_t *extra, int grind, const uint8_t expected[33],
    uint8_t signature[64], uint32_t *retries) {
    struct signing work = {0};
    uint32_t used = 0;
    memset(signature, 0, 64);
    if (grind && extra != NULL) {
        return RENSHO_SECRET_BAD_PARAMETER;
    }
    int code = rensho_secret_check_scalar(scalar);
    if (code == RENSHO_SECRET_OK) {
        code = open_signing(&work, scalar);
    }
    if (code == RENSHO_SECRET_OK) {
        code = choose_nonce(&work, scalar, digest, extra, grind, &used);
    }
    if (code == RENSHO_SECRET_OK) {
        code = finish_signature(&work, digest, signature);
    }
    if (code == RENSHO_SECRET_OK) {
        code = verify(expected, digest, signature);
    }
    close_signing(&work);
    if (code != RENSHO_SECRET_OK) {
        OPENSSL_cleanse(signature, 64);
    }
    if (retries != NULL) {
        *retries = code == RENSHO_SECRET_OK ? used : 0;
    }
    return code;
}

int rensho_secret_sign(
    const uint8_t scalar[32], const uint8_t digest[32], const uint8_t *extra, int grind, const uint8_t expected[33],
    uint8_t signature[64], uint32_t *retries) {
    int code = rensho_secret_prepare();
    if (code != RENSHO_SECRET_OK) {
        memset(signature, 0, 64);
        if (retries != NULL) {
            *retries = 0;
        }
        return code;
    }
    return rensho_secret_done(
        rensho_secret_sign_unprepared(scalar, digest, extra, grind, expected, signature, retries));
}
