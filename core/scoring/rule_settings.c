#include "scoring/rule_settings.h"
#include "base/memory.h"
#include <stdlib.h>
#include <string.h>

json_t *sl_rule_settings_merged(const json_t *own, const json_t *given) {
    if (given == NULL || !json_is_object(own))
        return json_incref((json_t *)(uintptr_t)(given != NULL ? given : own));
    json_t *merged = json_copy((json_t *)(uintptr_t)own);
    json_object_update(merged, (json_t *)(uintptr_t)given);
    return merged;
}

struct gathering {
    const json_t *settings;
    struct sl_rule_cells *cells;
};

/* The name of a group as the settings keep it, which outlives the condition that was parsed. */
static const char *kept_group(const json_t *settings, const char *name) {
    json_t *groups = json_object_get(settings, "groups");
    void *at = json_object_iter_at(groups, name);
    return at != NULL ? json_object_iter_key(at) : NULL;
}

static void gather(void *context, const struct sl_column_place *place, const char *question) {
    const struct gathering *g = context;
    struct sl_rule_cells *cells = g->cells;
    for (size_t i = 0; i < cells->count; i++)
        if (strcmp(cells->reads[i].question, question) == 0)
            return;
    cells->reads = sl_resize(cells->reads, cells->count + 1, sizeof *cells->reads);
    struct sl_rule_reads *reads = &cells->reads[cells->count++];
    *reads = (struct sl_rule_reads){*place, sl_copy(question)};
    if (place->row == 0 && place->column != NULL)
        reads->place.column = kept_group(g->settings, place->column);
}

void sl_rule_cells_read(const struct sl_columns *columns, const json_t *settings,
                        struct sl_rule_cells *out) {
    struct gathering g = {settings, out};
    *out = (struct sl_rule_cells){0};
    sl_columns_each_question(columns, settings, gather, &g);
}

void sl_rule_cells_drop(struct sl_rule_cells *cells) {
    for (size_t i = 0; i < cells->count; i++)
        free(cells->reads[i].question);
    free(cells->reads);
    *cells = (struct sl_rule_cells){0};
}
