/*
 * base/json.h - JSON by jansson, read strictly: UTF-8 (a byte order mark is passed over), no
 * duplicate keys, at most 32 deep, whole numbers where a number is asked for. Messages name the
 * file, line and column. Canonical text has sorted keys and no spaces, so that equal values have
 * equal bytes.
 */
#pragma once
#include "base/error.h"
#include <jansson.h>
#include <stdint.h>

enum { SL_JSON_DEPTH = 32 };

/* name is what messages call the text (a path). The caller owns *out (json_decref).
 * Errors: SL_INVALID with line and column. */
enum sl_status sl_json_parse(const char *name, const char *bytes, size_t length, json_t **out,
                             struct sl_error *err);
/* limit: bytes at most. Errors: also SL_IO. */
enum sl_status sl_json_read(const char *path, size_t limit, json_t **out, struct sl_error *err);
/* Sorted keys, no spaces; owned by the caller. */
char *sl_json_canonical(const json_t *value);
/* For people: two spaces, keys as they stand. Owned by the caller. */
char *sl_json_pretty(const json_t *value);
void sl_json_drop(json_t **value); /* for SL_AUTO */

/* Fields of an object; a missing or mistyped one is SL_INVALID naming where and the key. The text
 * is borrowed from the object. */
enum sl_status sl_json_text(const json_t *object, const char *where, const char *key,
                            const char **out, struct sl_error *err);
enum sl_status sl_json_whole(const json_t *object, const char *where, const char *key, int64_t *out,
                             struct sl_error *err);
/* NULL or fallback when the key is missing or of another type. */
const char *sl_json_text_or(const json_t *object, const char *key, const char *fallback);
int64_t sl_json_whole_or(const json_t *object, const char *key, int64_t fallback);
bool sl_json_true(const json_t *object, const char *key);
