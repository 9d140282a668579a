#include "base/text.h"
#include "practice/plan_report.h"
#include "practice/plan_store.h"
#include "practice/samples.h"
#include "store/trail.h"
#include "support/suite.h"

struct heard {
    char text[4000];
};

static void hear(void *context, const char *sentence) {
    struct heard *heard = context;
    size_t used = strlen(heard->text);
    snprintf(heard->text + used, sizeof heard->text - used, "%s\n", sentence);
}

static struct sl_improvement_plan *read_plan(const char *path) {
    struct sl_improvement_plan *plan = NULL;
    struct sl_error err = {0};
    assert_ok(sl_plan_read(path, NULL, &plan, &err), err);
    return plan;
}

static struct sl_plan_import import_path(struct sl_store *store, const char *path, bool dry_run,
                                         struct heard *heard) {
    SL_AUTO(sl_plan_drop) struct sl_improvement_plan *plan = read_plan(path);
    struct sl_plan_import import = {.plan = plan,
                                    .actor = "quality.lead",
                                    .dry_run = dry_run,
                                    .told = heard != NULL ? hear : NULL,
                                    .context = heard};
    struct sl_error err = {0};
    assert_ok(sl_plan_import(store, &import, &err), err);
    import.plan = NULL;
    return import;
}

static struct sl_plan_import import_sample(struct sl_store *store, const char *name, bool dry_run,
                                           struct heard *heard) {
    SL_AUTO(sl_free) char *path = sample_path(name);
    return import_path(store, path, dry_run, heard);
}

static struct sl_plan_report *report_at(struct sl_store *store, sl_day as_at) {
    struct sl_plan_report *report = NULL;
    struct sl_error err = {0};
    assert_ok(sl_plan_report(store, NULL, as_at, SL_DAY_NONE, &report, &err), err);
    return report;
}

static const struct sl_plan_standing *line_of(const struct sl_plan_report *report,
                                              const char *number) {
    for (size_t i = 0; i < report->line_count; i++)
        if (strcmp(report->lines[i].number, number) == 0)
            return &report->lines[i];
    return NULL;
}

START_TEST(a_new_plan_is_kept_whole_in_one_write)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = test_store(__func__);
    struct sl_plan_import import = import_sample(store, "plans/plan_may.txt", false, NULL);
    ck_assert_int_eq(import.saved, SL_PLAN_NEW);
    ck_assert_uint_eq(import.lines_added, 7);
    ck_assert_uint_eq(import.entries_added, 7);
    ck_assert_int_eq(test_number(store, "SELECT count(*) FROM plan_area"), 3);
    ck_assert_int_eq(test_number(store, "SELECT count(*) FROM plan_line"), 7);
    ck_assert_int_eq(test_number(store, "SELECT count(*) FROM progress_entry"), 7);
    ck_assert_int_eq(test_number(store, "SELECT count(*) FROM trail WHERE verb = 'plan.import'"),
                     1);
}
END_TEST

START_TEST(the_same_file_twice_changes_nothing)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = test_store(__func__);
    import_sample(store, "plans/plan_may.txt", false, NULL);
    int64_t trail = test_number(store, "SELECT count(*) FROM trail");
    struct sl_plan_import again = import_sample(store, "plans/plan_may.txt", false, NULL);
    ck_assert_int_eq(again.saved, SL_PLAN_SAME);
    ck_assert_int_eq(test_number(store, "SELECT count(*) FROM progress_entry"), 7);
    ck_assert_int_eq(test_number(store, "SELECT count(*) FROM trail"), trail);
}
END_TEST

START_TEST(a_trial_says_what_would_change_and_writes_nothing)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = test_store(__func__);
    struct sl_plan_import trial = import_sample(store, "plans/plan_may.txt", true, NULL);
    ck_assert_int_eq(trial.saved, SL_PLAN_NEW);
    ck_assert_uint_eq(trial.lines_added, 7);
    ck_assert_int_eq(test_number(store, "SELECT count(*) FROM improvement_plan"), 0);
    import_sample(store, "plans/plan_may.txt", false, NULL);
    struct sl_plan_import tried = import_sample(store, "plans/plan_september.txt", true, NULL);
    struct sl_plan_import done = import_sample(store, "plans/plan_september.txt", false, NULL);
    ck_assert_uint_eq(tried.entries_added, done.entries_added);
    ck_assert_uint_eq(tried.changes_added, done.changes_added);
    ck_assert_uint_eq(tried.lines_added, done.lines_added);
    ck_assert_str_eq(tried.id, done.id);
}
END_TEST

START_TEST(a_later_file_appends_where_something_changed)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = test_store(__func__);
    struct heard heard = {0};
    struct sl_plan_import first = import_sample(store, "plans/plan_may.txt", false, NULL);
    struct sl_plan_import later = import_sample(store, "plans/plan_september.txt", false, &heard);
    ck_assert_int_eq(later.saved, SL_PLAN_CHANGED);
    ck_assert_str_eq(later.id, first.id);
    ck_assert_uint_eq(later.lines_added, 1);   /* 2.3 */
    ck_assert_uint_eq(later.entries_added, 4); /* 1.1, 1.2, 2.1 and the new 2.3 */
    ck_assert_uint_eq(later.changes_added,
                      3);               /* when 1.3 is due, how 2.1 is worded and who leads */
    ck_assert_uint_eq(later.absent, 1); /* 2.2 */
    ck_assert_int_eq(test_number(store, "SELECT count(*) FROM plan_line"), 8);
    ck_assert_ptr_nonnull(strstr(heard.text, "Action 2.2 is not in this file"));
    ck_assert_ptr_nonnull(strstr(heard.text, "Action 2.1 is worded differently now"));
    ck_assert_int_eq(
        test_number(store, "SELECT count(*) FROM plan_line WHERE wording LIKE '%participation%'"),
        1);
}
END_TEST

START_TEST(moving_backwards_or_later_without_a_reason_is_told)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = test_store(__func__);
    struct heard heard = {0};
    import_sample(store, "plans/plan_may.txt", false, NULL);
    struct sl_plan_import later = import_sample(store, "plans/plan_september.txt", false, &heard);
    ck_assert_uint_eq(later.unreasoned, 2);
    ck_assert_ptr_nonnull(
        strstr(heard.text, "Action 1.2 moves back from 'Achieved' to 'In progress'"));
    ck_assert_ptr_nonnull(strstr(heard.text, "Action 1.3 slips to December 2023"));
    SL_AUTO(sl_plan_report_drop)
    struct sl_plan_report *report = report_at(store, sl_day_of(2023, 9, 30));
    ck_assert(line_of(report, "1.2")->unreasoned);
}
END_TEST

START_TEST(a_reason_given_with_the_file_is_kept_where_it_is_needed)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = test_store(__func__);
    import_sample(store, "plans/plan_may.txt", false, NULL);
    SL_AUTO(sl_free) char *path = sample_path("plans/plan_september.txt");
    SL_AUTO(sl_plan_drop) struct sl_improvement_plan *plan = read_plan(path);
    struct sl_plan_import import = {
        .plan = plan, .actor = "quality.lead", .reason = "Office move in July"};
    struct sl_error err = {0};
    assert_ok(sl_plan_import(store, &import, &err), err);
    ck_assert_uint_eq(import.unreasoned, 0);
    ck_assert_int_eq(test_number(store, "SELECT count(*) FROM progress_entry "
                                        "WHERE reason = 'Office move in July'"),
                     2);
}
END_TEST

START_TEST(files_may_come_in_any_order)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = test_store(__func__);
    import_sample(store, "plans/plan_september.txt", false, NULL);
    import_sample(store, "plans/plan_may.txt", false, NULL);
    SL_AUTO(sl_plan_report_drop)
    struct sl_plan_report *may = report_at(store, sl_day_of(2023, 5, 31));
    SL_AUTO(sl_plan_report_drop)
    struct sl_plan_report *september = report_at(store, sl_day_of(2023, 9, 30));
    ck_assert_int_eq(line_of(may, "1.1")->progress, SL_PROGRESS_LARGELY);
    ck_assert_int_eq(line_of(september, "1.1")->progress, SL_PROGRESS_ACHIEVED);
    ck_assert_int_eq(line_of(may, "1.2")->progress, SL_PROGRESS_ACHIEVED);
    ck_assert_int_eq(line_of(september, "1.2")->progress, SL_PROGRESS_UNDER_WAY);
}
END_TEST

START_TEST(the_report_as_at_an_earlier_day_says_what_was_known_then)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = test_store(__func__);
    import_sample(store, "plans/plan_may.txt", false, NULL);
    import_sample(store, "plans/plan_september.txt", false, NULL);
    SL_AUTO(sl_plan_report_drop)
    struct sl_plan_report *july = report_at(store, sl_day_of(2023, 7, 31));
    ck_assert_uint_eq(july->line_count, 7);
    ck_assert_str_eq(line_of(july, "1.3")->timescale, "September 2023");
    ck_assert_uint_eq(july->overdue, 2); /* 1.1 due in May, 2.1 in July */
    ck_assert(line_of(july, "1.1")->overdue && line_of(july, "2.1")->overdue);
    ck_assert_int_eq(line_of(july, "1.1")->days_overdue, 61);
    SL_AUTO(sl_plan_report_drop)
    struct sl_plan_report *september = report_at(store, sl_day_of(2023, 9, 30));
    ck_assert_uint_eq(september->line_count, 8);
    const struct sl_plan_standing *line = line_of(september, "1.3");
    ck_assert_str_eq(line->timescale, "December 2023");
    ck_assert_str_eq(line->first_timescale, "September 2023");
    ck_assert_uint_eq(line->times_moved, 1);
    ck_assert(!line->overdue);
    ck_assert_uint_eq(line_of(september, "1.2")->history_count, 2);
    ck_assert_int_eq(line_of(september, "1.2")->before, SL_PROGRESS_ACHIEVED);
    ck_assert_uint_eq(september->undated, 1);
}
END_TEST

START_TEST(a_report_before_the_plan_names_the_plan_s_day)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = test_store(__func__);
    struct sl_plan_report *report = NULL;
    struct sl_error err = {0};
    assert_fails(sl_plan_report(store, NULL, sl_day_of(2023, 1, 1), SL_DAY_NONE, &report, &err),
                 SL_NOT_FOUND, err, "no improvement plan in this store yet");
    import_sample(store, "plans/plan_may.txt", false, NULL);
    assert_fails(sl_plan_report(store, NULL, sl_day_of(2023, 5, 30), SL_DAY_NONE, &report, &err),
                 SL_INVALID, err, "is dated 31 May 2023");
    ck_assert_ptr_null(report);
}
END_TEST

START_TEST(another_plan_under_the_same_title_is_a_question_for_the_person)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = test_store(__func__);
    import_sample(store, "plans/plan_may.txt", false, NULL);
    SL_AUTO(sl_free)
    char *path = sample_text(
        "other.csv", "plan,made_on,area,number,action,timescale,progress,lead\n"
                     "Children's Services improvement plan,May 2024,Housing,1,Open a hostel,May "
                     "2025,4,HB\n");
    SL_AUTO(sl_plan_drop) struct sl_improvement_plan *plan = read_plan(path);
    struct sl_plan_import import = {.plan = plan, .actor = "quality.lead"};
    struct sl_error err = {0};
    assert_fails(sl_plan_import(store, &import, &err), SL_CONFLICT, err, "No action of");
    ck_assert_int_eq(test_number(store, "SELECT count(*) FROM plan_line"), 7);
    import.as_new = true;
    assert_ok(sl_plan_import(store, &import, &err), err);
    ck_assert_int_eq(import.saved, SL_PLAN_NEW);
    ck_assert_int_eq(test_number(store, "SELECT count(*) FROM improvement_plan"), 2);
}
END_TEST

static struct sl_plan_entry entry_of(const char *line, enum sl_progress progress) {
    return (struct sl_plan_entry){.line = line,
                                  .day = sl_day_of(2023, 8, 1),
                                  .progress = progress,
                                  .narrative = "Heard at the monthly meeting.",
                                  .actor = "aw"};
}

START_TEST(a_person_s_entry_needs_reason_evidence_and_a_sensible_day)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = test_store(__func__);
    struct sl_plan_import import = import_sample(store, "plans/plan_may.txt", false, NULL);
    struct sl_error err = {0};
    char line[SL_ID_SIZE];
    assert_ok(sl_plan_find_line(store, import.id, "2.1", line, &err), err);
    struct sl_plan_entry entry = entry_of(line, SL_PROGRESS_ACHIEVED);
    assert_fails(sl_plan_add_entry(store, &entry, &err), SL_INVALID, err, "needs what shows");
    entry = entry_of(line, SL_PROGRESS_NOT_STARTED);
    assert_fails(sl_plan_add_entry(store, &entry, &err), SL_INVALID, err, "needs a reason");
    entry = entry_of(line, SL_PROGRESS_LARGELY);
    entry.day = sl_day_of(2023, 5, 30);
    assert_fails(sl_plan_add_entry(store, &entry, &err), SL_INVALID, err, "2023-05-31");
    entry.day = sl_day_of(2199, 1, 1);
    assert_fails(sl_plan_add_entry(store, &entry, &err), SL_INVALID, err, "today");
    entry = entry_of(line, SL_PROGRESS_LARGELY);
    entry.narrative = " ";
    assert_fails(sl_plan_add_entry(store, &entry, &err), SL_INVALID, err, "Say in a sentence");
    assert_fails(sl_plan_find_line(store, import.id, "9.9", line, &err), SL_NOT_FOUND, err, "9.9");
}
END_TEST

START_TEST(a_person_s_entry_is_in_force_from_its_day)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = test_store(__func__);
    struct sl_plan_import import = import_sample(store, "plans/plan_may.txt", false, NULL);
    struct sl_error err = {0};
    char line[SL_ID_SIZE];
    assert_ok(sl_plan_find_line(store, import.id, "2.1", line, &err), err);
    struct sl_plan_entry entry = entry_of(line, SL_PROGRESS_ACHIEVED);
    entry.evidence = "Template in use in five teams";
    assert_ok(sl_plan_add_entry(store, &entry, &err), err);
    SL_AUTO(sl_plan_report_drop)
    struct sl_plan_report *july = report_at(store, sl_day_of(2023, 7, 31));
    SL_AUTO(sl_plan_report_drop)
    struct sl_plan_report *august = report_at(store, sl_day_of(2023, 8, 31));
    ck_assert(line_of(july, "2.1")->overdue);
    ck_assert(!line_of(august, "2.1")->overdue);
    ck_assert(!line_of(august, "2.1")->no_evidence);
    ck_assert(line_of(august, "1.2")->no_evidence);
}
END_TEST

START_TEST(the_report_in_json_carries_areas_lines_and_counts)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = test_store(__func__);
    import_sample(store, "plans/plan_may.txt", false, NULL);
    SL_AUTO(sl_plan_report_drop)
    struct sl_plan_report *report = report_at(store, sl_day_of(2023, 6, 30));
    SL_AUTO(sl_json_drop) json_t *json = sl_plan_report_json(report);
    ck_assert_uint_eq(json_array_size(json_object_get(json, "areas")), 3);
    ck_assert_uint_eq(json_array_size(json_object_get(json, "lines")), 7);
    json_t *area = json_array_get(json_object_get(json, "areas"), 0);
    ck_assert_uint_eq(json_array_size(json_object_get(area, "lines")), 3);
    SL_AUTO(sl_free) char *progress = sl_json_canonical(json_object_get(json, "progress"));
    ck_assert_str_eq(progress, "{\"rag1\":2,\"rag2\":2,\"rag3\":2,\"rag4\":1}");
    SL_AUTO(sl_free) char *overdue = sl_json_canonical(json_object_get(json, "overdue"));
    ck_assert_str_eq(overdue, "[\"1.1\"]");
    ck_assert_uint_eq(json_array_size(json_object_get(json, "notes")), 23);
}
END_TEST

static int compare_words(const void *one, const void *other) {
    return strcmp(*(char *const *)one, *(char *const *)other);
}

/* The words of a text in alphabetical order, one a line. */
static char *sorted_words(const char *text) {
    size_t count = 0, at = 0;
    char **words = sl_new(strlen(text) + 1, sizeof *words);
    for (struct sl_span span; sl_text_next_word(sl_text_of(text), &at, &span);)
        words[count++] = sl_copy_bytes(text + span.from, span.to - span.from);
    qsort(words, count, sizeof *words, compare_words);
    struct sl_buffer sorted = {0};
    for (size_t i = 0; i < count; i++) {
        sl_buffer_format(&sorted, "%s\n", words[i]);
        free(words[i]);
    }
    free(words);
    return sl_buffer_take(&sorted);
}

static void compare_words_of(struct sl_store *store, const char *path, const char *id) {
    SL_AUTO(sl_free) char *bytes = NULL;
    SL_AUTO(sl_free) char *written = NULL;
    size_t length;
    struct sl_error err = {0};
    assert_ok(sl_file_read(path, 1 << 20, &bytes, &length, &err), err);
    assert_ok(sl_plan_as_written(store, id, &written, &err), err);
    SL_AUTO(sl_free) char *in_file = sorted_words(bytes);
    SL_AUTO(sl_free) char *in_store = sorted_words(written);
    ck_assert_str_eq(in_store, in_file);
}

START_TEST(no_word_of_a_plan_is_lost_and_none_is_invented)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = test_store(__func__);
    SL_AUTO(sl_free)
    char *path = sample_text("words.txt",
                             "A plan\nMay 2023\nArea of Improvement: 1. Visits\nA line between.\n"
                             "\tIssue\tActions\tTimescale\tProgress\tCost\tLead\n"
                             "1.1\tFew\tVisit more\tJune 2023\t2\t40 pounds\tAW/KM\n"
                             "Monitoring of the plan\nBoard\tMonthly\n");
    struct sl_plan_import import = import_path(store, path, false, NULL);
    compare_words_of(store, path, import.id);
}
END_TEST

START_TEST(the_council_s_plan_is_kept_to_the_last_word_and_its_overdue_list_is_right)
{
    SL_AUTO(sl_free) char *path = shared_document("000_fe1040ed088ad156.txt");
    if (path == NULL)
        return;
    SL_AUTO(sl_store_drop) struct sl_store *store = test_store(__func__);
    struct sl_plan_import import = import_path(store, path, false, NULL);
    compare_words_of(store, path, import.id);
    SL_AUTO(sl_plan_report_drop)
    struct sl_plan_report *report = report_at(store, sl_day_of(2020, 6, 30));
    SL_AUTO(sl_json_drop) json_t *json = sl_plan_report_json(report);
    SL_AUTO(sl_free) char *overdue = sl_json_canonical(json_object_get(json, "overdue"));
    SL_AUTO(sl_free) char *progress = sl_json_canonical(json_object_get(json, "progress"));
    ck_assert_str_eq(overdue, "[\"1.1\",\"3.1\",\"3.3\"]");
    ck_assert_str_eq(progress, "{\"rag1\":5,\"rag2\":6,\"rag3\":2,\"rag4\":0}");
    ck_assert_uint_eq(report->areas[0].lines, 4);
    ck_assert_uint_eq(report->areas[3].lines, 2);
}
END_TEST

SL_SUITE("plan_store", a_new_plan_is_kept_whole_in_one_write, the_same_file_twice_changes_nothing,
         a_trial_says_what_would_change_and_writes_nothing,
         a_later_file_appends_where_something_changed,
         moving_backwards_or_later_without_a_reason_is_told,
         a_reason_given_with_the_file_is_kept_where_it_is_needed, files_may_come_in_any_order,
         the_report_as_at_an_earlier_day_says_what_was_known_then,
         a_report_before_the_plan_names_the_plan_s_day,
         another_plan_under_the_same_title_is_a_question_for_the_person,
         a_person_s_entry_needs_reason_evidence_and_a_sensible_day,
         a_person_s_entry_is_in_force_from_its_day,
         the_report_in_json_carries_areas_lines_and_counts,
         no_word_of_a_plan_is_lost_and_none_is_invented,
         the_council_s_plan_is_kept_to_the_last_word_and_its_overdue_list_is_right)
