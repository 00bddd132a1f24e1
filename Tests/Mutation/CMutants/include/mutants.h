/* The switches of `make faults`: each number stands for one refusal rule of the rewritten copy. RENSHO_FAULTS_OFF names
   the rule that is off in this process; RENSHO_FAULTS_REACHED names a file that gets a 1 at the place of every rule that
   this process comes past. */
#ifndef RENSHO_MUTANTS_H
#define RENSHO_MUTANTS_H

#include <stdbool.h>

/* Whether rule `number` is at work. */
bool mutants_live(int number);

/* What must hold for a rule not to refuse: `holds`, and true when the rule is off. */
bool mutants_pass(int number, bool holds);

/* What must hold for a rule to refuse: `holds`, and false when the rule is off. */
bool mutants_fail(int number, bool holds);

#endif
