#include "COpenSSL.h"
#include "internal.h"

#include <limits.h>
#include <openssl/evp.h>

static const uint8_t nothing[1];

static const uint8_t *some(const uint8_t *bytes) { return bytes != NULL ? bytes : nothing; }

int rensho_pbkdf2_hmac_sha512(const uint8_t *password, size_t password_count, const uint8_t *salt, size_t salt_count,
                              uint32_t iterations, uint8_t *out, size_t out_count) {
    if (password_count > INT_MAX || salt_count > INT_MAX || out_count > INT_MAX || iterations > INT_MAX) {
        return RENSHO_PARAMETERS;
    }
    // OpenSSL takes 0 iterations for 1.
    if (iterations == 0 || out == NULL || out_count == 0) return RENSHO_PARAMETERS;
    if (!rensho_configuration_is_refused()) return RENSHO_LIBRARY;
    if (PKCS5_PBKDF2_HMAC((const char *)some(password), (int)password_count, some(salt), (int)salt_count,
                          (int)iterations, EVP_sha512(), (int)out_count, out) != 1) {
        return rensho_finished(RENSHO_LIBRARY);
    }
    return rensho_finished(RENSHO_OK);
}

int rensho_aes_256_ctr(const uint8_t *key, const uint8_t *counter, const uint8_t *bytes, size_t count, uint8_t *out) {
    int written = 0;
    int last = 0;
    int result = RENSHO_LIBRARY;
    if (count > INT_MAX) return RENSHO_PARAMETERS;
    if (!rensho_configuration_is_refused()) return RENSHO_LIBRARY;
    EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
    if (context != NULL && EVP_EncryptInit_ex(context, EVP_aes_256_ctr(), NULL, key, counter) == 1 &&
        EVP_EncryptUpdate(context, out, &written, some(bytes), (int)count) == 1 && written == (int)count &&
        EVP_EncryptFinal_ex(context, out + written, &last) == 1 && last == 0) {
        result = RENSHO_OK;
    }
    EVP_CIPHER_CTX_free(context);
    return rensho_finished(result);
}
