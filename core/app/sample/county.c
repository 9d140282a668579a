#include "app/sample/county.h"
#include "app/sample/inside.h"
#include "base/memory.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TOOLS = 9, BATCH = 100 };

static const char *const tool_codes[TOOLS] = {"STD", "EH",  "TDA", "TLL", "TRR",
                                              "TSU", "TPP", "PD",  "FB"};

/* Forms of one month, in order; one write saves some of them. */
struct series {
    struct sl_sample_world *world;
    struct sl_tool *tools[TOOLS + 1];
    struct sl_record *records[TOOLS + 1];
    struct sl_sample_form *forms;
    char (*programmes)[32];
    size_t count, capacity, next;
};

static size_t tool_place(const char *code) {
    for (size_t i = 0; i < TOOLS; i++)
        if (strcmp(tool_codes[i], code) == 0)
            return i;
    return TOOLS; /* PLANREC */
}

static struct sl_sample_form *add(struct series *s, const char *tool, const char *form,
                                  const char *kind, int64_t number, int month, const char *service,
                                  const char *route) {
    if (s->count == s->capacity) {
        s->capacity = s->capacity > 0 ? 2 * s->capacity : 256;
        s->forms = sl_resize(s->forms, s->capacity, sizeof *s->forms);
    }
    struct sl_random random = sl_sample_chance(s->world, kind, number + 7000000);
    struct sl_sample_form *made = &s->forms[s->count++];
    *made = (struct sl_sample_form){.tool = s->tools[tool_place(tool)],
                                    .form = form,
                                    .kind = kind,
                                    .number = number,
                                    .month = month,
                                    .team = sl_sample_team_of(s->world, &random, service, month),
                                    .day = sl_sample_audit_day(s->world, &random, month),
                                    .route = route,
                                    .programme = ""};
    made->graded = sl_tool_form(made->tool, (size_t)sl_tool_find_form(made->tool, form))->graded;
    return made;
}

static void add_audits(struct series *s, int month) {
    static const char *const services[] = {"front-door", "safeguarding", "looked-after"};
    int64_t all = s->world->sample->reviews, months = s->world->months;
    int64_t from = all * month / months, to = all * (month + 1) / months;
    for (int64_t n = from; n < to; n++)
        add(s, "STD", n % 5 == 0 ? "full" : "core", "audit", n, month, services[n % 3],
            n % 11 == 0 ? "purposive" : "random");
    for (int i = 0; i < 4; i++)
        add(s, "EH", "core", "early help", month * 4 + i, month, "early-help", "random");
}

static void add_themed(struct series *s, int month) {
    static const struct {
        int month, count;
        const char *tool, *service, *programme, *form, *route;
    } themed[] = {{4, 20, "TDA", "safeguarding", "domestic-abuse-2024", "full", "random"},
                  {8, 20, "TRR", "front-door", "re-referrals-2025", "full", "random"},
                  {10, 11, "TLL", "looked-after", "letters-2025", "full", "whole_cohort"},
                  {15, 20, "TSU", "safeguarding", "supervision-2025", "full", "random"},
                  {19, 20, "TPP", "care-leavers", "pathway-2026", "full", "random"},
                  {20, 18, "TDA", "safeguarding", "domestic-abuse-2026", "full", "random"},
                  {22, 11, "TLL", "looked-after", "letters-2026", "full", "whole_cohort"}};
    for (size_t t = 0; t < SL_COUNT(themed); t++)
        for (int i = 0; themed[t].month == month && i < themed[t].count; i++)
            add(s, themed[t].tool, themed[t].form, themed[t].programme, i, month, themed[t].service,
                themed[t].route)
                ->programme = themed[t].programme;
}

/* No practice day in August and December: twenty in two years. */
static void add_practice_day(struct series *s, int month, int *days) {
    static const struct {
        const char *form;
        int count;
    } forms[] = {{"plan", 1},      {"observation", 3}, {"conversation", 2},
                 {"file_look", 3}, {"enquiry", 1},     {"summary", 1}};
    static const char *const services[] = {"front-door", "safeguarding", "looked-after",
                                           "care-leavers", "early-help"};
    static const char *const programmes[] = {
        "practice-day-01", "practice-day-02", "practice-day-03", "practice-day-04",
        "practice-day-05", "practice-day-06", "practice-day-07", "practice-day-08",
        "practice-day-09", "practice-day-10", "practice-day-11", "practice-day-12",
        "practice-day-13", "practice-day-14", "practice-day-15", "practice-day-16",
        "practice-day-17", "practice-day-18", "practice-day-19", "practice-day-20"};
    int year = 0, calendar_month = 0, day = 0;
    sl_day_parts(sl_sample_month_day(s->world, month, 1), &year, &calendar_month, &day);
    if (calendar_month == 8 || calendar_month == 12 || *days >= (int)SL_COUNT(programmes))
        return;
    const char *programme = programmes[*days], *service = services[*days % 5];
    struct sl_random random = sl_sample_chance(s->world, programme, 0);
    sl_day held = sl_sample_audit_day(s->world, &random, month);
    int number = 0;
    for (size_t f = 0; f < SL_COUNT(forms); f++)
        for (int i = 0; i < forms[f].count; i++) {
            struct sl_sample_form *made =
                add(s, "PD", forms[f].form, programme, number++, month, service, "practice_day");
            made->programme = programme;
            made->day = held;
            if (strcmp(forms[f].form, "file_look") != 0)
                made->case_ref = "";
        }
    ++*days;
}

static void add_voices_and_plans(struct series *s, int month) {
    static const char *const givers[] = {"parent", "child", "worker", "parent", "carer"};
    for (int i = 0; i < 8; i++)
        add(s, "FB", givers[i % 5], "feedback", month * 8 + i, month, NULL, "random");
    for (int i = 0; i < 6; i++)
        add(s, "PLANREC", "full", "written plan", month * 6 + i, month, NULL, "random");
}

static enum sl_status save_some(struct sl_store *store, void *context, struct sl_error *err) {
    struct series *s = context;
    struct sl_store *reading = s->world->store;
    int64_t records = s->world->sample->records;
    enum sl_status status = SL_OK;
    s->world->store = store;
    for (size_t i = s->next; status == SL_OK && i < s->count && i < s->next + BATCH; i++) {
        const struct sl_sample_form *form = &s->forms[i];
        struct sl_record *record = s->records[tool_place(sl_tool_code(form->tool))];
        status = sl_sample_save(s->world, form, record, err);
    }
    s->world->store = reading;
    if (status != SL_OK)
        s->world->sample->records = records;
    return status;
}

static enum sl_status save_month(struct series *s, int month, struct sl_error *err) {
    struct sl_sample_world *world = s->world;
    int64_t noon = ((int64_t)sl_sample_month_day(world, month + 1, 1) - 1) * 86400000 + 43200000;
    sl_store_fix_clock(world->store, noon);
    enum sl_status status = SL_OK;
    for (s->next = 0; status == SL_OK && s->next < s->count; s->next += BATCH) {
        int64_t before = world->sample->records;
        status = sl_store_write(world->store, save_some, s, err);
        world->done += world->sample->records - before;
        if (status == SL_OK && world->sample->progress &&
            !world->sample->progress(world->sample->context, world->done, world->total))
            return SL_END;
    }
    s->count = 0;
    return status;
}

static enum sl_status load_tools(struct series *s, struct sl_error *err) {
    enum sl_status status = SL_OK;
    for (size_t i = 0; status == SL_OK && i <= TOOLS; i++) {
        status = sl_tool_load(s->world->store, i < TOOLS ? tool_codes[i] : "PLANREC", 0,
                              &s->tools[i], err);
        if (status == SL_OK)
            s->records[i] = sl_record_new(s->tools[i]);
    }
    return status;
}

static void drop_series(struct series *s) {
    for (size_t i = 0; i <= TOOLS; i++) {
        sl_record_free(s->records[i]);
        sl_tool_free(s->tools[i]);
    }
    free(s->forms);
}

static enum sl_status make_records(struct sl_sample_world *world, struct sl_error *err) {
    SL_AUTO(drop_series) struct series s = {.world = world};
    enum sl_status status = load_tools(&s, err);
    int days = 0;
    for (int month = 0; status == SL_OK && month < world->months; month++) {
        add_audits(&s, month);
        add_themed(&s, month);
        add_practice_day(&s, month, &days);
        add_voices_and_plans(&s, month);
        status = save_month(&s, month, err);
    }
    return status;
}

static enum sl_status read_words(struct sl_sample_world *world, struct sl_error *err) {
    struct {
        const char *name;
        json_t **into;
    } files[] = {
        {"county", &world->county}, {"evidence", &world->evidence}, {"plans", &world->plans}};
    enum sl_status status = SL_OK;
    for (size_t i = 0; status == SL_OK && i < SL_COUNT(files); i++) {
        SL_AUTO(sl_free)
        char *path = sl_format("%s/county/%s.json", world->schema_home, files[i].name);
        status = sl_json_read(path, 1 << 20, files[i].into, err);
    }
    return status;
}

static void drop_world(struct sl_sample_world *world) {
    json_decref(world->county);
    json_decref(world->evidence);
    json_decref(world->plans);
    free(world->teams);
}

enum sl_status sl_sample_make(struct sl_store *store, const char *schema_home,
                              struct sl_sample *sample, struct sl_error *err) {
    SL_AUTO(drop_world)
    struct sl_sample_world world = {.store = store, .sample = sample, .schema_home = schema_home};
    enum sl_status status = read_words(&world, err);
    if (status != SL_OK)
        return status;
    int year = 0, month = 0;
    const char *first = sl_json_text_or(world.county, "first_month", "");
    if (sscanf(first, "%d-%d", &year, &month) != 2)
        return sl_fail(err, SL_INVALID, "first_month", "county.json: first_month must be YYYY-MM");
    world.first_day = sl_day_of(year, month, 1);
    world.months = (int)sl_json_whole_or(world.county, "months", 24);
    world.auditors = (int)sl_json_whole_or(world.county, "auditors", 40);
    world.workers = (int)sl_json_whole_or(world.county, "workers", 160);
    if (sample->reviews == 0)
        sample->reviews = world.months * sl_json_whole_or(world.county, "audits_a_month", 45);
    world.total = sample->reviews + world.months * 18 + 20 * 11 + 120;
    sl_store_fix_clock(store, (int64_t)world.first_day * 86400000);
    status = sl_sample_people(&world, err);
    if (status == SL_OK)
        status = make_records(&world, err);
    if (status == SL_OK)
        status = sl_sample_afterwards(&world, err);
    return status;
}
