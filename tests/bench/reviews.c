#include "reviews.h"
#include "base/id.h"
#include "bench.h"
#include "practice/account.h"
#include "practice/list.h"
#include "practice/team.h"
#include <stdio.h>
#include <unistd.h>

enum { SERVICES = 5, TEAMS = 20, AUDITORS = 40 };

static const char actor[] = SL_ACCOUNT_SHIPPED;

static void told(void *context, const char *sentence) {
    (void)context;
    fprintf(stderr, "%s\n", sentence);
}

struct sl_tool *reviews_tool_from(const char *name) {
    SL_AUTO(sl_free) char *path = bench_file(name);
    struct sl_error err = {0};
    struct sl_tool *tool = NULL;
    bench_must(sl_tool_check(path, bench_schema(), told, NULL, &tool, &err), &err);
    return tool;
}

struct sl_tool *reviews_tool(void) {
    struct sl_tool *tool = reviews_tool_from("REVIEW.json");
    if (sl_tool_questions(tool) != REVIEW_QUESTIONS)
        bench_fail("REVIEW.json doesn't have the questions of the data set");
    return tool;
}

static void add_list(struct sl_store *store, const char *name) {
    SL_AUTO(sl_free) char *path = bench_file(name);
    SL_AUTO(sl_list_drop) struct sl_list *list = NULL;
    struct sl_error err = {0};
    bench_must(sl_list_check(path, told, NULL, &list, &err), &err);
    bench_must(sl_list_add(store, list, actor, &err), &err);
}

static void name_of(char out[16], const char *kind, int number) {
    snprintf(out, 16, "%s-%02d", kind, number);
}

static enum sl_status add_county(struct sl_store *store, void *context, struct sl_error *err) {
    (void)context;
    char service[16], code[16];
    enum sl_status status = SL_OK;
    for (int i = 1; i <= SERVICES && status == SL_OK; i++) {
        name_of(service, "service", i);
        status = sl_service_add(store, &(struct sl_service){service, service}, actor, err);
    }
    for (int i = 1; i <= TEAMS && status == SL_OK; i++) {
        name_of(service, "service", 1 + (i - 1) / 4);
        name_of(code, "team", i);
        const struct sl_team team = {.code = code,
                                     .name = code,
                                     .locality = "",
                                     .service = service,
                                     .opened = sl_day_of(2019, 1, 1),
                                     .closed = SL_DAY_NONE};
        status = sl_team_add(store, &team, actor, err);
    }
    for (int i = 1; i <= AUDITORS && status == SL_OK; i++) {
        name_of(code, "auditor", i);
        const struct sl_staff staff = {.code = code,
                                       .role = "auditor",
                                       .team = "",
                                       .from = sl_day_of(2019, 1, 1),
                                       .to = SL_DAY_NONE};
        status = sl_staff_add(store, &staff, actor, err);
    }
    return status;
}

void reviews_prepare(struct sl_store *store, const struct sl_tool *tool) {
    struct sl_error err = {0};
    bench_must(sl_account_add_shipped(store, &err), &err);
    bench_must(sl_list_add_all(store, bench_schema(), actor, &err), &err);
    add_list(store, "lists/bench_vague.json");
    add_list(store, "lists/bench_measured.json");
    add_list(store, "lists/bench_themes.json");
    bench_must(sl_tool_add(store, tool, actor, &err), &err);
    bench_must(sl_store_write(store, add_county, NULL, &err), &err);
}

struct sl_store *reviews_store(const char *path) {
    struct sl_error err = {0};
    static const char *const beside[] = {"", "-wal", "-shm", ".lock"};
    for (size_t i = 0; i < SL_COUNT(beside); i++) {
        SL_AUTO(sl_free) char *old = sl_format("%s%s", path, beside[i]);
        unlink(old);
    }
    bench_must(sl_store_create(path, bench_schema(), &err), &err);
    struct sl_store *store = bench_open(path);
    struct sl_tool *tool = reviews_tool();
    reviews_prepare(store, tool);
    sl_tool_free(tool);
    return store;
}

static void put(struct sl_record *record, int question, int row, const struct sl_value *value) {
    struct sl_error err = {0};
    bench_must(sl_record_put(record, (size_t)question, (uint16_t)row, value, &err), &err);
}

static void put_number(struct sl_record *record, int question, int row, enum sl_value_kind kind,
                       int number) {
    put(record, question, row,
        &(struct sl_value){.state = SL_ANSWERED, .kind = kind, .number = number});
}

static void put_text(struct sl_record *record, int question, int row, Str text) {
    if (text.n > 0)
        put(record, question, row,
            &(struct sl_value){
                .state = SL_ANSWERED, .kind = SL_VALUE_TEXT, .text = {text.p, (size_t)text.n}});
}

static void put_points(struct sl_record *record, int question, int points) {
    if (points >= 0)
        put_number(record, question, 0, SL_VALUE_NUMBER, points);
    else
        put(record, question, 0,
            &(struct sl_value){
                .state = SL_NOT_APPLICABLE, .kind = SL_VALUE_TEXT, .text = SL_TEXT("plan_type")});
}

void reviews_fill_head(struct sl_record *record, const char *kind, const Rev *review) {
    struct sl_error err = {0};
    char number[24], id[SL_ID_SIZE], team[16], auditor[16];
    snprintf(number, sizeof number, "case-%lld", (long long)review->id);
    sl_id_from_name(kind, number, id);
    name_of(team, "team", review->team);
    name_of(auditor, "auditor", review->auditor);
    const struct sl_record_head head = {.id = id,
                                        .case_ref = number,
                                        .team = team,
                                        .auditor = auditor,
                                        .day = review->d[0],
                                        .route = "random"};
    bench_must(sl_record_set_head(record, &head, &err), &err);
}

void reviews_fill(struct sl_record *record, const Rev *review) {
    reviews_fill_head(record, "bench review", review);
    for (int i = 0; i < NG; i++)
        put_points(record, REVIEW_POINTS + i, review->g[i]);
    for (int i = 0; i < ND; i++)
        put_number(record, REVIEW_DAYS + i, 0, SL_VALUE_DAY, review->d[i]);
    for (int i = 0; i < NT; i++)
        put_text(record, REVIEW_PASSAGES + i, 0, review->t[i]);
    for (int i = 0; i < NA_ACT; i++) {
        put_text(record, REVIEW_WHAT, i + 1, review->a[i].what);
        put_text(record, REVIEW_WHO, i + 1, review->a[i].who);
        put_text(record, REVIEW_DUE, i + 1, review->a[i].due);
        put_text(record, REVIEW_MEASURE, i + 1, review->a[i].measure);
        put_number(record, REVIEW_STATUS, i + 1, SL_VALUE_NUMBER, review->a[i].status);
    }
}

int64_t reviews_answers(const Rev *review) {
    int64_t answers = NG + ND + NT;
    for (int i = 0; i < NA_ACT; i++)
        answers += 4 + (review->a[i].who.n > 0);
    return answers;
}
