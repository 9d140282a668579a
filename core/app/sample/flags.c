#include "app/sample/inside.h"
#include "practice/decision.h"
#include "store/query.h"
#include <stdio.h>
#include <stdlib.h>

/* A flag that somebody raised, on a review that waits for it to be decided. */
struct flagged {
    int64_t record_no;
    char code[32], grade[2];
    sl_day day;
};

struct flags {
    struct sl_sample_world *world;
    struct flagged *flags;
    size_t count;
};

static enum sl_status read_flags(struct flags *all, struct sl_error *err) {
    char last[SL_DAY_SIZE];
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        all->world->store,
        "SELECT d.record_no, d.code, r.day, coalesce(a.value, '') FROM decision d "
        "JOIN record r ON r.record_no = d.record_no "
        "LEFT JOIN answer a ON a.record_no = r.record_no AND a.question = 'X6' AND a.row_no = 0 "
        "WHERE d.outcome = 'raised' AND r.state = 'submitted' AND r.day < :last "
        "ORDER BY d.record_no, d.code",
        err);
    sl_query_text(&q, ":last",
                  sl_day_format(sl_sample_month_day(all->world, all->world->months, 1) - 30, last));
    while (sl_query_next(&q)) {
        if (all->count % 64 == 0)
            all->flags = sl_resize(all->flags, all->count + 64, sizeof *all->flags);
        struct flagged *flag = &all->flags[all->count++];
        *flag = (struct flagged){.record_no = sl_query_get_int(&q, 0), .day = SL_DAY_NONE};
        snprintf(flag->code, sizeof flag->code, "%s", sl_query_get_text(&q, 1));
        flag->grade[0] = sl_query_get_text(&q, 3)[0];
        (void)sl_day_parse(sl_query_get_text(&q, 2), &flag->day, NULL);
    }
    return q.status;
}

static enum sl_status decide(struct sl_store *store, void *context, struct sl_error *err) {
    struct flags *all = context;
    enum sl_status status = SL_OK;
    for (size_t i = 0; status == SL_OK && i < all->count; i++) {
        const struct flagged *flag = &all->flags[i];
        struct sl_random random = sl_sample_chance(all->world, "flag", flag->record_no);
        bool confirmed = sl_random_chance(&random, 45, 100);
        status = sl_decision_add(
            store, flag->record_no, "flag", flag->code, confirmed ? "confirmed" : "resolved",
            confirmed ? "Seen on the file the same day" : "Put right that day", "demo.lead", err);
        bool last = i + 1 == all->count || all->flags[i + 1].record_no != flag->record_no;
        if (status == SL_OK && last && flag->grade[0])
            status = sl_record_move(store, flag->record_no, "graded", flag->grade, flag->day + 8,
                                    "demo.lead", "", err);
    }
    return status;
}

enum sl_status sl_sample_flags(struct sl_sample_world *world, struct sl_error *err) {
    struct flags all = {.world = world};
    enum sl_status status = read_flags(&all, err);
    if (status == SL_OK)
        status = sl_store_write(world->store, decide, &all, err);
    free(all.flags);
    return status;
}
