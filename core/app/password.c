#include "app/password.h"
#include "base/memory.h"
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum sl_status sl_password_ask(const char *account, char **out, struct sl_error *err) {
    const char *given = getenv("SIGHTLINE_NEW_PASSWORD");
    if (given) {
        *out = sl_copy(given);
        return SL_OK;
    }
    if (!isatty(STDIN_FILENO))
        return sl_fail(err, SL_REFUSED, "password",
                       "a password is asked for on a terminal; without one set "
                       "SIGHTLINE_NEW_PASSWORD");
    SL_AUTO(sl_free) char *prompt = sl_format("New password of %s: ", account);
    SL_AUTO(sl_password_drop) char *first = sl_copy(getpass(prompt));
    const char *again = getpass("The same once more: ");
    if (!first || !again || strcmp(first, again) != 0)
        return sl_fail(err, SL_INVALID, "password", "the two passwords are not the same");
    *out = first;
    first = NULL;
    return SL_OK;
}

void sl_password_drop(char **password) {
    if (*password)
        explicit_bzero(*password, strlen(*password));
    free(*password);
}
