#include "sample.h"
#include "scoring/rule_diff.h"
#include "support/suite.h"

#define RULE(needs, settings, clauses, outputs)                                                    \
    "{\"code\":\"overall.mini\",\"title\":\"Overall grade\",\"kind\":\"grade\",\"why\":\"\","      \
    "\"applies\":[\"MINI\"],\"needs\":[" needs "],\"lists\":{},\"settings\":{" settings "},"       \
    "\"clauses\":{" clauses "},\n\"outputs\":[" outputs "],\"steps\":[{\"do\":[]}],"               \
    "\"examples\":[]}"

#define GRADE "[\"grade\",\"O G R I\"]"

static json_t *diff_of(struct sample *sample, const char *from, const char *to) {
    SL_AUTO(sl_rule_drop) struct sl_rule *old = sample_rule(sample, from);
    SL_AUTO(sl_rule_drop) struct sl_rule *new = sample_rule(sample, to);
    return sl_rule_diff(old, new);
}

static void check_part(const json_t *diff, const char *key, const char *expected) {
    SL_AUTO(sl_free) char *text = sl_json_canonical(json_object_get(diff, key));
    ck_assert_msg(strcmp(text, expected) == 0, "%s is %s", key, text);
}

START_TEST(a_rule_differs_in_nothing_from_itself)
{
    struct sample sample;
    sample_open(&sample, __func__);
    static const char rule[] = RULE("\"VJ\"", "\"good\":250", "\"base\":\"It is {good}\"", GRADE);
    SL_AUTO(sl_json_drop) json_t *diff = diff_of(&sample, rule, rule);
    static const char *const parts[] = {"settings", "sentences", "needs",
                                        "outputs",  "lists",     "libraries"};
    for (size_t i = 0; i < SL_COUNT(parts); i++)
        check_part(diff, parts[i], "[]");
    ck_assert_str_eq(sl_json_text_or(diff, "source", "?"), "");
    sample_close(&sample);
}
END_TEST

START_TEST(settings_are_told_by_path_and_rows_by_what_they_name)
{
    SL_AUTO(sl_json_drop)
    json_t *was = json_loads("{\"good\":250,\"rows\":[{\"clause\":\"L1\",\"at_most\":\"I\"},"
                             "{\"clause\":\"L2\",\"at_most\":\"R\"}],\"list\":[1,2],\"gone\":true}",
                             0, NULL);
    SL_AUTO(sl_json_drop)
    json_t *now = json_loads("{\"good\":260,\"rows\":[{\"clause\":\"L3\",\"at_most\":\"R\"},"
                             "{\"clause\":\"L1\",\"at_most\":\"R\"}],\"list\":[1,3,4]}",
                             0, NULL);
    SL_AUTO(sl_json_drop) json_t *changes = sl_rule_diff_settings(was, now);
    SL_AUTO(sl_free) char *text = sl_json_canonical(changes);
    ck_assert_str_eq(text, "[{\"now\":260,\"path\":\"good\",\"was\":250},"
                           "{\"now\":\"R\",\"path\":\"rows[L1].at_most\",\"was\":\"I\"},"
                           "{\"path\":\"rows[L2]\",\"was\":{\"at_most\":\"R\",\"clause\":\"L2\"}},"
                           "{\"now\":{\"at_most\":\"R\",\"clause\":\"L3\"},\"path\":\"rows[L3]\"},"
                           "{\"now\":3,\"path\":\"list[2]\",\"was\":2},"
                           "{\"now\":4,\"path\":\"list[3]\"},"
                           "{\"path\":\"gone\",\"was\":true}]");
}
END_TEST

START_TEST(rows_of_the_same_name_are_told_by_their_place)
{
    SL_AUTO(sl_json_drop)
    json_t *was =
        json_loads("[{\"question\":\"V1\",\"n\":1},{\"question\":\"V1\",\"n\":2}]", 0, NULL);
    SL_AUTO(sl_json_drop)
    json_t *now =
        json_loads("[{\"question\":\"V1\",\"n\":1},{\"question\":\"V1\",\"n\":3}]", 0, NULL);
    SL_AUTO(sl_json_drop) json_t *changes = sl_rule_diff_settings(was, now);
    SL_AUTO(sl_free) char *text = sl_json_canonical(changes);
    ck_assert_str_eq(text, "[{\"now\":3,\"path\":\"[2].n\",\"was\":2}]");
}
END_TEST

START_TEST(sentences_questions_and_outputs_that_change_are_told)
{
    struct sample sample;
    sample_open(&sample, __func__);
    SL_AUTO(sl_json_drop)
    json_t *diff = diff_of(&sample,
                           RULE("\"VJ\",\"SJ\"", "\"good\":250",
                                "\"base\":\"It is {good}\",\"old\":\"An old sentence\"",
                                GRADE ",[\"mean\",\"text\"]"),
                           RULE("\"VJ\",\"S1\"", "\"good\":260",
                                "\"base\":\"It is {good}\",\"new\":\"A new sentence\"",
                                GRADE ",[\"mean\",\"integer 0..4\"]"));
    check_part(diff, "sentences",
               "[{\"clause\":\"base\",\"now\":\"It is 260\",\"was\":\"It is 250\"},"
               "{\"clause\":\"new\",\"now\":\"A new sentence\",\"was\":\"\"},"
               "{\"clause\":\"old\",\"now\":\"\",\"was\":\"An old sentence\"}]");
    check_part(diff, "needs",
               "[{\"now\":false,\"question\":\"SJ\",\"was\":true},"
               "{\"now\":true,\"question\":\"S1\",\"was\":false}]");
    check_part(diff, "outputs",
               "[{\"now\":\"integer 0..4\",\"output\":\"mean\",\"was\":\"text\"}]");
    ck_assert_ptr_nonnull(strstr(sl_json_text_or(diff, "source", ""), "\n-{\"code\""));
    sample_close(&sample);
}
END_TEST

static void gather(void *context, const char *line) {
    sl_buffer_format(context, "%s\n", line);
}

START_TEST(it_reads_as_sentences)
{
    struct sample sample;
    sample_open(&sample, __func__);
    SL_AUTO(sl_json_drop)
    json_t *diff =
        diff_of(&sample, RULE("\"VJ\"", "\"good\":250", "\"base\":\"It is {good}\"", GRADE),
                RULE("\"VJ\"", "\"good\":260", "\"base\":\"It is {good}\"", GRADE));
    SL_AUTO(sl_buffer_drop) struct sl_buffer lines = {0};
    sl_rule_diff_lines(diff, gather, &lines);
    ck_assert_ptr_nonnull(strstr(lines.bytes, "Settings\n  good: 250 becomes 260\n"));
    ck_assert_ptr_nonnull(strstr(lines.bytes, "  base: It is 260\n      before: It is 250\n"));
    ck_assert_ptr_null(strstr(lines.bytes, "Questions it reads"));
    sample_close(&sample);
}
END_TEST

SL_SUITE("rule_diff", a_rule_differs_in_nothing_from_itself,
         settings_are_told_by_path_and_rows_by_what_they_name,
         rows_of_the_same_name_are_told_by_their_place,
         sentences_questions_and_outputs_that_change_are_told, it_reads_as_sentences)
