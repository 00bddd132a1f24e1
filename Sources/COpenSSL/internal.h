// Shared by the files of this target only.
#ifndef RENSHO_COPENSSL_INTERNAL_H
#define RENSHO_COPENSSL_INTERNAL_H

// Whether libcrypto was told, before anything used it, that no configuration file is to be read.
int rensho_configuration_is_refused(void);

// Passes a result through and leaves this thread's error queue of libcrypto empty, whatever happened.
int rensho_finished(int result);

#endif
