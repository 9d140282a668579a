#include "app/published.h"
#include "base/memory.h"
#include "scoring/rule_version.h"
#include <stdlib.h>

static enum sl_status add_code(void *context, const struct sl_rule_version *version,
                               struct sl_error *err) {
    (void)err;
    struct sl_published *published = context;
    if (!version->current)
        return SL_OK;
    published->codes = sl_resize(published->codes, published->count + 1, sizeof *published->codes);
    published->codes[published->count++] = sl_copy(version->rule);
    return SL_OK;
}

enum sl_status sl_published_read(struct sl_store *store, struct sl_published *out,
                                 struct sl_error *err) {
    return sl_rule_version_each(store, NULL, add_code, out, err);
}

void sl_published_drop(struct sl_published *published) {
    for (size_t i = 0; i < published->count; i++)
        free(published->codes[i]);
    free(published->codes);
}
