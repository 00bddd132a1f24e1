#include <string.h>

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/params.h>

#include "internal.h"

int rensho_secret_hmac(
    const char *digest, const uint8_t *key, size_t key_count, const struct rensho_secret_part *parts,
    size_t part_count, uint8_t *mac, size_t mac_count) {
    /* An empty key must not be NULL, which would mean "keep the previous key". */
    static const uint8_t nothing[1] = {0};
    char name[8];
    int code = RENSHO_SECRET_LIBRARY_FAULT;
    size_t written = 0;
    EVP_MAC_CTX *context = EVP_MAC_CTX_new(rensho_secret_constants.hmac);
    if (context == NULL || strlen(digest) >= sizeof name) {
        goto out;
    }
    memcpy(name, digest, strlen(digest) + 1);
    const OSSL_PARAM parameters[] = {
        OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, name, 0),
        OSSL_PARAM_construct_end(),
    };
    if (EVP_MAC_init(context, key_count > 0 ? key : nothing, key_count, parameters) != 1) {
        goto out;
    }
    for (size_t i = 0; i < part_count; i++) {
        if (parts[i].count > 0 && EVP_MAC_update(context, parts[i].bytes, parts[i].count) != 1) {
            goto out;
        }
    }
    if (EVP_MAC_final(context, mac, &written, mac_count) == 1 && written == mac_count) {
        code = RENSHO_SECRET_OK;
    }
out:
    EVP_MAC_CTX_free(context);
    if (code != RENSHO_SECRET_OK) {
        OPENSSL_cleanse(mac, mac_count);
    }
    return code;
}

static int hmac_of_message(
    const char *digest, const uint8_t *key, size_t key_count, const uint8_t *message, size_t message_count,
    uint8_t *mac, size_t mac_count) {
    const struct rensho_secret_part part = {message, message_count};
    int code = rensho_secret_prepare();
    if (code != RENSHO_SECRET_OK) {
        OPENSSL_cleanse(mac, mac_count);
        return code;
    }
    return rensho_secret_done(rensho_secret_hmac(digest, key, key_count, &part, 1, mac, mac_count));
}

int rensho_secret_hmac_sha256(
    const uint8_t *key, size_t key_count, const uint8_t *message, size_t message_count, uint8_t mac[32]) {
    return hmac_of_message("SHA256", key, key_count, message, message_count, mac, 32);
}

int rensho_secret_hmac_sha512(
    const uint8_t *key, size_t key_count, const uint8_t *message, size_t message_count, uint8_t mac[64]) {
    return hmac_of_message("SHA512", key, key_count, message, message_count, mac, 64);
}

int rensho_secret_sha256(const uint8_t *message, size_t message_count, uint8_t hash[32]) {
    unsigned int written = 0;
    int code = rensho_secret_prepare();
    if (code == RENSHO_SECRET_OK
        && (EVP_Digest(message, message_count, hash, &written, EVP_sha256(), NULL) != 1 || written != 32)) {
        code = RENSHO_SECRET_LIBRARY_FAULT;
    }
    if (code != RENSHO_SECRET_OK) {
        OPENSSL_cleanse(hash, 32);
    }
    return rensho_secret_done(code);
}
