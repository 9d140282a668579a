#include "practice/improvement_plan.h"
#include "practice/samples.h"
#include "support/suite.h"

struct heard {
    int faults, remarks;
    char text[4000];
};

static void hear(void *context, bool fault, const char *sentence) {
    struct heard *heard = context;
    heard->faults += fault;
    heard->remarks += !fault;
    size_t used = strlen(heard->text);
    snprintf(heard->text + used, sizeof heard->text - used, "%s\n", sentence);
}

static struct sl_improvement_plan *read_sample(const char *name, struct heard *heard) {
    SL_AUTO(sl_free) char *path = sample_path(name);
    struct sl_plan_reading reading = {
        .made_on = SL_DAY_NONE, .told = heard != NULL ? hear : NULL, .context = heard};
    struct sl_improvement_plan *plan = NULL;
    struct sl_error err = {0};
    assert_ok(sl_plan_read(path, &reading, &plan, &err), err);
    return plan;
}

static const struct sl_plan_line *line_of(const struct sl_improvement_plan *plan,
                                          const char *number) {
    for (size_t i = 0; i < plan->area_count; i++)
        for (size_t j = 0; j < plan->areas[i].issue_count; j++)
            for (size_t k = 0; k < plan->areas[i].issues[j].line_count; k++)
                if (strcmp(plan->areas[i].issues[j].lines[k].number, number) == 0)
                    return &plan->areas[i].issues[j].lines[k];
    ck_abort_msg("there is no line %s", number);
    return NULL;
}

START_TEST(a_copied_plan_has_its_areas_issues_and_lines)
{
    SL_AUTO(sl_plan_drop)
    struct sl_improvement_plan *plan = read_sample("plans/plan_may.txt", NULL);
    ck_assert_str_eq(plan->title, "Children's Services improvement plan");
    ck_assert_int_eq(plan->made_on, sl_day_of(2023, 5, 31));
    ck_assert_str_eq(plan->made_text, "May 2023");
    ck_assert_uint_eq(plan->area_count, 3);
    ck_assert_uint_eq(sl_plan_count_issues(plan), 3);
    ck_assert_uint_eq(sl_plan_count_lines(plan), 7);
    ck_assert_str_eq(plan->areas[0].number, "1");
    ck_assert_str_eq(plan->areas[0].title, "Visits and direct work");
    ck_assert_str_eq(plan->areas[1].title, "Plans that families can follow");
}
END_TEST

START_TEST(a_row_cut_by_a_page_break_is_one_line)
{
    SL_AUTO(sl_plan_drop)
    struct sl_improvement_plan *plan = read_sample("plans/plan_may.txt", NULL);
    ck_assert_str_eq(line_of(plan, "1.3")->wording,
                     "Ask every worker to bring one piece of direct work to group supervision "
                     "each term.");
}
END_TEST

START_TEST(ratings_are_counted_by_the_key)
{
    SL_AUTO(sl_plan_drop)
    struct sl_improvement_plan *plan = read_sample("plans/plan_may.txt", NULL);
    int counts[SL_PROGRESS_END];
    sl_plan_count_progress(plan, counts);
    ck_assert_int_eq(counts[SL_PROGRESS_ACHIEVED], 2);
    ck_assert_int_eq(counts[SL_PROGRESS_LARGELY], 2);
    ck_assert_int_eq(counts[SL_PROGRESS_UNDER_WAY], 2);
    ck_assert_int_eq(counts[SL_PROGRESS_NOT_STARTED], 1);
    ck_assert_int_eq(counts[SL_PROGRESS_NONE], 0);
}
END_TEST

START_TEST(the_first_lead_is_accountable_unless_another_is_marked)
{
    SL_AUTO(sl_plan_drop)
    struct sl_improvement_plan *plan = read_sample("plans/plan_may.txt", NULL);
    const struct sl_plan_line *line = line_of(plan, "1.1");
    ck_assert_uint_eq(line->lead_count, 2);
    ck_assert_str_eq(line->leads[0].name, "KM");
    ck_assert_str_eq(line->leads[1].name, "AW");
    ck_assert(line->leads[0].accountable && !line->leads[1].accountable);
    line = line_of(plan, "2.1");
    ck_assert_str_eq(line->leads[1].name, "LS");
    ck_assert(!line->leads[0].accountable && line->leads[1].accountable);
}
END_TEST

START_TEST(a_month_is_due_on_its_last_day_and_ongoing_is_no_date)
{
    struct heard heard = {0};
    SL_AUTO(sl_plan_drop)
    struct sl_improvement_plan *plan = read_sample("plans/plan_may.txt", &heard);
    ck_assert_int_eq(line_of(plan, "1.2")->due_on, sl_day_of(2023, 6, 30));
    ck_assert_int_eq(line_of(plan, "3.1")->due_on, sl_day_of(2023, 6, 30));
    ck_assert_int_eq(line_of(plan, "3.2")->due_on, SL_DAY_NONE);
    ck_assert_str_eq(line_of(plan, "3.2")->timescale, "Ongoing");
    ck_assert_int_eq(heard.faults, 0);
    ck_assert_ptr_nonnull(strstr(heard.text, "The timescale 'Ongoing' is no date."));
}
END_TEST

static size_t notes_of(const struct sl_improvement_plan *plan, const char *kind) {
    size_t count = 0;
    for (size_t i = 0; i < plan->note_count; i++)
        count += strcmp(plan->notes[i].kind, kind) == 0;
    return count;
}

START_TEST(what_is_no_line_is_kept_as_notes)
{
    SL_AUTO(sl_plan_drop)
    struct sl_improvement_plan *plan = read_sample("plans/plan_may.txt", NULL);
    ck_assert_uint_eq(notes_of(plan, "title"), 3);
    ck_assert_uint_eq(notes_of(plan, "key"), 4);
    ck_assert_uint_eq(notes_of(plan, "glossary"), 2);
    ck_assert_uint_eq(notes_of(plan, "assurance"), 1);
    ck_assert_uint_eq(notes_of(plan, "monitoring"), 2);
    ck_assert_uint_eq(notes_of(plan, "other"), 0);
}
END_TEST

START_TEST(a_csv_gives_the_same_shape)
{
    SL_AUTO(sl_plan_drop) struct sl_improvement_plan *plan = read_sample("plans/plan.csv", NULL);
    ck_assert_str_eq(plan->title, "Reviewing service plan");
    ck_assert_int_eq(plan->made_on, sl_day_of(2024, 3, 31));
    ck_assert_uint_eq(plan->area_count, 2);
    ck_assert_uint_eq(sl_plan_count_lines(plan), 3);
    ck_assert_int_eq(line_of(plan, "2")->progress, SL_PROGRESS_UNDER_WAY);
    ck_assert_str_eq(line_of(plan, "1")->evidence, "Front sheets of all 212 children");
    ck_assert_str_eq(line_of(plan, "2")->provenance, "own_audit");
    ck_assert_uint_eq(line_of(plan, "2")->lead_count, 2);
    ck_assert_str_eq(line_of(plan, "2")->leads[1].name, "admin lead");
}
END_TEST

/* The plan may: with another last row in its first area. */
static enum sl_status read_with(const char *name, const char *head, const char *row,
                                struct heard *heard, struct sl_error *err) {
    SL_AUTO(sl_free)
    char *text = sl_format("Plan of work\n%s\nArea of Improvement: 1. Visits\n"
                           "\tIssue\tActions\tTimescale\tProgress\tNarrative\tLead\n"
                           "1.1\tFew visits\tVisit more\tJune 2023\t2\tBegun.\tAW\n%s\n",
                           head, row);
    SL_AUTO(sl_free) char *path = sample_text(name, text);
    struct sl_plan_reading reading = {.made_on = SL_DAY_NONE, .told = hear, .context = heard};
    SL_AUTO(sl_plan_drop) struct sl_improvement_plan *plan = NULL;
    enum sl_status status = sl_plan_read_text(path, &reading, &plan, err);
    ck_assert(status == SL_OK || plan == NULL);
    return status;
}

#define MAY "May 2023"

START_TEST(a_rating_outside_the_key_is_named_with_what_is_allowed)
{
    struct heard heard = {0};
    struct sl_error err = {0};
    assert_fails(read_with("r.txt", MAY, "1.2\t\tAsk\tJune 2023\t5\t.\tAW", &heard, &err),
                 SL_INVALID, err,
                 ":6: Action 1.2 is rated '5'; 1 (Achieved), 2 (Largely achieved, some tasks "
                 "outstanding), 3 (In progress) and 4 (Not achieved, not started) are allowed");
    assert_fails(read_with("r.txt", MAY, "1.2\t\tAsk\tJune 2023\t\t.\tAW", &heard, &err),
                 SL_INVALID, err, "Action 1.2 has no rating");
    assert_fails(read_with("r.txt", MAY, "1.2\t\t\tJune 2023\t2\t.\tAW", &heard, &err), SL_INVALID,
                 err, "Action 1.2 has no wording");
}
END_TEST

START_TEST(a_date_that_does_not_exist_is_a_fault)
{
    struct heard heard = {0};
    struct sl_error err = {0};
    assert_fails(read_with("d.txt", MAY, "1.2\t\tAsk\t31/06/2023\t2\t.\tAW", &heard, &err),
                 SL_INVALID, err, ":6: The timescale '31/06/2023' is a date that does not exist.");
}
END_TEST

START_TEST(doubtful_dates_and_missing_leads_are_told_and_read)
{
    struct heard heard = {0};
    struct sl_error err = {0};
    assert_ok(read_with("w.txt", MAY, "1.2\t\tAsk\tby Tuesday\t2\tBegun.\t", &heard, &err), err);
    ck_assert_int_eq(heard.faults, 0);
    ck_assert_ptr_nonnull(strstr(heard.text, "names a weekday only"));
    heard = (struct heard){0};
    assert_ok(read_with("o.txt", MAY, "1.2\t\tAsk\tOngoing, review July 2023\t2\tBegun.\tAW",
                        &heard, &err),
              err);
    ck_assert_ptr_nonnull(strstr(heard.text, "'Ongoing, review July 2023' is no date"));
    heard = (struct heard){0};
    assert_ok(read_with("w.txt", MAY, "1.2\t\tAsk\tby Tuesday\t2\tBegun.\t", &heard, &err), err);
    ck_assert_ptr_nonnull(strstr(heard.text, "Action 1.2 names no lead"));
}
END_TEST

START_TEST(every_fault_of_a_file_is_told_and_the_first_is_returned)
{
    struct heard heard = {0};
    struct sl_error err = {0};
    assert_fails(read_with("e.txt", MAY,
                           "1.2\t\tAsk\tJune 2023\t9\t.\tAW\n1.3\t\t\tJune 2023\t1\t.\tAW\n"
                           "1.4\t\tAsk\tJune 2023\t1\t.\tAW\tone cell too many",
                           &heard, &err),
                 SL_INVALID, err, ":6: Action 1.2 is rated '9'");
    ck_assert_int_eq(heard.faults, 3);
    ck_assert_ptr_nonnull(strstr(heard.text, ":8:8: This row has 8 cells"));
}
END_TEST

START_TEST(the_same_line_twice_is_a_fault_and_the_same_number_a_remark)
{
    struct heard heard = {0};
    struct sl_error err = {0};
    assert_ok(read_with("n.txt", MAY, "1.1\t\tWrite more\tJune 2023\t2\t.\tAW", &heard, &err), err);
    ck_assert_ptr_nonnull(strstr(heard.text, ":6: The number 1.1 is used on line 5 too."));
    assert_fails(read_with("n.txt", MAY, "1.1\t\tVisit more\tJune 2023\t2\t.\tAW", &heard, &err),
                 SL_INVALID, err, ":6: This action stands on line 5 too");
}
END_TEST

START_TEST(a_plan_without_a_date_asks_for_one)
{
    struct heard heard = {0};
    struct sl_error err = {0};
    assert_fails(read_with("u.txt", "For everyone", "", &heard, &err), SL_INVALID, err,
                 "says no date of its own");
}
END_TEST

START_TEST(a_key_that_means_something_else_is_refused)
{
    struct heard heard = {0};
    struct sl_error err = {0};
    assert_fails(
        read_with("k.txt", "May 2023\nKey:\n1 - Not started\t4 - Complete", "", &heard, &err),
        SL_INVALID, err, ":4: The key says that 1 means 'Not started'; here 1 means 'Achieved'");
}
END_TEST

START_TEST(a_file_without_a_table_says_what_a_plan_needs)
{
    SL_AUTO(sl_free) char *path = sample_text("none.txt", "Plan\nMay 2023\nNothing here.\n");
    SL_AUTO(sl_plan_drop) struct sl_improvement_plan *plan = NULL;
    struct sl_error err = {0};
    assert_fails(sl_plan_read_text(path, NULL, &plan, &err), SL_INVALID, err,
                 "No actions were found: a plan needs a table with a header");
    SL_AUTO(sl_free) char *empty = sample_text("empty.txt", "");
    assert_fails(sl_plan_read_text(empty, NULL, &plan, &err), SL_INVALID, err, "No actions");
}
END_TEST

START_TEST(bad_bytes_missing_files_and_folders_are_refused)
{
    static const struct {
        const char *bytes;
        size_t length;
    } bad[] = {{"\xff\xfeP\0l\0", 6}, {"Plan\xa3", 5}, {"Plan\0x", 6}, {"Plan\xe2\x80\xae!", 8}};
    SL_AUTO(sl_plan_drop) struct sl_improvement_plan *plan = NULL;
    struct sl_error err = {0};
    for (size_t i = 0; i < SL_COUNT(bad); i++) {
        SL_AUTO(sl_free) char *path = sample_file("bad.txt", bad[i].bytes, bad[i].length);
        assert_fails(sl_plan_read_text(path, NULL, &plan, &err), SL_INVALID, err, "bad.txt");
    }
    assert_fails(sl_plan_read_text("/nowhere/p.txt", NULL, &plan, &err), SL_IO, err, "/nowhere");
    assert_fails(sl_plan_read_text("/tmp", NULL, &plan, &err), SL_IO, err, "/tmp");
    assert_fails(sl_plan_read_csv("/nowhere/p.csv", NULL, &plan, &err), SL_IO, err, "/nowhere");
}
END_TEST

START_TEST(a_csv_with_a_ragged_row_or_unknown_source_is_refused)
{
    SL_AUTO(sl_plan_drop) struct sl_improvement_plan *plan = NULL;
    struct sl_error err = {0};
    SL_AUTO(sl_free)
    char *ragged =
        sample_text("ragged.csv", "plan,made_on,action,progress\nP,May 2023,Visit,2\n,,Ask\n");
    assert_fails(sl_plan_read_csv(ragged, NULL, &plan, &err), SL_INVALID, err, "ragged.csv:3");
    SL_AUTO(sl_free)
    char *source =
        sample_text("source.csv", "plan,made_on,action,progress,source\nP,May 2023,Ask,2,rumour\n");
    assert_fails(sl_plan_read_csv(source, NULL, &plan, &err), SL_INVALID, err,
                 "source.csv:2: The source 'rumour' is not known; inspection, verbal");
    SL_AUTO(sl_free) char *other = sample_text("other.csv", "name,age\nx,1\n");
    assert_fails(sl_plan_read_csv(other, NULL, &plan, &err), SL_INVALID, err,
                 "The header names no columns of a plan");
}
END_TEST

START_TEST(an_unknown_column_is_told_and_its_text_kept)
{
    struct heard heard = {0};
    SL_AUTO(sl_free)
    char *path = sample_text(
        "strange.csv", "plan,made_on,number,action,progress,Cost\nP,May 2023,1,Ask,2,400 pounds\n");
    struct sl_plan_reading reading = {.made_on = SL_DAY_NONE, .told = hear, .context = &heard};
    SL_AUTO(sl_plan_drop) struct sl_improvement_plan *plan = NULL;
    struct sl_error err = {0};
    assert_ok(sl_plan_read_csv(path, &reading, &plan, &err), err);
    ck_assert_ptr_nonnull(strstr(heard.text, "The column 'Cost' is not known"));
    ck_assert_str_eq(plan->notes[plan->note_count - 1].label, "1 Cost");
    ck_assert_str_eq(plan->notes[plan->note_count - 1].wording, "400 pounds");
}
END_TEST

START_TEST(the_council_s_plan_of_june_2020_has_four_areas_and_thirteen_actions)
{
    SL_AUTO(sl_free) char *path = shared_document("000_fe1040ed088ad156.txt");
    if (path == NULL)
        return;
    struct heard heard = {0};
    struct sl_plan_reading reading = {.made_on = SL_DAY_NONE, .told = hear, .context = &heard};
    SL_AUTO(sl_plan_drop) struct sl_improvement_plan *plan = NULL;
    struct sl_error err = {0};
    assert_ok(sl_plan_read(path, &reading, &plan, &err), err);
    ck_assert_str_eq(heard.text, "");
    int counts[SL_PROGRESS_END];
    sl_plan_count_progress(plan, counts);
    ck_assert_uint_eq(plan->area_count, 4);
    ck_assert_uint_eq(sl_plan_count_issues(plan), 4);
    ck_assert_uint_eq(sl_plan_count_lines(plan), 13);
    ck_assert_int_eq(counts[SL_PROGRESS_ACHIEVED], 5);
    ck_assert_int_eq(counts[SL_PROGRESS_LARGELY], 6);
    ck_assert_int_eq(counts[SL_PROGRESS_UNDER_WAY], 2);
    ck_assert_int_eq(counts[SL_PROGRESS_NOT_STARTED], 0);
    ck_assert_int_eq(plan->made_on, sl_day_of(2020, 6, 30));
    ck_assert_uint_eq(notes_of(plan, "glossary"), 7);
    ck_assert_uint_eq(notes_of(plan, "monitoring"), 5);
    ck_assert_ptr_nonnull(strstr(line_of(plan, "2.2")->wording, "indemnified"));
    ck_assert_ptr_nonnull(
        strstr(line_of(plan, "1.3")->wording, "earliest point of social work experience."));
    ck_assert_uint_eq(line_of(plan, "1.4")->lead_count, 2);
}
END_TEST

SL_SUITE("improvement_plan", a_copied_plan_has_its_areas_issues_and_lines,
         a_row_cut_by_a_page_break_is_one_line, ratings_are_counted_by_the_key,
         the_first_lead_is_accountable_unless_another_is_marked,
         a_month_is_due_on_its_last_day_and_ongoing_is_no_date, what_is_no_line_is_kept_as_notes,
         a_csv_gives_the_same_shape, a_rating_outside_the_key_is_named_with_what_is_allowed,
         a_date_that_does_not_exist_is_a_fault, doubtful_dates_and_missing_leads_are_told_and_read,
         every_fault_of_a_file_is_told_and_the_first_is_returned,
         the_same_line_twice_is_a_fault_and_the_same_number_a_remark,
         a_plan_without_a_date_asks_for_one, a_key_that_means_something_else_is_refused,
         a_file_without_a_table_says_what_a_plan_needs,
         bad_bytes_missing_files_and_folders_are_refused,
         a_csv_with_a_ragged_row_or_unknown_source_is_refused,
         an_unknown_column_is_told_and_its_text_kept,
         the_council_s_plan_of_june_2020_has_four_areas_and_thirteen_actions)
