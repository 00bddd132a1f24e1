#define OPENSSL_SUPPRESS_DEPRECATED

#include "COpenSSLNaive.h"

#include <openssl/bn.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/obj_mac.h>
#include <openssl/params.h>
#include <openssl/provider.h>

unsigned long rensho_naive_version(void) { return OpenSSL_version_num(); }

static EC_GROUP *curve(void) { return EC_GROUP_new_by_curve_name(NID_secp256k1); }

int rensho_naive_read_point(const uint8_t *bytes, size_t count) {
    EC_GROUP *group = curve();
    EC_POINT *point = EC_POINT_new(group);
    int result = EC_POINT_oct2point(group, point, bytes, count, NULL);
    EC_POINT_free(point);
    EC_GROUP_free(group);
    return result;
}

static EC_KEY *key_of(const uint8_t scalar[32], int *result) {
    EC_KEY *key = EC_KEY_new_by_curve_name(NID_secp256k1);
    BIGNUM *number = BN_bin2bn(scalar, 32, NULL);
    EC_POINT *point = EC_POINT_new(EC_KEY_get0_group(key));
    *result = EC_KEY_set_private_key(key, number);
    EC_POINT_mul(EC_KEY_get0_group(key), point, number, NULL, NULL, NULL);
    EC_KEY_set_public_key(key, point);
    EC_POINT_free(point);
    BN_free(number);
    return key;
}

int rensho_naive_set_private_key(const uint8_t scalar[32]) {
    int result = 0;
    EC_KEY_free(key_of(scalar, &result));
    return result;
}

int rensho_naive_check_key(const uint8_t scalar[32]) {
    int result = 0;
    EC_KEY *key = key_of(scalar, &result);
    result = EC_KEY_check_key(key);
    EC_KEY_free(key);
    ERR_clear_error();
    return result;
}

int rensho_naive_read_der(const uint8_t *der, size_t count) {
    ECDSA_SIG *signature = d2i_ECDSA_SIG(NULL, &der, (long)count);
    int result = signature != NULL;
    ECDSA_SIG_free(signature);
    ERR_clear_error();
    return result;
}

int rensho_naive_verify(
    const uint8_t *point, size_t point_count, const uint8_t *digest, size_t digest_count, const uint8_t *der,
    size_t der_count) {
    EC_KEY *key = EC_KEY_new_by_curve_name(NID_secp256k1);
    int result = 0;
    if (EC_KEY_oct2key(key, point, point_count, NULL) == 1) {
        result = ECDSA_verify(0, digest, (int)digest_count, der, (int)der_count, key);
    }
    EC_KEY_free(key);
    ERR_clear_error();
    return result;
}

size_t rensho_naive_sign(const uint8_t scalar[32], const uint8_t *digest, size_t digest_count, uint8_t *der) {
    int result = 0;
    unsigned int written = 0;
    EC_KEY *key = key_of(scalar, &result);
    result = ECDSA_sign(0, digest, (int)digest_count, der, &written, key);
    EC_KEY_free(key);
    ERR_clear_error();
    return result == 1 ? written : 0;
}

int rensho_naive_sign_with_parameter(
    const uint8_t scalar[32], const uint8_t digest[32], const char *name, unsigned int value, uint8_t *der,
    size_t *der_count) {
    int ignored = 0;
    EVP_PKEY *key = EVP_PKEY_new();
    EVP_PKEY_assign_EC_KEY(key, key_of(scalar, &ignored));
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_pkey(NULL, key, NULL);
    EVP_PKEY_sign_init(context);
    const OSSL_PARAM parameters[] = {OSSL_PARAM_construct_uint(name, &value), OSSL_PARAM_construct_end()};
    int result = EVP_PKEY_CTX_set_params(context, parameters);
    size_t room = 72;
    *der_count = result == 1 && EVP_PKEY_sign(context, der, &room, digest, 32) == 1 ? room : 0;
    EVP_PKEY_CTX_free(context);
    EVP_PKEY_free(key);
    ERR_clear_error();
    return result;
}

int rensho_naive_error_is_left(void) { return ERR_peek_error() != 0; }

void rensho_naive_leave_error(void) { ERR_raise(ERR_LIB_USER, ERR_R_INTERNAL_ERROR); }

void rensho_naive_forget_errors(void) { ERR_clear_error(); }

int rensho_naive_fetch_ripemd160(const char *provider) {
    OSSL_LIB_CTX *library = OSSL_LIB_CTX_new();
    OSSL_PROVIDER *only = OSSL_PROVIDER_load(library, provider);
    EVP_MD *hash = EVP_MD_fetch(library, "RIPEMD160", NULL);
    int result = hash != NULL;
    EVP_MD_free(hash);
    OSSL_PROVIDER_unload(only);
    OSSL_LIB_CTX_free(library);
    ERR_clear_error();
    return result;
}

int rensho_naive_other_generator_signs(void) {
    const uint8_t digest[32] = {1};
    EC_GROUP *group = curve();
    EC_POINT *twice = EC_POINT_new(group);
    EC_POINT_dbl(group, twice, EC_GROUP_get0_generator(group), NULL);
    EC_GROUP_set_generator(group, twice, EC_GROUP_get0_order(group), EC_GROUP_get0_cofactor(group));
    EC_KEY *key = EC_KEY_new();
    EC_KEY_set_group(key, group);
    EC_KEY_generate_key(key);
    ECDSA_SIG *signature = ECDSA_do_sign(digest, sizeof digest, key);
    int result = signature != NULL && ECDSA_do_verify(digest, sizeof digest, signature, key) == 1;
    ECDSA_SIG_free(signature);
    EC_KEY_free(key);
    EC_POINT_free(twice);
    EC_GROUP_free(group);
    ERR_clear_error();
    return result;
}

int rensho_naive_curve(uint8_t prime[32], uint8_t order[32], uint8_t generator[65]) {
    EC_GROUP *group = curve();
    BIGNUM *p = BN_new();
    int result = EC_GROUP_get_curve(group, p, NULL, NULL, NULL) == 1 && BN_bn2binpad(p, prime, 32) == 32
        && BN_bn2binpad(EC_GROUP_get0_order(group), order, 32) == 32
        && EC_POINT_point2oct(
               group, EC_GROUP_get0_generator(group), POINT_CONVERSION_UNCOMPRESSED, generator, 65, NULL) == 65;
    BN_free(p);
    EC_GROUP_free(group);
    return result;
}
