#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <openssl/crypto.h>
#include <openssl/err.h>

#include "internal.h"

/* The smallest block of the secure heap: one scalar. */
enum { smallest_block = 32 };

static pthread_once_t once = PTHREAD_ONCE_INIT;
static int prepared = RENSHO_SECRET_LIBRARY_FAULT;
static int configuration_refused = 0;
static const char *guarded_program = NULL;
static int exit_status_of_imbalance = 0;

/* A published signature: key 1, message "Satoshi Nakamoto". */
static int check_known_signature(void) {
    static const uint8_t scalar[32] = {[31] = 1};
    static const uint8_t digest[32] = {
        0xa0, 0xdc, 0x65, 0xff, 0xca, 0x79, 0x98, 0x73, 0xcb, 0xea, 0x0a, 0xc2, 0x74, 0x01, 0x5b, 0x95,
        0x26, 0x50, 0x5d, 0xaa, 0xae, 0xd3, 0x85, 0x15, 0x54, 0x25, 0xf7, 0x33, 0x77, 0x04, 0x88, 0x3e,
    };
    static const uint8_t known[64] = {
        0x93, 0x4b, 0x1e, 0xa1, 0x0a, 0x4b, 0x3c, 0x17, 0x57, 0xe2, 0xb0, 0xc0, 0x17, 0xd0, 0xb6, 0x14,
        0x3c, 0xe3, 0xc9, 0xa7, 0xe6, 0xa4, 0xa4, 0x98, 0x60, 0xd7, 0xa6, 0xab, 0x21, 0x0e, 0xe3, 0xd8,
        0x24, 0x42, 0xce, 0x9d, 0x2b, 0x91, 0x60, 0x64, 0x10, 0x80, 0x14, 0x78, 0x3e, 0x92, 0x3e, 0xc3,
        0x6b, 0x49, 0x74, 0x3e, 0x2f, 0xfa, 0x1c, 0x44, 0x96, 0xf0, 0x1a, 0x51, 0x2a, 0xaf, 0xd9, 0xe5,
    };
    uint8_t public_key[33];
    uint8_t signature[64];
    if (rensho_secret_public_key_unprepared(scalar, public_key) != RENSHO_SECRET_OK
        || rensho_secret_sign_unprepared(scalar, digest, NULL, 0, public_key, signature, NULL) != RENSHO_SECRET_OK
        || memcmp(signature, known, sizeof known) != 0) {
        return RENSHO_SECRET_SELF_TEST_FAILED;
    }
    return RENSHO_SECRET_OK;
}

/* libcrypto's own end gives the secure heap back, and does so only when not a single block is in use. */
static void check_balance(void) {
    if (guarded_program == NULL) {
        return;
    }
    /* The second call of the two, this one and the library's own, does nothing. */
    OPENSSL_cleanup();
    if (CRYPTO_secure_malloc_initialized() == 0) {
        return;
    }
    fprintf(
        stderr, "%s: error: memory for secrets was still in use at the end [secret.memory-not-released]\n",
        guarded_program);
    _exit(exit_status_of_imbalance);
}

/* No configuration file: a line in it could put other code in the place of the library's own. The first use of the
   library decides, so this runs before main and before anything is hashed. */
__attribute__((constructor)) static void refuse_configuration(void) {
    configuration_refused =
        atexit(check_balance) == 0 && OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, NULL) == 1;
}

static void prepare(void) {
    if (!configuration_refused) {
        prepared = RENSHO_SECRET_LIBRARY_FAULT;
        return;
    }
    /* 1 means locked and fenced; 2 means memory that can be swapped out, which is not what is asked for here. */
    if (CRYPTO_secure_malloc_init(RENSHO_SECRET_HEAP_SIZE, smallest_block) != 1) {
        CRYPTO_secure_malloc_done();
        prepared = RENSHO_SECRET_MEMORY_NOT_LOCKED;
        return;
    }
    prepared = rensho_secret_make_constants();
    if (prepared == RENSHO_SECRET_OK) {
        prepared = check_known_signature();
    }
}

int rensho_secret_prepare(void) {
    if (pthread_once(&once, prepare) != 0) {
        return RENSHO_SECRET_LIBRARY_FAULT;
    }
    return rensho_secret_done(prepared);
}

int rensho_secret_done(int code) {
    ERR_clear_error();
    return code;
}

int rensho_secret_allocate(size_t count, void **memory) {
    *memory = NULL;
    int code = rensho_secret_prepare();
    if (code != RENSHO_SECRET_OK) {
        return code;
    }
    *memory = OPENSSL_secure_zalloc(count > 0 ? count : 1);
    return rensho_secret_done(*memory != NULL ? RENSHO_SECRET_OK : RENSHO_SECRET_OUT_OF_MEMORY);
}

void rensho_secret_release(void *memory, size_t count) {
    if (memory != NULL) {
        OPENSSL_secure_clear_free(memory, count > 0 ? count : 1);
    }
}

void rensho_secret_cleanse(void *memory, size_t count) {
    if (memory != NULL && count > 0) {
        OPENSSL_cleanse(memory, count);
    }
}

void rensho_secret_guard_exit(const char *program, int status) {
    exit_status_of_imbalance = status;
    guarded_program = program;
}

size_t rensho_secret_memory_in_use(void) {
    return CRYPTO_secure_used();
}

int rensho_secret_equal(const void *left, const void *right, size_t count) {
    return count == 0 || CRYPTO_memcmp(left, right, count) == 0;
}
