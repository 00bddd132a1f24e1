#include "COpenSSL.h"

#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/obj_mac.h>

int rensho_curve_parameters(uint8_t *prime, uint8_t *a, uint8_t *b, uint8_t *order, uint8_t *generator) {
    EC_GROUP *group = EC_GROUP_new_by_curve_name(NID_secp256k1);
    BIGNUM *p_number = BN_new(), *a_number = BN_new(), *b_number = BN_new();
    int result = RENSHO_LIBRARY;
    if (group != NULL && p_number != NULL && a_number != NULL && b_number != NULL &&
        EC_GROUP_get_curve(group, p_number, a_number, b_number, NULL) == 1 &&
        BN_bn2binpad(p_number, prime, 32) == 32 && BN_bn2binpad(a_number, a, 32) == 32 &&
        BN_bn2binpad(b_number, b, 32) == 32 && BN_bn2binpad(EC_GROUP_get0_order(group), order, 32) == 32 &&
        EC_POINT_point2oct(group, EC_GROUP_get0_generator(group), POINT_CONVERSION_UNCOMPRESSED, generator, 65,
                           NULL) == 65) {
        result = RENSHO_OK;
    }
    BN_free(b_number);
    BN_free(a_number);
    BN_free(p_number);
    EC_GROUP_free(group);
    return result;
}
