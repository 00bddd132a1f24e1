#include <string.h>

#include <openssl/crypto.h>
#include <openssl/obj_mac.h>

#include "internal.h"

struct rensho_secret_constants rensho_secret_constants;

/* SEC 2 §2.4.1: the field, the order and the generator, to be compared with the library's. */
static const uint8_t field_prime[32] = {
    0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
    0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xfe, 0xff, 0xff, 0xfc, 0x2f,
};
static const uint8_t group_order[32] = {
    0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xfe,
    0xba, 0xae, 0xdc, 0xe6, 0xaf, 0x48, 0xa0, 0x3b, 0xbf, 0xd2, 0x5e, 0x8c, 0xd0, 0x36, 0x41, 0x41,
};
static const uint8_t generator[65] = {
    0x04,
    0x79, 0xbe, 0x66, 0x7e, 0xf9, 0xdc, 0xbb, 0xac, 0x55, 0xa0, 0x62, 0x95, 0xce, 0x87, 0x0b, 0x07,
    0x02, 0x9b, 0xfc, 0xdb, 0x2d, 0xce, 0x28, 0xd9, 0x59, 0xf2, 0x81, 0x5b, 0x16, 0xf8, 0x17, 0x98,
    0x48, 0x3a, 0xda, 0x77, 0x26, 0xa3, 0xc4, 0x65, 0x5d, 0xa4, 0xfb, 0xfc, 0x0e, 0x11, 0x08, 0xa8,
    0xfd, 0x17, 0xb4, 0x48, 0xa6, 0x85, 0x54, 0x19, 0x9c, 0x47, 0xd0, 0x8f, 0xfb, 0x10, 0xd4, 0xb8,
};

static int check_curve(const struct rensho_secret_constants *made, BN_CTX *context) {
    uint8_t bytes[65];
    int code = RENSHO_SECRET_SELF_TEST_FAILED;
    BIGNUM *p = BN_new();
    BIGNUM *a = BN_new();
    BIGNUM *b = BN_new();
    if (p != NULL && a != NULL && b != NULL
        && EC_GROUP_get_curve(made->group, p, a, b, context) == 1
        && BN_bn2binpad(p, bytes, 32) == 32 && memcmp(bytes, field_prime, 32) == 0
        && BN_is_zero(a) && BN_is_word(b, 7)
        && BN_bn2binpad(made->order, bytes, 32) == 32 && memcmp(bytes, group_order, 32) == 0
        && EC_POINT_point2oct(
               made->group, EC_GROUP_get0_generator(made->group), POINT_CONVERSION_UNCOMPRESSED, bytes, sizeof bytes,
               context) == sizeof bytes
        && memcmp(bytes, generator, sizeof generator) == 0) {
        code = RENSHO_SECRET_OK;
    }
    BN_free(p);
    BN_free(a);
    BN_free(b);
    return code;
}

int rensho_secret_make_constants(void) {
    struct rensho_secret_constants *made = &rensho_secret_constants;
    int code = RENSHO_SECRET_LIBRARY_FAULT;
    BN_CTX *context = BN_CTX_new();
    made->group = EC_GROUP_new_by_curve_name(NID_secp256k1);
    made->order = BN_new();
    made->half_order = BN_new();
    made->order_minus_two = BN_new();
    made->montgomery = BN_MONT_CTX_new();
    made->hmac = EVP_MAC_fetch(NULL, "HMAC", NULL);
    if (context != NULL && made->group != NULL && made->order != NULL && made->half_order != NULL
        && made->order_minus_two != NULL && made->montgomery != NULL && made->hmac != NULL
        && EC_GROUP_get_order(made->group, made->order, context) == 1
        && BN_rshift1(made->half_order, made->order) == 1
        && BN_copy(made->order_minus_two, made->order) != NULL
        && BN_sub_word(made->order_minus_two, 2) == 1
        && BN_MONT_CTX_set(made->montgomery, made->order, context) == 1) {
        code = check_curve(made, context);
    }
    BN_CTX_free(context);
    return code;
}

int rensho_secret_check_scalar(const uint8_t scalar[32]) {
    /* Without branches on the value: the borrow of scalar - n is 1 exactly when scalar < n. */
    unsigned int borrow = 0;
    unsigned int any = 0;
    for (int i = 31; i >= 0; i--) {
        borrow = (((unsigned int)scalar[i] - group_order[i] - borrow) >> 8) & 1;
        any |= scalar[i];
    }
    return borrow == 1 && any != 0 ? RENSHO_SECRET_OK : RENSHO_SECRET_OUT_OF_RANGE;
}

int rensho_secret_public_key_unprepared(const uint8_t scalar[32], uint8_t public_key[33]) {
    const struct rensho_secret_constants *curve = &rensho_secret_constants;
    int code = RENSHO_SECRET_OUT_OF_MEMORY;
    memset(public_key, 0, 33);
    if (rensho_secret_check_scalar(scalar) != RENSHO_SECRET_OK) {
        return RENSHO_SECRET_OUT_OF_RANGE;
    }
    BN_CTX *context = BN_CTX_secure_new();
    BIGNUM *d = BN_secure_new();
    EC_POINT *point = EC_POINT_new(curve->group);
    if (context == NULL || d == NULL || point == NULL || BN_bin2bn(scalar, 32, d) == NULL) {
        goto out;
    }
    BN_set_flags(d, BN_FLG_CONSTTIME);
    code = RENSHO_SECRET_LIBRARY_FAULT;
    /* The generator alone: this form takes the constant-time ladder. */
    if (EC_POINT_mul(curve->group, point, d, NULL, NULL, context) == 1
        && EC_POINT_point2oct(curve->group, point, POINT_CONVERSION_COMPRESSED, public_key, 33, context) == 33) {
        code = RENSHO_SECRET_OK;
    } else {
        memset(public_key, 0, 33);
    }
out:
    EC_POINT_clear_free(point);
    BN_clear_free(d);
    BN_CTX_free(context);
    return code;
}

int rensho_secret_public_key(const uint8_t scalar[32], uint8_t public_key[33]) {
    int code = rensho_secret_prepare();
    if (code != RENSHO_SECRET_OK) {
        memset(public_key, 0, 33);
        return code;
    }
    return rensho_secret_done(rensho_secret_public_key_unprepared(scalar, public_key));
}
