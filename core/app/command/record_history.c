#include "practice/record_history.h"
#include "app/command.h"
#include "app/records.h"
#include "practice/record.h"
#include <time.h>

struct telling {
    struct sl_app *app;
    json_t *all;
    int64_t revision, saved_at;
};

static json_t *value_json(const struct sl_value *value) {
    static const char *const states[] = {"not_yet", "answered", "not_applicable", "not_evidenced"};
    char day[SL_DAY_SIZE];
    json_t *json = json_pack("{ss}", "state", states[value->state]);
    if (value->kind == SL_VALUE_NUMBER)
        json_object_set_new(json, "value", json_integer(value->number));
    else if (value->kind == SL_VALUE_DAY)
        json_object_set_new(json, "value", json_string(sl_day_format(value->number, day)));
    else if (value->text.length > 0)
        json_object_set_new(json, "value", json_stringn(value->text.bytes, value->text.length));
    if (value->evidence.length > 0)
        json_object_set_new(json, "evidence",
                            json_stringn(value->evidence.bytes, value->evidence.length));
    return json;
}

static void print_words(const struct sl_value *value) {
    static const char *const states[] = {"nothing", "", "not applicable", "not evidenced"};
    char day[SL_DAY_SIZE];
    if (value->state != SL_ANSWERED)
        printf("%s", states[value->state]);
    else if (value->kind == SL_VALUE_NUMBER)
        printf("%d", value->number);
    else if (value->kind == SL_VALUE_DAY)
        printf("%s", sl_day_format(value->number, day));
    else
        printf("\"%.*s\"", (int)value->text.length, value->text.bytes);
    if (value->evidence.length > 0)
        printf(" (%.*s)", (int)value->evidence.length, value->evidence.bytes);
}

static void print_change(struct telling *telling, const struct sl_record_change *change,
                         const char *at) {
    if (change->revision != telling->revision || change->saved_at != telling->saved_at)
        printf("revision %lld, %s, by %s%s%s\n", (long long)change->revision, at, change->saved_by,
               change->why[0] ? ": " : "", change->why);
    telling->revision = change->revision;
    telling->saved_at = change->saved_at;
    if (!change->question[0])
        return;
    printf("  %s", change->question);
    if (change->row > 0)
        printf(", row %u", change->row);
    printf(": from ");
    print_words(&change->before);
    printf(" to ");
    print_words(&change->after);
    putchar('\n');
}

static enum sl_status tell(void *context, const struct sl_record_change *change,
                           struct sl_error *err) {
    (void)err;
    struct telling *telling = context;
    time_t seconds = (time_t)(change->saved_at / 1000);
    struct tm parts;
    char at[32];
    gmtime_r(&seconds, &parts);
    strftime(at, sizeof at, "%Y-%m-%d %H:%M", &parts);
    if (!sl_app_wants_json(telling->app))
        print_change(telling, change, at);
    else
        json_array_append_new(
            telling->all,
            json_pack("{sIsssssssssisoso}", "revision", (json_int_t)change->revision, "at", at,
                      "by", change->saved_by, "why", change->why, "question", change->question,
                      "row", change->row, "before", value_json(&change->before), "after",
                      value_json(&change->after)));
    return SL_OK;
}

static enum sl_exit show_history(struct sl_app *app, const void *options) {
    (void)options;
    struct sl_error err = {0};
    struct sl_store *store = NULL;
    int64_t record_no = 0;
    SL_AUTO(sl_tool_drop) struct sl_tool *tool = NULL;
    SL_AUTO(sl_record_drop) struct sl_record *record = NULL;
    struct telling telling = {.app = app, .all = json_array()};
    enum sl_status status =
        sl_app_record(app, sl_app_argument(app, 0), SL_VERB_RECORD_READ, &store, &record_no, &err);
    if (status == SL_OK)
        status = sl_record_load(store, NULL, record_no, 0, &tool, &record, &err);
    if (status == SL_OK)
        status = sl_record_history(store, record_no, tool, tell, &telling, &err);
    if (status == SL_OK && sl_app_wants_json(app))
        sl_app_print_json(app, json_incref(telling.all));
    json_decref(telling.all);
    return status == SL_OK ? SL_DONE : sl_app_fail(app, &err);
}

const struct sl_command sl_command_record_history = {
    .words = "record history",
    .json = true,
    .arguments = "RECORD",
    .summary = "Who changed which answer when, and why",
    .least = 1,
    .most = 1,
    .run = show_history,
};
