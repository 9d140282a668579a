#include "app/sample/inside.h"
#include "practice/practice_day.h"
#include "store/query.h"

static const char actor[] = "shipped";

/* The day's own records: which service, when, and two of them to rest a finding on. */
static enum sl_status add_day(struct sl_sample_world *world, const char *programme,
                              const char *service, sl_day day, const int64_t evidence[2],
                              struct sl_error *err) {
    static const struct sl_enquiry_line lines[] = {
        {"Do plans say what happens if they do not work?", "audit findings of the last quarter"},
        {"Can workers say what a child's day is like?", "feedback from children"}};
    char id[SL_ID_SIZE], finding_id[SL_ID_SIZE];
    sl_id_from_name("sample practice day", programme, id);
    sl_id_from_name("sample finding", programme, finding_id);
    const struct sl_practice_day held = {.id = id,
                                         .service = service,
                                         .day = day,
                                         .why_now = "data",
                                         .lines = lines,
                                         .line_count = SL_COUNT(lines)};
    const struct sl_evidence seen[] = {{evidence[0], "", "seen on the day"},
                                       {evidence[1], "", "said on the day"}};
    const struct sl_finding finding = {.id = finding_id,
                                       .practice_day = id,
                                       .service = service,
                                       .day = day,
                                       .kind = "improve",
                                       .standing = "plans",
                                       .theme = "contingency",
                                       .wording = "Few plans say who does what when they fail",
                                       .evidence = seen,
                                       .evidence_count = SL_COUNT(seen)};
    enum sl_status status = sl_practice_day_add(world->store, &held, actor, id, err);
    return status == SL_OK ? sl_finding_add(world->store, &finding, actor, err) : status;
}

enum sl_status sl_sample_days(struct sl_sample_world *world, struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        world->store,
        "SELECT programme, min(service), min(day), min(record_no), max(record_no) FROM record "
        "WHERE tool = 'PD' GROUP BY programme ORDER BY programme",
        err);
    enum sl_status status = SL_OK;
    while (status == SL_OK && sl_query_next(&q)) {
        sl_day day = SL_DAY_NONE;
        const int64_t evidence[2] = {sl_query_get_int(&q, 3), sl_query_get_int(&q, 4)};
        status = sl_day_parse(sl_query_get_text(&q, 2), &day, err);
        if (status == SL_OK)
            status = add_day(world, sl_query_get_text(&q, 0), sl_query_get_text(&q, 1), day,
                             evidence, err);
    }
    return status != SL_OK ? status : q.status;
}
