#define OPENSSL_SUPPRESS_DEPRECATED

#include "COpenSSLBaseline.h"

#include <string.h>

#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/obj_mac.h>
#include <openssl/ripemd.h>
#include <openssl/sha.h>

// What a loop works with; made once, as any program would.
struct tools {
    EC_GROUP *group;
    BN_CTX *numbers;
    EC_POINT *point;
    EC_POINT *sum;
    BIGNUM *scalar;
    BIGNUM *other;
    BIGNUM *one;
    EC_KEY *key;
};

static void close_tools(struct tools *tools) {
    EC_KEY_free(tools->key);
    BN_free(tools->one);
    BN_free(tools->other);
    BN_free(tools->scalar);
    EC_POINT_free(tools->sum);
    EC_POINT_free(tools->point);
    BN_CTX_free(tools->numbers);
    EC_GROUP_free(tools->group);
}

static int open_tools(struct tools *tools) {
    memset(tools, 0, sizeof *tools);
    tools->group = EC_GROUP_new_by_curve_name(NID_secp256k1);
    if (tools->group == NULL) return 0;
    tools->numbers = BN_CTX_new();
    tools->point = EC_POINT_new(tools->group);
    tools->sum = EC_POINT_new(tools->group);
    tools->scalar = BN_new();
    tools->other = BN_new();
    tools->one = BN_new();
    tools->key = EC_KEY_new();
    return tools->numbers != NULL && tools->point != NULL && tools->sum != NULL && tools->scalar != NULL &&
           tools->other != NULL && tools->one != NULL && tools->key != NULL && BN_one(tools->one) == 1 &&
           EC_GROUP_precompute_mult(tools->group, tools->numbers) == 1 &&
           EC_KEY_set_group(tools->key, tools->group) == 1;
}

static int write_point(struct tools *tools, const EC_POINT *point, uint8_t *bytes) {
    return EC_POINT_point2oct(
               tools->group, point, POINT_CONVERSION_COMPRESSED, bytes, 33, tools->numbers) == 33;
}

size_t rensho_baseline_verify(size_t count, const uint8_t *keys, const uint8_t *digests, const uint8_t *signatures) {
    struct tools tools;
    size_t good = 0;
    ECDSA_SIG *signature = ECDSA_SIG_new();
    if (open_tools(&tools) && signature != NULL) {
        for (size_t row = 0; row < count; row++) {
            BIGNUM *r = BN_bin2bn(signatures + 64 * row, 32, NULL);
            BIGNUM *s = BN_bin2bn(signatures + 64 * row + 32, 32, NULL);
            if (r == NULL || s == NULL || ECDSA_SIG_set0(signature, r, s) != 1) break;
            good += EC_POINT_oct2point(tools.group, tools.point, keys + 33 * row, 33, tools.numbers) == 1 &&
                    EC_KEY_set_public_key(tools.key, tools.point) == 1 &&
                    ECDSA_do_verify(digests + 32 * row, 32, signature, tools.key) == 1;
        }
    }
    ECDSA_SIG_free(signature);
    close_tools(&tools);
    return good;
}

size_t rensho_baseline_sign(size_t count, const uint8_t *scalars, const uint8_t *digests, const uint8_t *keys) {
    struct tools tools;
    size_t good = 0;
    if (open_tools(&tools)) {
        for (size_t row = 0; row < count; row++) {
            if (BN_bin2bn(scalars + 32 * row, 32, tools.scalar) == NULL ||
                EC_KEY_set_private_key(tools.key, tools.scalar) != 1) {
                break;
            }
            ECDSA_SIG *signature = ECDSA_do_sign(digests + 32 * row, 32, tools.key);
            if (signature == NULL) break;
            good += EC_POINT_oct2point(tools.group, tools.point, keys + 33 * row, 33, tools.numbers) == 1 &&
                    EC_KEY_set_public_key(tools.key, tools.point) == 1 &&
                    ECDSA_do_verify(digests + 32 * row, 32, signature, tools.key) == 1;
            ECDSA_SIG_free(signature);
        }
    }
    close_tools(&tools);
    return good;
}

size_t rensho_baseline_public_key(size_t count, const uint8_t *scalars, uint8_t *keys) {
    struct tools tools;
    size_t good = 0;
    if (open_tools(&tools)) {
        for (size_t row = 0; row < count; row++) {
            good += BN_bin2bn(scalars + 32 * row, 32, tools.scalar) != NULL &&
                    EC_POINT_mul(tools.group, tools.sum, tools.scalar, NULL, NULL, tools.numbers) == 1 &&
                    write_point(&tools, tools.sum, keys + 33 * row);
        }
    }
    close_tools(&tools);
    return good;
}

// BIP-32's left half for the child with a number.
static int left_half(const uint8_t *key, const uint8_t *chain_code, size_t number, uint8_t mac[64]) {
    uint8_t message[37];
    unsigned int length = 64;
    memcpy(message, key, 33);
    message[33] = (uint8_t)(number >> 24);
    message[34] = (uint8_t)(number >> 16);
    message[35] = (uint8_t)(number >> 8);
    message[36] = (uint8_t)number;
    return HMAC(EVP_sha512(), chain_code, 32, message, sizeof message, mac, &length) != NULL;
}

size_t rensho_baseline_derive_public(size_t count, const uint8_t *keys, const uint8_t *chain_code, uint8_t *children) {
    struct tools tools;
    size_t good = 0;
    uint8_t mac[64];
    if (open_tools(&tools)) {
        for (size_t row = 0; row < count; row++) {
            good += left_half(keys + 33 * row, chain_code, row, mac) &&
                    EC_POINT_oct2point(tools.group, tools.point, keys + 33 * row, 33, tools.numbers) == 1 &&
                    BN_bin2bn(mac, 32, tools.scalar) != NULL &&
                    EC_POINT_mul(tools.group, tools.sum, tools.scalar, tools.point, tools.one, tools.numbers) == 1 &&
                    write_point(&tools, tools.sum, children + 33 * row);
        }
    }
    close_tools(&tools);
    return good;
}

size_t rensho_baseline_derive_private(
    size_t count, const uint8_t *scalar, const uint8_t *key, const uint8_t *chain_code, uint8_t *children) {
    struct tools tools;
    size_t good = 0;
    uint8_t mac[64];
    if (open_tools(&tools) && BN_bin2bn(scalar, 32, tools.other) != NULL) {
        for (size_t row = 0; row < count; row++) {
            good += left_half(key, chain_code, row, mac) && BN_bin2bn(mac, 32, tools.scalar) != NULL &&
                    BN_mod_add(tools.scalar, tools.scalar, tools.other, EC_GROUP_get0_order(tools.group),
                               tools.numbers) == 1 &&
                    EC_POINT_mul(tools.group, tools.sum, tools.scalar, NULL, NULL, tools.numbers) == 1 &&
                    write_point(&tools, tools.sum, children + 33 * row);
        }
    }
    close_tools(&tools);
    return good;
}

size_t rensho_baseline_hash160(size_t count, const uint8_t *keys, uint8_t *hashes) {
    uint8_t inner[32];
    for (size_t row = 0; row < count; row++) {
        SHA256(keys + 33 * row, 33, inner);
        RIPEMD160(inner, sizeof inner, hashes + 20 * row);
    }
    return count;
}

size_t rensho_baseline_sha256_twice(size_t count, const uint8_t *bytes, size_t length, uint8_t *hashes) {
    uint8_t inner[32];
    for (size_t row = 0; row < count; row++) {
        SHA256(bytes, length, inner);
        SHA256(inner, sizeof inner, hashes + 32 * row);
    }
    return count;
}
