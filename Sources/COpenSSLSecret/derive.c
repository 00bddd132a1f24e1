#include <limits.h>
#include <string.h>

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include "internal.h"

/* BIP-32: from this index on a child is hardened. */
static const uint32_t first_hardened = 0x80000000u;

/* child = (scalar + tweak) mod n, both in 0...n-1; the sum must not be 0. */
static int add_scalars(const uint8_t scalar[32], const uint8_t tweak[32], uint8_t sum[32]) {
    const BIGNUM *order = rensho_secret_constants.order;
    int code = RENSHO_SECRET_OUT_OF_MEMORY;
    BIGNUM *a = BN_secure_new();
    BIGNUM *b = BN_secure_new();
    if (a == NULL || b == NULL || BN_bin2bn(scalar, 32, a) == NULL || BN_bin2bn(tweak, 32, b) == NULL) {
        goto out;
    }
    BN_set_flags(a, BN_FLG_CONSTTIME);
    BN_set_flags(b, BN_FLG_CONSTTIME);
    code = RENSHO_SECRET_OUT_OF_RANGE;
    if (BN_cmp(a, order) >= 0 || BN_cmp(b, order) >= 0) {
        goto out;
    }
    code = RENSHO_SECRET_LIBRARY_FAULT;
    if (BN_mod_add_quick(a, a, b, order) != 1 || BN_bn2binpad(a, sum, 32) != 32) {
        goto out;
    }
    code = rensho_secret_check_scalar(sum);
out:
    BN_clear_free(b);
    BN_clear_free(a);
    return code;
}

int rensho_secret_master_key(const uint8_t *seed, size_t seed_count, uint8_t key_and_chain_code[64]) {
    static const uint8_t key[] = {'B', 'i', 't', 'c', 'o', 'i', 'n', ' ', 's', 'e', 'e', 'd'};
    int code = rensho_secret_prepare();
    if (code == RENSHO_SECRET_OK && (seed_count < 16 || seed_count > 64)) {
        code = RENSHO_SECRET_BAD_PARAMETER;
    }
    if (code == RENSHO_SECRET_OK) {
        const struct rensho_secret_part part = {seed, seed_count};
        code = rensho_secret_hmac("SHA512", key, sizeof key, &part, 1, key_and_chain_code, 64);
    }
    if (code == RENSHO_SECRET_OK) {
        code = rensho_secret_check_scalar(key_and_chain_code);
    }
    if (code != RENSHO_SECRET_OK) {
        OPENSSL_cleanse(key_and_chain_code, 64);
    }
    return rensho_secret_done(code);
}

int rensho_secret_child_key(
    const uint8_t parent[64], const uint8_t parent_public_key[33], uint32_t index, uint8_t child[64]) {
    static const uint8_t zero = 0;
    const uint8_t number[4] = {
        (uint8_t)(index >> 24), (uint8_t)(index >> 16), (uint8_t)(index >> 8), (uint8_t)index,
    };
    uint8_t *left_and_right = NULL;
    int code = rensho_secret_prepare();
    if (code == RENSHO_SECRET_OK) {
        left_and_right = OPENSSL_secure_zalloc(64);
        code = left_and_right != NULL ? RENSHO_SECRET_OK : RENSHO_SECRET_OUT_OF_MEMORY;
    }
    if (code == RENSHO_SECRET_OK) {
        const struct rensho_secret_part hardened[3] = {{&zero, 1}, {parent, 32}, {number, sizeof number}};
        const struct rensho_secret_part normal[2] = {{parent_public_key, 33}, {number, sizeof number}};
        code = index >= first_hardened
            ? rensho_secret_hmac("SHA512", parent + 32, 32, hardened, 3, left_and_right, 64)
            : rensho_secret_hmac("SHA512", parent + 32, 32, normal, 2, left_and_right, 64);
    }
    if (code == RENSHO_SECRET_OK) {
        code = add_scalars(parent, left_and_right, child);
    }
    if (code == RENSHO_SECRET_OK) {
        memcpy(child + 32, left_and_right + 32, 32);
    } else {
        OPENSSL_cleanse(child, 64);
    }
    if (left_and_right != NULL) {
        OPENSSL_secure_clear_free(left_and_right, 64);
    }
    return rensho_secret_done(code);
}

int rensho_secret_pbkdf2_sha512(
    const uint8_t *password, size_t password_count, const uint8_t *salt, size_t salt_count, uint32_t iterations,
    uint8_t *output, size_t output_count) {
    int code = rensho_secret_prepare();
    if (code == RENSHO_SECRET_OK
        && (password_count > INT_MAX || salt_count > INT_MAX || output_count > INT_MAX || iterations == 0
            || iterations > INT_MAX)) {
        code = RENSHO_SECRET_BAD_PARAMETER;
    }
    if (code == RENSHO_SECRET_OK
        && PKCS5_PBKDF2_HMAC(
               (const char *)password, (int)password_count, salt, (int)salt_count, (int)iterations, EVP_sha512(),
               (int)output_count, output) != 1) {
        code = RENSHO_SECRET_LIBRARY_FAULT;
    }
    if (code != RENSHO_SECRET_OK) {
        OPENSSL_cleanse(output, output_count);
    }
    return rensho_secret_done(code);
}

/* RFC 5869 §2.3: T(i) = HMAC(PRK, T(i-1) || info || i). `work` holds PRK and the current T. */
static int expand(
    uint8_t work[64], const uint8_t *info, size_t info_count, uint8_t *output, size_t output_count) {
    uint8_t *block = work + 32;
    size_t done = 0;
    for (uint8_t i = 1; done < output_count; i++) {
        const struct rensho_secret_part parts[3] = {{block, i == 1 ? 0 : 32}, {info, info_count}, {&i, 1}};
        int code = rensho_secret_hmac("SHA256", work, 32, parts, 3, block, 32);
        if (code != RENSHO_SECRET_OK) {
            return code;
        }
        size_t wanted = output_count - done < 32 ? output_count - done : 32;
        memcpy(output + done, block, wanted);
        done += wanted;
    }
    return RENSHO_SECRET_OK;
}

int rensho_secret_hkdf_sha256(
    const uint8_t *salt, size_t salt_count, const uint8_t *key, size_t key_count, const uint8_t *info,
    size_t info_count, uint8_t *output, size_t output_count) {
    uint8_t *work = NULL;
    int code = rensho_secret_prepare();
    if (code == RENSHO_SECRET_OK && output_count > 255 * 32) {
        code = RENSHO_SECRET_BAD_PARAMETER;
    }
    if (code == RENSHO_SECRET_OK) {
        work = OPENSSL_secure_zalloc(64);
        code = work != NULL ? RENSHO_SECRET_OK : RENSHO_SECRET_OUT_OF_MEMORY;
    }
    if (code == RENSHO_SECRET_OK) {
        /* RFC 5869 §2.2. HMAC fills a short key up with zeros, so an empty salt equals 32 zero bytes. */
        const struct rensho_secret_part part = {key, key_count};
        code = rensho_secret_hmac("SHA256", salt, salt_count, &part, 1, work, 32);
    }
    if (code == RENSHO_SECRET_OK) {
        code = expand(work, info, info_count, output, output_count);
    }
    if (code != RENSHO_SECRET_OK) {
        OPENSSL_cleanse(output, output_count);
    }
    if (work != NULL) {
        OPENSSL_secure_clear_free(work, 64);
    }
    return rensho_secret_done(code);
}

/* RFC 7914 §2 and §6: N a power of two above 1, and 128·r·(N + p) bytes within the limit. */
static int scrypt_cost_is_allowed(uint64_t n, uint32_t r, uint32_t p) {
    const uint64_t blocks = RENSHO_SECRET_SCRYPT_MEMORY / 128;
    return n > 1 && (n & (n - 1)) == 0 && r > 0 && p > 0 && n <= blocks && p <= blocks && n + p <= blocks / r;
}

int rensho_secret_scrypt(
    const uint8_t *password, size_t password_count, const uint8_t *salt, size_t salt_count, uint64_t n, uint32_t r,
    uint32_t p, uint8_t *output, size_t output_count) {
    /* The library counts a few blocks more than RFC 7914 names. */
    const uint64_t slack = 1u << 20;
    int code = rensho_secret_prepare();
    if (code == RENSHO_SECRET_OK && !scrypt_cost_is_allowed(n, r, p)) {
        code = RENSHO_SECRET_BAD_PARAMETER;
    }
    if (code == RENSHO_SECRET_OK
        && EVP_PBE_scrypt(
               (const char *)password, password_count, salt, salt_count, n, r, p, RENSHO_SECRET_SCRYPT_MEMORY + slack,
               output, output_count) != 1) {
        /* The cost was checked above, so that what is left is the memory that the library could not get. */
        code = RENSHO_SECRET_OUT_OF_MEMORY;
    }
    if (code != RENSHO_SECRET_OK) {
        OPENSSL_cleanse(output, output_count);
    }
    return rensho_secret_done(code);
}
