#include "scoring/coverage_inside.h"
#include "scoring/setting.h"

enum { RECORDS_LEAST = 20, RECORDS_MOST = 200, SCORINGS_MOST = 30000 };

struct varying {
    const struct sl_covering *covering;
    const struct sl_specimens *specimens;
    json_t *settings; /* a copy that is changed and put back */
    json_t *numbers, *idle;
    int64_t done, total;
};

static enum sl_status count_number(void *context, const struct sl_setting *setting,
                                   struct sl_error *err) {
    (void)err;
    *(int64_t *)context += setting->kind == SL_SETTING_NUMBER;
    return SL_OK;
}

/* A rule that can't be run so counts as saying something else of every record. */
static enum sl_status count_moved(const struct varying *varying, const struct sl_setting *setting,
                                  json_int_t value, size_t *moved) {
    struct sl_error refused = {0};
    SL_AUTO(sl_rule_drop) struct sl_rule *changed = NULL;
    json_t *kept = json_incref(setting->value);
    *moved = varying->specimens->count;
    sl_setting_put(setting, json_integer(value));
    enum sl_status status =
        sl_rule_with_settings(varying->covering->run.rule, varying->settings, &changed, &refused);
    sl_setting_restore(setting, kept);
    struct sl_case_run run = varying->covering->run;
    run.rule = changed;
    return status == SL_OK ? sl_specimens_moved(varying->specimens, &run, moved, &refused) : SL_OK;
}

static enum sl_status vary(void *context, const struct sl_setting *setting, struct sl_error *err) {
    struct varying *varying = context;
    size_t without = 0, doubled = 0;
    (void)err;
    if (setting->kind != SL_SETTING_NUMBER)
        return SL_OK;
    json_int_t value = json_integer_value(setting->value);
    if (value != 0) {
        count_moved(varying, setting, 0, &without);
        count_moved(varying, setting, 2 * value, &doubled);
        json_array_append_new(varying->numbers,
                              json_pack("{s:s, s:s, s:I, s:I, s:I}", "setting", setting->path,
                                        "words", setting->words, "value", value, "without",
                                        (json_int_t)without, "doubled", (json_int_t)doubled));
        if (without + doubled == 0)
            json_array_append_new(varying->idle, json_string(setting->path));
    }
    sl_covering_progress(varying->covering, "Settings without and doubled", ++varying->done,
                         varying->total);
    return SL_OK;
}

static size_t records_most(const struct sl_covering *covering, int64_t numbers) {
    if (covering->request->sample > 0)
        return (size_t)covering->request->sample;
    int64_t most = SCORINGS_MOST / (2 * numbers + 1);
    return most < RECORDS_LEAST ? RECORDS_LEAST : most > RECORDS_MOST ? RECORDS_MOST : (size_t)most;
}

enum sl_status sl_coverage_settings(const struct sl_covering *covering, json_t **out,
                                    struct sl_error *err) {
    SL_AUTO(sl_specimens_drop) struct sl_specimens specimens = {0};
    SL_AUTO(sl_json_drop) json_t *settings = json_deep_copy(covering->header->settings);
    struct varying varying = {.covering = covering,
                              .specimens = &specimens,
                              .settings = settings,
                              .numbers = json_array(),
                              .idle = json_array()};
    enum sl_status status = sl_settings_walk(settings, count_number, &varying.total, err);
    if (status == SL_OK)
        status = sl_covering_take(covering, records_most(covering, varying.total), &specimens, err);
    if (status == SL_OK && specimens.count > 0)
        status = sl_settings_walk(settings, vary, &varying, err);
    json_t *made = json_pack("{s:I, s:o, s:o}", "n", (json_int_t)specimens.count, "numbers",
                             varying.numbers, "idle", varying.idle);
    if (status == SL_OK)
        *out = made;
    else
        json_decref(made);
    return status;
}
