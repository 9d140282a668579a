/*
 * app/password.h - a password asked for twice on the terminal, or taken from SIGHTLINE_NEW_PASSWORD
 * where there is none. Wiped when dropped.
 */
#pragma once
#include "base/error.h"

/* The caller owns *out. Errors: SL_INVALID (not the same twice), SL_REFUSED (no terminal). */
enum sl_status sl_password_ask(const char *account, char **out, struct sl_error *err);
void sl_password_drop(char **password); /* for SL_AUTO */
