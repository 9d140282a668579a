#include "practice/record_list.h"
#include "app/command.h"
#include "app/records.h"

struct options {
    const char *tool, *team, *service, *auditor, *case_ref, *state, *programme;
    sl_day from, to;
    int64_t limit;
};

static const struct sl_option list_options[] = {
    {"tool", "TOOL", "Made with this tool", SL_OPTION_TEXT, offsetof(struct options, tool)},
    {"team", "TEAM", "Of this team", SL_OPTION_TEXT, offsetof(struct options, team)},
    {"service", "SERVICE", "Of this service", SL_OPTION_TEXT, offsetof(struct options, service)},
    {"auditor", "STAFF", "By this auditor", SL_OPTION_TEXT, offsetof(struct options, auditor)},
    {"case", "REF", "About this case", SL_OPTION_TEXT, offsetof(struct options, case_ref)},
    {"state", "STATE", "In this state", SL_OPTION_TEXT, offsetof(struct options, state)},
    {"programme", "CODE", "Of this themed audit or practice day", SL_OPTION_TEXT,
     offsetof(struct options, programme)},
    {"from", "DAY", "From this day on", SL_OPTION_DAY, offsetof(struct options, from)},
    {"to", "DAY", "Up to this day", SL_OPTION_DAY, offsetof(struct options, to)},
    {"limit", "N", "The first N only", SL_OPTION_NUMBER, offsetof(struct options, limit)}};

struct telling {
    struct sl_app *app;
    json_t *all;
};

static enum sl_status tell(void *context, const struct sl_record_row *row, struct sl_error *err) {
    (void)err;
    struct telling *telling = context;
    if (!sl_app_wants_json(telling->app)) {
        printf("%s  %s  %-8s %-10s %-12s %-10s %-12s %s\n", row->id, row->day, row->tool, row->form,
               row->team, row->case_ref, row->state, row->grade);
        return SL_OK;
    }
    json_array_append_new(
        telling->all,
        json_pack("{sssssssssssssssssssssssIss}", "id", row->id, "day", row->day, "tool", row->tool,
                  "form", row->form, "kind", row->kind, "case_ref", row->case_ref, "team",
                  row->team, "service", row->service, "auditor", row->auditor, "route", row->route,
                  "state", row->state, "revision", (json_int_t)row->revision, "grade", row->grade));
    return SL_OK;
}

static enum sl_exit list_records(struct sl_app *app, const void *given) {
    const struct options *options = given;
    struct sl_error err = {0};
    struct sl_store *store = NULL;
    const struct sl_user *user = NULL;
    const struct sl_object object = {
        .team = options->team, .service = options->service, .auditor = options->auditor};
    const struct sl_record_choice choice = {.tool = options->tool,
                                            .team = options->team,
                                            .service = options->service,
                                            .auditor = options->auditor,
                                            .case_ref = options->case_ref,
                                            .state = options->state,
                                            .programme = options->programme,
                                            .from = options->from,
                                            .to = options->to,
                                            .most = options->limit};
    struct telling telling = {app, json_array()};
    int64_t count = 0;
    if (sl_app_enter(app, SL_VERB_RECORD_READ, &object, &store, &user, &err) != SL_OK ||
        sl_app_check_words(store, options->tool, options->team, options->service, &err) != SL_OK ||
        sl_record_list(store, &choice, tell, &telling, &err) != SL_OK ||
        sl_record_count(store, &choice, &count, &err) != SL_OK) {
        json_decref(telling.all);
        return sl_app_fail(app, &err);
    }
    if (sl_app_wants_json(app))
        sl_app_print_json(app, json_incref(telling.all));
    else if (options->limit > 0 && options->limit < count)
        sl_app_say(app, "the first %lld of %lld records", (long long)options->limit,
                   (long long)count);
    else
        sl_app_say(app, "%lld %s", (long long)count, sl_app_noun(count, "record", "records"));
    json_decref(telling.all);
    return SL_DONE;
}

const struct sl_command sl_command_record_list = {
    .words = "record list",
    .json = true,
    .arguments = "",
    .summary = "The records of a selection",
    .options = list_options,
    .option_count = SL_COUNT(list_options),
    .options_size = sizeof(struct options),
    .run = list_records,
};
