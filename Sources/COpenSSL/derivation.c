#include "COpenSSL.h"
#include "internal.h"

#include <limits.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

static const uint8_t nothing[1];

static const uint8_t *some(const uint8_t *bytes) { return bytes != NULL ? bytes : nothing; }

static int hmac(const EVP_MD *hash, const uint8_t *key, size_t key_count, const uint8_t *bytes, size_t count,
                uint8_t *out, unsigned int out_count) {
    unsigned int written = 0;
    if (key_count > INT_MAX) return RENSHO_PARAMETERS;
    if (!rensho_configuration_is_refused()) return RENSHO_LIBRARY;
    if (HMAC(hash, some(key), (int)key_count, some(bytes), count, out, &written) == NULL || written != out_count) {
        return rensho_finished(RENSHO_LIBRARY);
    }
    return rensho_finished(RENSHO_OK);
}

int rensho_hmac_sha256(const uint8_t *key, size_t key_count, const uint8_t *bytes, size_t count, void *out) {
    return hmac(EVP_sha256(), key, key_count, bytes, count, out, 32);
}

int rensho_hmac_sha512(const uint8_t *key, size_t key_count, const uint8_t *bytes, size_t count, uint8_t *out) {
    return hmac(EVP_sha512(), key, key_count, bytes, count, out, 64);
}

int rensho_scrypt(const uint8_t *password, size_t password_count, const uint8_t *salt, size_t salt_count, uint64_t n,
                  uint64_t r, uint64_t p, uint64_t max_memory, uint8_t *out, size_t out_count) {
    // A null password or a null output asks OpenSSL something else, so neither is ever passed on.
    if (out == NULL || out_count == 0) return RENSHO_PARAMETERS;
    if (!rensho_configuration_is_refused()) return RENSHO_LIBRARY;
    if (EVP_PBE_scrypt((const char *)some(password), password_count, some(salt), salt_count, n, r, p, max_memory, out,
                       out_count) != 1) {
        return rensho_finished(RENSHO_PARAMETERS);
    }
    return rensho_finished(RENSHO_OK);
}
