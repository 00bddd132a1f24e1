// ECDSA_do_verify and EC_KEY are deprecated in favour of EVP_PKEY, which encodes the signature as DER only to decode
// it again; here r and s are already checked numbers.
#define OPENSSL_SUPPRESS_DEPRECATED

#include "COpenSSL.h"
#include "internal.h"

#include <openssl/bn.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/err.h>
#include <openssl/obj_mac.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

// SEC 2 §2.4.1, big endian: what the library's curve must be.
static const uint8_t field_prime[32] = {
    0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
    0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xfe, 0xff, 0xff, 0xfc, 0x2f};
static const uint8_t group_order[32] = {
    0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xfe,
    0xba, 0xae, 0xdc, 0xe6, 0xaf, 0x48, 0xa0, 0x3b, 0xbf, 0xd2, 0x5e, 0x8c, 0xd0, 0x36, 0x41, 0x41};
static const uint8_t generator[65] = {
    0x04, 0x79, 0xbe, 0x66, 0x7e, 0xf9, 0xdc, 0xbb, 0xac, 0x55, 0xa0, 0x62, 0x95, 0xce, 0x87, 0x0b, 0x07,
    0x02, 0x9b, 0xfc, 0xdb, 0x2d, 0xce, 0x28, 0xd9, 0x59, 0xf2, 0x81, 0x5b, 0x16, 0xf8, 0x17, 0x98, 0x48,
    0x3a, 0xda, 0x77, 0x26, 0xa3, 0xc4, 0x65, 0x5d, 0xa4, 0xfb, 0xfc, 0x0e, 0x11, 0x08, 0xa8, 0xfd, 0x17,
    0xb4, 0x48, 0xa6, 0x85, 0x54, 0x19, 0x9c, 0x47, 0xd0, 0x8f, 0xfb, 0x10, 0xd4, 0xb8};

// What one thread needs for one call after the other.
struct workspace {
    BN_CTX *numbers;
    EC_KEY *key;
    EC_POINT *point;
    EC_POINT *sum;
    BIGNUM *scalar;
    ECDSA_SIG *signature;
};

static CRYPTO_ONCE curve_once = CRYPTO_ONCE_STATIC_INIT;
static pthread_key_t workspace_key;
// Written once before any use and only read afterwards; NULL when the library's curve is not ours.
static const EC_GROUP *curve;
static const BIGNUM *order;
static const BIGNUM *prime;
static const BIGNUM *one;

static int is_secp256k1(const EC_GROUP *group) {
    uint8_t bytes[65];
    BIGNUM *p = BN_new(), *a = BN_new(), *b = BN_new();
    int same = p != NULL && a != NULL && b != NULL && EC_GROUP_get_curve(group, p, a, b, NULL) == 1 &&
               BN_is_zero(a) && BN_is_word(b, 7) && BN_bn2binpad(p, bytes, 32) == 32 &&
               memcmp(bytes, field_prime, 32) == 0 &&
               BN_bn2binpad(EC_GROUP_get0_order(group), bytes, 32) == 32 && memcmp(bytes, group_order, 32) == 0 &&
               EC_POINT_point2oct(group, EC_GROUP_get0_generator(group), POINT_CONVERSION_UNCOMPRESSED, bytes,
                                  sizeof bytes, NULL) == sizeof bytes &&
               memcmp(bytes, generator, sizeof generator) == 0;
    BN_free(p);
    BN_free(a);
    BN_free(b);
    return same;
}

static void free_workspace(void *memory) {
    struct workspace *space = memory;
    if (space == NULL) return;
    ECDSA_SIG_free(space->signature);
    BN_free(space->scalar);
    EC_POINT_free(space->sum);
    EC_POINT_free(space->point);
    EC_KEY_free(space->key);
    BN_CTX_free(space->numbers);
    free(space);
}

static void load_curve(void) {
    if (!rensho_configuration_is_refused()) return;
    EC_GROUP *group = EC_GROUP_new_by_curve_name(NID_secp256k1);
    BIGNUM *unit = BN_new(), *field = BN_bin2bn(field_prime, sizeof field_prime, NULL);
    if (group == NULL || unit == NULL || field == NULL || BN_one(unit) != 1 || !is_secp256k1(group) ||
        pthread_key_create(&workspace_key, free_workspace) != 0) {
        EC_GROUP_free(group);
        BN_free(unit);
        BN_free(field);
        return;
    }
    // Multiples of the generator, shared by every copy of the group: under a millisecond once, for a tenth of every
    // verification and three quarters of every derived key. Without them everything still works, so a failure only
    // leaves its mark in the error queue, which every call empties.
    EC_GROUP_precompute_mult(group, NULL);
    one = unit;
    prime = field;
    order = EC_GROUP_get0_order(group);
    curve = group;
}

static struct workspace *this_threads_workspace(void) {
    if (CRYPTO_THREAD_run_once(&curve_once, load_curve) != 1 || curve == NULL) return NULL;
    ERR_clear_error();
    struct workspace *space = pthread_getspecific(workspace_key);
    if (space != NULL) return space;
    space = calloc(1, sizeof *space);
    if (space == NULL) return NULL;
    space->numbers = BN_CTX_new();
    space->key = EC_KEY_new();
    space->point = EC_POINT_new(curve);
    space->sum = EC_POINT_new(curve);
    space->scalar = BN_new();
    space->signature = ECDSA_SIG_new();
    if (space->numbers == NULL || space->key == NULL || space->point == NULL || space->sum == NULL ||
        space->scalar == NULL || space->signature == NULL || EC_KEY_set_group(space->key, curve) != 1 ||
        pthread_setspecific(workspace_key, space) != 0) {
        free_workspace(space);
        return NULL;
    }
    return space;
}

// Length and prefix come first: EC_POINT_oct2point also takes hybrid forms and the point at infinity.
static int read_point(struct workspace *space, const uint8_t *bytes, size_t count) {
    int compressed = count == 33 && (bytes[0] == 0x02 || bytes[0] == 0x03);
    int uncompressed = count == 65 && bytes[0] == 0x04;
    if (!compressed && !uncompressed) return RENSHO_NO_POINT;
    if (EC_POINT_oct2point(curve, space->point, bytes, count, space->numbers) != 1 ||
        EC_POINT_is_at_infinity(curve, space->point) != 0) {
        return RENSHO_NO_POINT;
    }
    return RENSHO_OK;
}

int rensho_point_check(const uint8_t *point, size_t count) {
    struct workspace *space = this_threads_workspace();
    return rensho_finished(space != NULL ? read_point(space, point, count) : RENSHO_LIBRARY);
}

// x^3 + 7 is a square exactly when x belongs to a point, and Jacobi's symbol says so in a third of the time that the root
// itself takes. It is never 0: the order of the group is odd, so no point has y = 0.
static int is_x_of_point(struct workspace *space, const uint8_t *bytes) {
    int result = RENSHO_LIBRARY;
    BN_CTX_start(space->numbers);
    BIGNUM *x = BN_CTX_get(space->numbers), *square = BN_CTX_get(space->numbers);
    if (square == NULL || BN_bin2bn(bytes, 32, x) == NULL) goto out;
    if (BN_cmp(x, prime) >= 0) {
        result = RENSHO_NO_POINT;
        goto out;
    }
    if (BN_mod_sqr(square, x, prime, space->numbers) != 1 ||
        BN_mod_mul(square, square, x, prime, space->numbers) != 1 || BN_add_word(square, 7) != 1) {
        goto out;
    }
    switch (BN_kronecker(square, prime, space->numbers)) {
    case 1: result = RENSHO_OK; break;
    case -2: break;
    default: result = RENSHO_NO_POINT;
    }
out:
    BN_CTX_end(space->numbers);
    return result;
}

int rensho_point_exists(const uint8_t *point, size_t count) {
    struct workspace *space = this_threads_workspace();
    if (space == NULL) return RENSHO_LIBRARY;
    int compressed = count == 33 && (point[0] == 0x02 || point[0] == 0x03);
    return rensho_finished(compressed ? is_x_of_point(space, point + 1) : read_point(space, point, count));
}

static int add_scalar(struct workspace *space, const uint8_t *point, const uint8_t *scalar, uint8_t *sum) {
    int result = read_point(space, point, 33);
    if (result != RENSHO_OK) return result;
    if (BN_bin2bn(scalar, 32, space->scalar) == NULL) return RENSHO_LIBRARY;
    if (BN_cmp(space->scalar, order) >= 0) return RENSHO_SCALAR_RANGE;
    if (EC_POINT_mul(curve, space->sum, space->scalar, space->point, one, space->numbers) != 1) return RENSHO_LIBRARY;
    if (EC_POINT_is_at_infinity(curve, space->sum) != 0) return RENSHO_INFINITY;
    if (EC_POINT_point2oct(curve, space->sum, POINT_CONVERSION_COMPRESSED, sum, 33, space->numbers) != 33) {
        return RENSHO_LIBRARY;
    }
    return RENSHO_OK;
}

int rensho_point_add_scalar(const uint8_t *point, const uint8_t *scalar, uint8_t *sum) {
    struct workspace *space = this_threads_workspace();
    return rensho_finished(space != NULL ? add_scalar(space, point, scalar, sum) : RENSHO_LIBRARY);
}

static int verify(
    struct workspace *space, const uint8_t *point, size_t count, const uint8_t *digest, const uint8_t *compact) {
    int result = read_point(space, point, count);
    if (result != RENSHO_OK) return result;
    if (EC_KEY_set_public_key(space->key, space->point) != 1) return RENSHO_LIBRARY;
    BIGNUM *r = BN_bin2bn(compact, 32, NULL);
    BIGNUM *s = BN_bin2bn(compact + 32, 32, NULL);
    if (r == NULL || s == NULL || ECDSA_SIG_set0(space->signature, r, s) != 1) {
        BN_free(r);
        BN_free(s);
        return RENSHO_LIBRARY;
    }
    switch (ECDSA_do_verify(digest, 32, space->signature, space->key)) {
    case 1: return RENSHO_OK;
    case 0: return RENSHO_NO;
    default: return RENSHO_LIBRARY;
    }
}

int rensho_ecdsa_verify(const uint8_t *point, size_t count, const uint8_t *digest, const uint8_t *compact) {
    struct workspace *space = this_threads_workspace();
    return rensho_finished(space != NULL ? verify(space, point, count, digest, compact) : RENSHO_LIBRARY);
}
