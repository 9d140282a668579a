#include "sample.h"
#include "scoring/try.h"
#include "support/suite.h"

#define RULE(steps)                                                                                \
    "{\"code\":\"a.rows\",\"title\":\"A\",\"kind\":\"check\","                                     \
    "\"applies\":[{\"tool\":\"MINI\",\"rows\":\"action\"}],\"needs\":[\"plan.action\","            \
    "\"plan.weeks\",\"plan_date\"],\"clauses\":{\"c\":\"It has weeks\"},"                          \
    "\"outputs\":[[\"weeks\",\"integer 0..99\"],[\"ok\",\"yes_no\"],[\"half\",\"hundredths\"],"    \
    "[\"due\",\"day\"],[\"note\",\"text\"],[\"S\",\"2 1 0\"]],\"steps\":" steps "}"
#define STEPS                                                                                      \
    "[{\"if\":[\"plan.weeks\"],\"do\":[[\"count\",\"weeks\",\"plan.weeks\"],"                      \
    "[\"value\",\"ok\",\"yes\"],[\"number\",\"half\",-205],[\"day\",\"due\",\"2025-04-01\"],"      \
    "[\"text\",\"note\",\"one, \\\"two\\\"\"],[\"value\",\"S\",\"2\"]]}]"
#define HEAD "id,weeks,ok,half,due,note,S\n"

static void gather(void *context, const char *sentence) {
    sl_buffer_format(context, "%s\n", sentence);
}

struct trial {
    struct sample sample;
    struct sl_buffer out, told;
    struct sl_try_counts counts;
};

static void trial_open(struct trial *trial, const char *name) {
    *trial = (struct trial){0};
    sample_open(&trial->sample, name);
}

static void trial_close(struct trial *trial) {
    sl_buffer_drop(&trial->out);
    sl_buffer_drop(&trial->told);
    sample_close(&trial->sample);
}

static enum sl_status run(struct trial *trial, const char *source, const char *text,
                          struct sl_error *err) {
    SL_AUTO(sl_rule_drop) struct sl_rule *rule = sample_rule(&trial->sample, source);
    SL_AUTO(sl_csv_drop) struct sl_csv *csv = NULL;
    sl_buffer_clear(&trial->out);
    sl_buffer_clear(&trial->told);
    enum sl_status status = sl_csv_open_text("in.csv", sl_text_of(text), &csv, err);
    if (status != SL_OK)
        return status;
    return sl_try_rows(rule, &trial->sample.engine, &trial->sample.shelf, csv, &trial->out, gather,
                       &trial->told, &trial->counts, err);
}

START_TEST(rows_come_out_with_their_outputs_beside_their_ids)
{
    struct trial trial;
    struct sl_error err = {0};
    trial_open(&trial, __func__);
    assert_ok(run(&trial, RULE(STEPS),
                  "id,plan_date,Action,weeks,anything\n"
                  "D1,2025-03-03,Visit,4,x\n"
                  "\"D,2\",03/03/2025,Ring,,y\n"
                  "D3,,,12,\n",
                  &err),
              err);
    ck_assert_str_eq(trial.out.bytes, HEAD "D1,4,1,-2.05,2025-04-01,\"one, \"\"two\"\"\",2\n"
                                           "\"D,2\",,,,,,\n"
                                           "D3,12,1,-2.05,2025-04-01,\"one, \"\"two\"\"\",2\n");
    ck_assert_int_eq(trial.counts.rows, 3);
    ck_assert_int_eq(trial.counts.scored, 3);
    trial_close(&trial);
}
END_TEST

START_TEST(a_line_whose_cells_are_blank_is_scored_as_a_blank_row)
{
    struct trial trial;
    struct sl_error err = {0};
    trial_open(&trial, __func__);
    assert_ok(run(&trial, RULE("[{\"do\":[[\"value\",\"S\",\"0\"]]}]"),
                  "id,plan_date,Action,weeks\nD1,,,\nD2,,,3\n", &err),
              err);
    ck_assert_str_eq(trial.out.bytes, HEAD "D1,,,,,,0\nD2,,,,,,0\n");
    ck_assert_int_eq(trial.counts.scored, 2);
    trial_close(&trial);
}
END_TEST

START_TEST(a_cell_that_cannot_be_read_is_told_and_its_row_left_blank)
{
    struct trial trial;
    struct sl_error err = {0};
    trial_open(&trial, __func__);
    assert_ok(run(&trial, RULE(STEPS), "id,weeks\nD1,many\nD2,3\nD3,1000\n", &err), err);
    ck_assert_msg(strstr(trial.out.bytes, "D1,,,,,,\nD2,3,1,") != NULL, "%s", trial.out.bytes);
    ck_assert_ptr_nonnull(strstr(trial.out.bytes, "D3,,,,,,\n"));
    ck_assert_int_eq(trial.counts.faulty, 2);
    ck_assert_ptr_nonnull(strstr(trial.told.bytes, "in.csv:2: weeks: "));
    ck_assert_ptr_nonnull(strstr(trial.told.bytes, "in.csv:4: weeks: "));
    trial_close(&trial);
}
END_TEST

START_TEST(rows_that_fail_or_lie_are_told_and_left_blank)
{
    struct trial trial;
    struct sl_error err = {0};
    trial_open(&trial, __func__);
    assert_ok(run(&trial, RULE("[{\"do\":[[\"number\",\"weeks\",3],[\"fail\",\"no band\"]]}]"),
                  "id,weeks\nD1,2\n", &err),
              err);
    ck_assert_str_eq(trial.out.bytes, HEAD "D1,,,,,,\n");
    ck_assert_str_eq(trial.told.bytes, "in.csv:2: not scored: no band\n");
    assert_ok(
        run(&trial, RULE("[{\"do\":[[\"number\",\"weeks\",300]]}]"), "id,weeks\nD1,2\n", &err),
        err);
    ck_assert_str_eq(trial.out.bytes, HEAD "D1,,,,,,\n");
    ck_assert_int_eq(trial.counts.not_scored, 1);
    trial_close(&trial);
}
END_TEST

START_TEST(a_file_without_ids_or_known_columns_is_refused)
{
    struct trial trial;
    struct sl_error err = {0};
    trial_open(&trial, __func__);
    assert_fails(run(&trial, RULE(STEPS), "weeks\n3\n", &err), SL_INVALID, err,
                 "in.csv: there is no column id");
    assert_fails(run(&trial, RULE(STEPS), "id,colour\n3,red\n", &err), SL_INVALID, err,
                 "plan_date, action, weeks");
    trial_close(&trial);
}
END_TEST

START_TEST(many_rows_keep_their_order)
{
    struct trial trial;
    struct sl_error err = {0};
    SL_AUTO(sl_buffer_drop) struct sl_buffer text = {0};
    trial_open(&trial, __func__);
    sl_buffer_text(&text, "id,weeks\n");
    for (int i = 0; i < 1300; i++)
        sl_buffer_format(&text, i % 100 == 7 ? "D%d,x\n" : "D%d,3\n", i);
    assert_ok(run(&trial, RULE(STEPS), text.bytes, &err), err);
    const char *at = strchr(trial.out.bytes, '\n') + 1;
    for (int i = 0; i < 1300; i++) {
        SL_AUTO(sl_free) char *start = sl_format("D%d,%s", i, i % 100 == 7 ? "," : "3,");
        ck_assert_msg(strncmp(at, start, strlen(start)) == 0, "%s: %.20s", start, at);
        at = strchr(at, '\n') + 1;
    }
    ck_assert_str_eq(at, "");
    trial_close(&trial);
}
END_TEST

SL_SUITE("try", rows_come_out_with_their_outputs_beside_their_ids,
         a_line_whose_cells_are_blank_is_scored_as_a_blank_row,
         a_cell_that_cannot_be_read_is_told_and_its_row_left_blank,
         rows_that_fail_or_lie_are_told_and_left_blank,
         a_file_without_ids_or_known_columns_is_refused, many_rows_keep_their_order)
