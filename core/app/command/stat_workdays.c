#include "app/command.h"
#include "practice/list.h"
#include <stdlib.h>

static enum sl_status calendar(struct sl_app *app, struct sl_calendar **out, struct sl_error *err) {
    struct sl_store *store = NULL;
    SL_AUTO(sl_list_drop) struct sl_list *list = NULL;
    SL_AUTO(sl_free) char *path = sl_format("%s/lists/holidays.england.json", sl_app_schema(app));
    enum sl_status status = SL_OK;
    if (sl_app_options(app)->store) {
        status = sl_app_store(app, &store, err);
        if (status == SL_OK)
            status = sl_list_load(store, "holidays.england", 0, &list, err);
    } else {
        status = sl_list_check(path, NULL, NULL, &list, err);
    }
    return status == SL_OK ? sl_list_calendar(list, out, err) : status;
}

static enum sl_exit print_day(struct sl_app *app, const struct sl_calendar *holidays, sl_day from,
                              const char *steps) {
    struct sl_error err = {0};
    char *end = NULL, iso[SL_DAY_SIZE], words[32];
    long n = strtol(steps, &end, 10);
    sl_day day = SL_DAY_NONE;
    if (*end || n < -100000 || n > 100000) {
        sl_app_say(app, "\"%s\" is neither a day nor a number of working days such as +15", steps);
        return SL_BAD_DATA;
    }
    if (sl_calendar_add(holidays, from, (int)n, &day, &err) != SL_OK)
        return sl_app_fail(app, &err);
    if (sl_app_wants_json(app))
        sl_app_print_json(app, json_pack("{ss}", "day", sl_day_format(day, iso)));
    else
        printf("%s (%s)\n", sl_day_format(day, iso), sl_day_words(day, words, sizeof words));
    return SL_DONE;
}

static enum sl_exit print_between(struct sl_app *app, const struct sl_calendar *holidays,
                                  sl_day from, sl_day to) {
    struct sl_error err = {0};
    int days = 0;
    if (sl_calendar_between(holidays, from, to, &days, &err) != SL_OK)
        return sl_app_fail(app, &err);
    if (sl_app_wants_json(app))
        sl_app_print_json(app, json_pack("{si}", "working_days", days));
    else
        printf("%d working days\n", days);
    return SL_DONE;
}

static enum sl_exit workdays(struct sl_app *app, const void *options) {
    (void)options;
    struct sl_error err = {0};
    struct sl_calendar *holidays = NULL;
    const char *second = sl_app_argument(app, 1);
    sl_day from = SL_DAY_NONE, to = SL_DAY_NONE;
    if (sl_day_parse(sl_app_argument(app, 0), &from, &err) != SL_OK ||
        calendar(app, &holidays, &err) != SL_OK)
        return sl_app_fail(app, &err);
    enum sl_exit exit_code = sl_day_parse(second, &to, &err) == SL_OK
                                 ? print_between(app, holidays, from, to)
                                 : print_day(app, holidays, from, second);
    sl_calendar_free(holidays);
    return exit_code;
}

const struct sl_command sl_command_stat_workdays = {
    .words = "stat workdays",
    .json = true,
    .arguments = "DAY DAY|+N",
    .summary = "England working days between two days, or the day N working days on",
    .least = 2,
    .most = 2,
    .run = workdays,
};
