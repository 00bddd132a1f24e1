#include <limits.h>

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include "internal.h"

enum { nonce_count = 12, tag_count = 16 };

/* Runs the cipher over the associated data and the text; `encrypt` is 1 or 0. */
static int run(
    EVP_CIPHER_CTX *context, int encrypt, const uint8_t key[32], const uint8_t nonce[12], const uint8_t *associated,
    size_t associated_count, const uint8_t *input, size_t count, uint8_t *output) {
    int written = 0;
    if (EVP_CipherInit_ex(context, EVP_aes_256_gcm(), NULL, NULL, NULL, encrypt) != 1
        || EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_IVLEN, nonce_count, NULL) != 1
        || EVP_CipherInit_ex(context, NULL, NULL, key, nonce, encrypt) != 1) {
        return RENSHO_SECRET_LIBRARY_FAULT;
    }
    if (associated_count > 0
        && EVP_CipherUpdate(context, NULL, &written, associated, (int)associated_count) != 1) {
        return RENSHO_SECRET_LIBRARY_FAULT;
    }
    if (count > 0
        && (EVP_CipherUpdate(context, output, &written, input, (int)count) != 1 || written != (int)count)) {
        return RENSHO_SECRET_LIBRARY_FAULT;
    }
    return RENSHO_SECRET_OK;
}

int rensho_secret_aes256_gcm_seal(
    const uint8_t key[32], const uint8_t nonce[12], const uint8_t *associated, size_t associated_count,
    const uint8_t *plain, size_t count, uint8_t *cipher, uint8_t tag[16]) {
    uint8_t rest[16];
    int written = 0;
    EVP_CIPHER_CTX *context = NULL;
    int code = rensho_secret_prepare();
    if (code == RENSHO_SECRET_OK && (count > INT_MAX || associated_count > INT_MAX)) {
        code = RENSHO_SECRET_BAD_PARAMETER;
    }
    if (code == RENSHO_SECRET_OK) {
        context = EVP_CIPHER_CTX_new();
        code = context != NULL
            ? run(context, 1, key, nonce, associated, associated_count, plain, count, cipher)
            : RENSHO_SECRET_OUT_OF_MEMORY;
    }
    if (code == RENSHO_SECRET_OK
        && (EVP_CipherFinal_ex(context, rest, &written) != 1 || written != 0
            || EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, tag_count, tag) != 1)) {
        code = RENSHO_SECRET_LIBRARY_FAULT;
    }
    EVP_CIPHER_CTX_free(context);
    if (code != RENSHO_SECRET_OK) {
        OPENSSL_cleanse(cipher, count);
        OPENSSL_cleanse(tag, tag_count);
    }
    return rensho_secret_done(code);
}

int rensho_secret_aes256_gcm_open(
    const uint8_t key[32], const uint8_t nonce[12], const uint8_t *associated, size_t associated_count,
    const uint8_t *cipher, size_t count, const uint8_t tag[16], uint8_t *plain) {
    uint8_t rest[16];
    uint8_t expected[16];
    int written = 0;
    EVP_CIPHER_CTX *context = NULL;
    int code = rensho_secret_prepare();
    if (code == RENSHO_SECRET_OK && (count > INT_MAX || associated_count > INT_MAX)) {
        code = RENSHO_SECRET_BAD_PARAMETER;
    }
    if (code == RENSHO_SECRET_OK) {
        context = EVP_CIPHER_CTX_new();
        code = context != NULL
            ? run(context, 0, key, nonce, associated, associated_count, cipher, count, plain)
            : RENSHO_SECRET_OUT_OF_MEMORY;
    }
    if (code == RENSHO_SECRET_OK) {
        for (int i = 0; i < tag_count; i++) {
            expected[i] = tag[i];
        }
        if (EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, tag_count, expected) != 1) {
            code = RENSHO_SECRET_LIBRARY_FAULT;
        } else if (EVP_CipherFinal_ex(context, rest, &written) != 1 || written != 0) {
            code = RENSHO_SECRET_NOT_AUTHENTIC;
        }
    }
    EVP_CIPHER_CTX_free(context);
    if (code != RENSHO_SECRET_OK) {
        OPENSSL_cleanse(plain, count);
    }
    return rensho_secret_done(code);
}
