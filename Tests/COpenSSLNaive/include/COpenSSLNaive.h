/* libcrypto as a straightforward caller would use it: for tests that show what each wrapper guards against. No program
   contains this. Every function gives back libcrypto's own result and checks nothing by itself. */
#ifndef RENSHO_COPENSSLNAIVE_H
#define RENSHO_COPENSSLNAIVE_H

#include <stddef.h>
#include <stdint.h>

/* The version of the library that runs, as OpenSSL_version_num gives it. */
unsigned long rensho_naive_version(void);

/* EC_POINT_oct2point. */
int rensho_naive_read_point(const uint8_t *bytes, size_t count);

/* EC_KEY_set_private_key with a big-endian scalar of 32 bytes. */
int rensho_naive_set_private_key(const uint8_t scalar[32]);

/* EC_KEY_check_key for the same scalar and its point. */
int rensho_naive_check_key(const uint8_t scalar[32]);

/* Whether d2i_ECDSA_SIG gives a signature. */
int rensho_naive_read_der(const uint8_t *der, size_t count);

/* ECDSA_verify. */
int rensho_naive_verify(
    const uint8_t *point, size_t point_count, const uint8_t *digest, size_t digest_count, const uint8_t *der,
    size_t der_count);

/* ECDSA_sign; `der` has 72 bytes of room. Gives the number of bytes written, 0 on failure. */
size_t rensho_naive_sign(const uint8_t scalar[32], const uint8_t *digest, size_t digest_count, uint8_t *der);

/* Sets an unsigned parameter of a signing context by its name: the result of EVP_PKEY_CTX_set_params. When that is 1, a
   signature is made with it, `der` has 72 bytes of room, and `der_count` is 0 when signing fails. */
int rensho_naive_sign_with_parameter(
    const uint8_t scalar[32], const uint8_t digest[32], const char *name, unsigned int value, uint8_t *der,
    size_t *der_count);

/* Whether the error queue of this thread holds something. */
int rensho_naive_error_is_left(void);

/* Leaves an error of an earlier call in the queue. */
void rensho_naive_leave_error(void);

/* Empties the queue. */
void rensho_naive_forget_errors(void);

/* Whether the library gives RIPEMD-160 when it is asked by name and only the named provider is there. */
int rensho_naive_fetch_ripemd160(const char *provider);

/* Whether a group that has another generator than secp256k1's is made and signed with as if it were right. */
int rensho_naive_other_generator_signs(void);

/* The library's secp256k1: p, n and the generator, 32, 32 and 65 bytes. */
int rensho_naive_curve(uint8_t prime[32], uint8_t order[32], uint8_t generator[65]);

#endif
