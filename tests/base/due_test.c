#include "base/csv.h"
#include "base/due.h"
#include "base/json.h"
#include "base/memory.h"
#include "support/suite.h"
#include <stdio.h>
#include <string.h>

static const char *const kind_names[] = {
    [SL_DUE_NOTHING] = "nothing",       [SL_DUE_DAY] = "day",
    [SL_DUE_VAGUE] = "vague",           [SL_DUE_NEVER] = "never",
    [SL_DUE_IMPOSSIBLE] = "impossible", [SL_DUE_FREQUENCY] = "frequency",
    [SL_DUE_TRIGGER] = "trigger"};

static char *source_path(const char *below) {
    const char *source = getenv("SIGHTLINE_SOURCE");
    return sl_format("%s/%s", source ? source : ".", below);
}

static sl_day day_or_none(const char *text) {
    sl_day day = SL_DAY_NONE;
    if (text && *text)
        ck_assert_int_eq(sl_day_parse(text, &day, NULL), SL_OK);
    return day;
}

static struct sl_calendar *england(void) {
    SL_AUTO(sl_free) char *path = source_path("schema/lists/holidays.england.json");
    json_t *list = json_load_file(path, 0, NULL);
    ck_assert_ptr_nonnull(list);
    json_t *entries = json_object_get(list, "entries");
    size_t count = json_array_size(entries);
    SL_AUTO(sl_free) sl_day *days = sl_new(count, sizeof *days);
    for (size_t i = 0; i < count; i++)
        days[i] =
            day_or_none(json_string_value(json_object_get(json_array_get(entries, i), "day")));
    struct sl_calendar *calendar =
        sl_calendar_new(day_or_none(json_string_value(json_object_get(list, "from"))),
                        day_or_none(json_string_value(json_object_get(list, "to"))), days, count);
    json_decref(list);
    return calendar;
}

static struct sl_due read_field(const char *text, const char *plan, const char *review) {
    SL_AUTO(sl_calendar_drop) struct sl_calendar *calendar = england();
    struct sl_due_context context = {day_or_none(plan), day_or_none(review), calendar, true};
    return sl_due_read(sl_text_of(text), &context);
}

static void expect_day(const char *text, const char *plan, const char *review, const char *day) {
    char written[SL_DAY_SIZE];
    struct sl_due due = read_field(text, plan, review);
    ck_assert_msg(strcmp(sl_day_format(due.day, written), day) == 0, "\"%s\": %s, not %s", text,
                  written, day);
}

struct tally {
    int rows, dated, dated_right, undated, invented, kinds_right;
};

static struct tally read_table(bool aside) {
    SL_AUTO(sl_calendar_drop) struct sl_calendar *calendar = england();
    SL_AUTO(sl_free) char *path = source_path("tests/base/data/due.csv");
    SL_AUTO(sl_csv_drop) struct sl_csv *csv = NULL;
    struct sl_csv_row row;
    struct tally t = {0};
    ck_assert_int_eq(sl_csv_open(path, &csv, NULL), SL_OK);
    while (sl_csv_next(csv, &row, NULL) == SL_OK) {
        const char *const *c = row.cells; /* text, plan, review, place, kind, due, aside */
        struct sl_due_context context = {day_or_none(c[1]), day_or_none(c[2]), calendar,
                                         strcmp(c[3], "field") == 0};
        char day[SL_DAY_SIZE];
        if ((strcmp(c[6], "1") == 0) != aside)
            continue;
        struct sl_due due = sl_due_read(sl_text_of(c[0]), &context);
        bool right = strcmp(sl_day_format(due.day, day), c[5]) == 0;
        bool dated = c[5][0] != '\0';
        t.rows++;
        t.dated += dated;
        t.dated_right += dated && right;
        t.undated += !dated;
        t.invented += !dated && !right;
        t.kinds_right += strcmp(kind_names[due.kind], c[4]) == 0;
        if (!right)
            fprintf(stderr, "# line %ld: \"%s\" is %s \"%s\"\n", row.line, c[0],
                    kind_names[due.kind], day);
    }
    fprintf(stderr, "# %d rows: dated right %d of %d, invented %d of %d, kind right %d\n", t.rows,
            t.dated_right, t.dated, t.invented, t.undated, t.kinds_right);
    return t;
}

static void expect_targets(struct tally t) {
    ck_assert_int_ge(t.rows, 90);
    ck_assert_int_ge(100 * t.dated_right, 97 * t.dated);
    ck_assert_int_le(100 * t.invented, 2 * t.undated);
    ck_assert_int_ge(100 * t.kinds_right, 95 * t.rows);
}

START_TEST(the_table_of_by_when_texts_comes_out_right)
{ expect_targets(read_table(false)); }
END_TEST

START_TEST(rows_put_aside_come_out_right_too)
{ expect_targets(read_table(true)); }
END_TEST

START_TEST(every_conversion_of_the_codebook_holds)
{
    static const struct {
        const char *text, *day;
    } rows[] = {{"04/05/2025", "2025-05-04"},
                {"4/5/25", "2025-05-04"},
                {"12 March", "2026-03-12"},
                {"March 2026", "2026-03-31"},
                {"end of March", "2026-03-31"},
                {"early March 2026", "2026-03-10"},
                {"mid March 2026", "2026-03-15"},
                {"w/c 29 September", "2025-10-03"},
                {"week ending 3 October", "2025-10-03"},
                {"Friday", "2025-09-12"},
                {"this Friday", "2025-09-12"},
                {"next Friday", "2025-09-12"},
                {"Friday week", "2025-09-19"},
                {"Today", "2025-09-08"},
                {"by end of today", "2025-09-08"},
                {"tomorrow", "2025-09-09"},
                {"Within 3 days", "2025-09-11"},
                {"in 3 weeks", "2025-09-29"},
                {"within 3 months", "2025-12-08"},
                {"within 10 working days", "2025-09-22"},
                {"By next review", "2025-12-01"},
                {"before next core group", "2025-12-01"},
                {"until next meeting", "2025-12-01"},
                {"next board", "2025-12-01"},
                {"RCPC", "2025-12-01"},
                {"LAC review", "2025-12-01"},
                {"3 weeks before review", "2025-11-10"},
                {"Christmas", "2025-12-25"},
                {"Easter", "2026-04-05"},
                {"Q1 2025/26", "2025-06-30"},
                {"Q4 25-26", "2026-03-31"},
                {"end of term", ""},
                {"half term", ""},
                {"10 to 14 November", "2025-11-14"},
                {"HV 3 Nov, SW 17 Nov", "2025-11-17"},
                {"from 3 November", ""},
                {"first session 3 November", ""},
                {"Sept 25", "2025-09-30"},
                {"6/12", "2025-12-06"},
                {"Q1", ""},
                {"02/06/2025", "2025-06-02"}};
    for (size_t i = 0; i < SL_COUNT(rows); i++)
        expect_day(rows[i].text, "2025-09-08", "2025-12-01", rows[i].day);
}
END_TEST

START_TEST(times_of_worked_plans_come_out_right)
{
    static const struct {
        const char *text, *day;
    } rows[] = {{"in the next 6 weeks", "2025-04-14"},
                {"within 10 working days", "2025-03-17"},
                {"within 4 weeks of the review", "2025-06-30"},
                {"within 4 weeks of the conference", "2025-03-31"},
                {"by next core group (14 March)", "2025-03-14"},
                {"03/04/25", "2025-04-03"},
                {"12/02/2025", "2025-02-12"},
                {"31/06/2025", ""},
                {"10 March - 30 May, weekly look", "2025-05-30"},
                {"monthly to 2 June", "2025-06-02"},
                {"daily from 3 March, checked weekly to 2 June", "2025-06-02"},
                {"12 March and 21 May 2025", "2025-05-21"},
                {"every weekend 7 March - 1 June", "2025-06-01"},
                {"on release, expected 22/04/2025", "2025-04-22"},
                {"from 3 March", ""},
                {"termly", ""},
                {"as before", ""}};
    for (size_t i = 0; i < SL_COUNT(rows); i++)
        expect_day(rows[i].text, "2025-03-03", "2025-06-02", rows[i].day);
    expect_day("within 4 weeks of the review", "2025-03-03", "", "");
}
END_TEST

START_TEST(a_checkpoint_beside_ongoing_is_marked)
{
    struct sl_due due = read_field("ongoing, review 14/11/25", "2025-09-08", "2025-12-01");
    ck_assert(due.ongoing && due.checkpoint);
    due = read_field("ongoing until 14/11/25", "2025-09-08", "2025-12-01");
    ck_assert(!due.ongoing && due.kind == SL_DUE_DAY);
    due = read_field("27 February 2026, check on 7 November", "2025-09-08", "2025-12-01");
    ck_assert(due.checkpoint && !due.ongoing);
    due = read_field("27 February 2026, check on 7 January", "2025-09-08", "2025-12-01");
    ck_assert(!due.checkpoint);
}
END_TEST

START_TEST(two_deadlines_joined_by_or_conflict)
{
    ck_assert(read_field("10/10/25 or 17/10/25", "2025-09-08", "").conflicting);
    ck_assert(!read_field("10/10/25 and 17/10/25", "2025-09-08", "").conflicting);
    ck_assert(read_field("Friday", "2025-09-08", "").weekday_only);
    ck_assert(read_field("starting 3 November", "2025-09-08", "").start_only);
}
END_TEST

START_TEST(the_words_that_decided_are_told_by_their_bytes)
{
    const char *text = "Dad, by 14 October \xe2\x80\x93 latest";
    struct sl_due due = read_field(text, "2025-09-08", "2025-12-01");
    ck_assert_uint_eq(due.to - due.from, strlen("14 October"));
    ck_assert(memcmp(text + due.from, "14 October", due.to - due.from) == 0);
}
END_TEST

START_TEST(any_bytes_are_read_without_harm)
{
    char text[300];
    for (unsigned seed = 1; seed < 400; seed++) {
        unsigned state = seed * 2654435761u;
        for (size_t i = 0; i + 1 < sizeof text; i++) {
            state = state * 1664525u + 1013904223u;
            text[i] = "0123456789/.- wcbyonthe,jan\xe2\x80\x99 review"[(state >> 16) % 38];
        }
        text[sizeof text - 1] = '\0';
        struct sl_due due = read_field(text, "2025-09-08", "2025-12-01");
        ck_assert_uint_le(due.to, strlen(text));
        ck_assert_uint_le(due.from, due.to);
    }
}
END_TEST

SL_SUITE("due", the_table_of_by_when_texts_comes_out_right, rows_put_aside_come_out_right_too,
         every_conversion_of_the_codebook_holds, times_of_worked_plans_come_out_right,
         a_checkpoint_beside_ongoing_is_marked, two_deadlines_joined_by_or_conflict,
         the_words_that_decided_are_told_by_their_bytes, any_bytes_are_read_without_harm)
