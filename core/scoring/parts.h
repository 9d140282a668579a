/*
 * scoring/parts.h - the named texts that go with a rule: libraries and lists, in byte order of
 * their names, as scorers take them and as the store keeps them.
 */
#pragma once
#include "base/json.h"
#include "scoring/scorer.h"

struct sl_parts { /* start with {0}, end with sl_parts_drop() */
    struct sl_scorer_part *parts;
    size_t count;
};

/* Copies name and text; a name that is there already gets the new text. */
void sl_parts_add(struct sl_parts *parts, const char *name, struct sl_text text);
void sl_parts_drop(struct sl_parts *parts);
/* NULL when there is none. */
const struct sl_scorer_part *sl_parts_find(const struct sl_parts *parts, const char *name);
/* {"name": "text"}; the caller owns it. */
json_t *sl_parts_json(const struct sl_parts *parts);
/* Adds those of such an object. */
void sl_parts_add_json(struct sl_parts *parts, const json_t *object);
