#include "holidays.h"
#include "base/json.h"
#include "base/memory.h"
#include <string.h>

static enum sl_status calendar_of(const json_t *list, struct sl_calendar **out,
                                  struct sl_error *err) {
    const json_t *entries = json_object_get(list, "entries");
    SL_AUTO(sl_free) sl_day *days = sl_new(json_array_size(entries) + 1, sizeof *days);
    sl_day from = SL_DAY_NONE, to = SL_DAY_NONE;
    enum sl_status status = sl_day_parse(sl_json_text_or(list, "from", ""), &from, err);
    if (status == SL_OK)
        status = sl_day_parse(sl_json_text_or(list, "to", ""), &to, err);
    for (size_t i = 0; status == SL_OK && i < json_array_size(entries); i++)
        status =
            sl_day_parse(sl_json_text_or(json_array_get(entries, i), "day", ""), &days[i], err);
    if (status == SL_OK)
        *out = sl_calendar_new(from, to, days, json_array_size(entries));
    return status;
}

enum sl_status sl_points_holidays(const struct sl_scorer_rule *rule, struct sl_calendar **out,
                                  struct sl_error *err) {
    for (size_t i = 0; i < rule->list_count; i++) {
        SL_AUTO(sl_json_drop) json_t *list = NULL;
        const struct sl_scorer_part *part = &rule->lists[i];
        enum sl_status status =
            sl_json_parse(part->name, part->text.bytes, part->text.length, &list, err);
        if (status != SL_OK)
            return status;
        if (strcmp(sl_json_text_or(list, "kind", ""), "holidays") == 0)
            return calendar_of(list, out, err);
    }
    return SL_OK;
}
