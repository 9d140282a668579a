#include "summary/themed.h"
#include "summary/themed_inside.h"
#include "summary/travel.h"
#include <string.h>

static void set_text(json_t *object, const char *key, const char *text) {
    json_object_set_new(object, key, json_string(text));
}

static void set_whole(json_t *object, const char *key, int64_t whole) {
    json_object_set_new(object, key, json_integer(whole));
}

static json_t *period_json(struct sl_period period) {
    char from[SL_DAY_SIZE], to[SL_DAY_SIZE];
    SL_AUTO(sl_free) char *label = sl_period_words(period);
    json_t *object = json_object();
    set_text(object, "label", label);
    set_text(object, "from", sl_day_format(period.from, from));
    set_text(object, "to", sl_day_format(period.to, to));
    return object;
}

static json_t *actions_json(const struct sl_themed_actions *actions) {
    json_t *object = json_object();
    set_whole(object, "raised", actions->raised);
    set_whole(object, "claimed", actions->claimed);
    set_whole(object, "verified", actions->verified);
    set_whole(object, "dropped", actions->dropped);
    set_whole(object, "open", actions->open);
    set_whole(object, "overdue", actions->overdue);
    set_whole(object, "undated", actions->undated);
    set_whole(object, "open_older", actions->open_older);
    set_whole(object, "overdue_older", actions->overdue_older);
    return object;
}

/* What a period of this size can show at best, from the tool with most records. */
static json_t *smallest_rise_json(const struct sl_themed *themed) {
    const struct sl_themed_cohort *cohort = &themed->tools[0].cohort[SL_NOW];
    int64_t of = cohort->final + (themed->provisional ? cohort->provisional : 0);
    json_t *object = json_object();
    set_whole(object, "of", of);
    set_whole(object, "points", sl_travel_smallest_points(of));
    return object;
}

static json_t *theme_json(const struct sl_theme *theme) {
    json_t *object = json_object();
    set_text(object, "code", sl_theme_code(theme));
    set_text(object, "label", sl_theme_label(theme));
    return object;
}

static json_t *basis_json(const struct sl_themed *themed) {
    json_t *lines = json_array();
    for (size_t i = 0; i < themed->basis_count; i++)
        json_array_append_new(lines, json_string(themed->basis[i]));
    return lines;
}

json_t *sl_themed_json(const struct sl_themed *themed) {
    json_t *object = json_object();
    json_object_set_new(object, "theme", theme_json(themed->theme));
    set_text(object, "place", themed->place);
    json_object_set_new(object, "provisional", json_boolean(themed->provisional));
    json_object_set_new(object, "period", period_json(themed->period[SL_NOW]));
    json_object_set_new(object, "tools", sl_themed_part_tools(themed));
    json_object_set_new(object, "measures", sl_themed_part_measures(themed));
    json_object_set_new(object, "actions", actions_json(&themed->actions[SL_NOW]));
    json_object_set_new(object, "audit_actions", actions_json(&themed->audit_actions[SL_NOW]));
    json_object_set_new(object, "figures", sl_themed_part_figures(&themed->figures));
    json_object_set_new(object, "basis", basis_json(themed));
    if (themed->tool_count > 0)
        json_object_set_new(object, "smallest_rise", smallest_rise_json(themed));
    if (!sl_themed_is_compared(themed))
        return object;
    json_object_set_new(object, "before", period_json(themed->period[SL_BEFORE]));
    json_object_set_new(object, "actions_before", actions_json(&themed->actions[SL_BEFORE]));
    json_object_set_new(object, "audit_actions_before",
                        actions_json(&themed->audit_actions[SL_BEFORE]));
    return object;
}
