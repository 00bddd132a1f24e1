/* Shared by the files of this target only. */
#ifndef RENSHO_COPENSSLSECRET_INTERNAL_H
#define RENSHO_COPENSSLSECRET_INTERNAL_H

#include <stddef.h>
#include <stdint.h>

#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/evp.h>

#include "COpenSSLSecret.h"

/* Constants of the curve, made once by rensho_secret_prepare and only read afterwards. */
struct rensho_secret_constants {
    EC_GROUP *group;
    BIGNUM *order;
    BIGNUM *half_order;
    BIGNUM *order_minus_two;
    BN_MONT_CTX *montgomery;
    EVP_MAC *hmac;
};

extern struct rensho_secret_constants rensho_secret_constants;

/* The functions below are the ones that rensho_secret_prepare needs for its own check: they do not call it. */

int rensho_secret_make_constants(void);

int rensho_secret_public_key_unprepared(const uint8_t scalar[32], uint8_t public_key[33]);

int rensho_secret_sign_unprepared(
    const uint8_t scalar[32], const uint8_t digest[32], const uint8_t *extra, int grind, const uint8_t expected[33],
    uint8_t signature[64], uint32_t *retries);

int rensho_secret_nonce_unprepared(
    const uint8_t scalar[32], const uint8_t digest[32], const uint8_t *extra, uint32_t index, uint8_t nonce[32]);

/* One part of a message that is authenticated without being copied together first. */
struct rensho_secret_part {
    const uint8_t *bytes;
    size_t count;
};

/* HMAC over the parts in order; `digest` is "SHA256" or "SHA512", `mac` has the digest's length. */
int rensho_secret_hmac(
    const char *digest, const uint8_t *key, size_t key_count, const struct rensho_secret_part *parts,
    size_t part_count, uint8_t *mac, size_t mac_count);

/* Empties this thread's error queue of libcrypto and passes the code through. */
int rensho_secret_done(int code);

#endif
