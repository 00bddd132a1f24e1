#include "COpenSSL.h"
#include "internal.h"

#include <openssl/crypto.h>
#include <openssl/err.h>

static int is_refused;

// A configuration file can put other code in the place of the library's own. The library's first use decides, once for
// the process, so this runs before main. COpenSSLSecret says the same for the signer; whichever of the two comes first
// decides, and the second changes nothing.
__attribute__((constructor)) static void refuse_configuration(void) {
    is_refused = OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, NULL) == 1;
}

int rensho_configuration_is_refused(void) { return is_refused; }

int rensho_finished(int result) {
    ERR_clear_error();
    return result;
}

void rensho_end_thread(void) {
    if (CRYPTO_secure_malloc_initialized() != 0) OPENSSL_thread_stop();
}
