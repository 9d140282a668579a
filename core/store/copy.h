/*
 * store/copy.h - a whole copy of a store as of one moment, made by VACUUM INTO, so that nothing of
 * it is left behind in a -wal. For files of core/store only.
 */
#pragma once
#include "base/error.h"

/* to: an empty file of its own, sl_place_temporary(). The copy needs no -wal and says so, unless
 * log_missing: what the original lacks, its copy lacks. Errors: SL_STORE. */
enum sl_status sl_copy_make(const char *from, const char *to, bool log_missing,
                            struct sl_error *err);
