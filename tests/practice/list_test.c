#include "practice/list.h"
#include "store/query.h"
#include "support/practice.h"
#include "support/suite.h"

static enum sl_status check_text(const char *name, const char *file, const char *text,
                                 struct test_told *told, struct sl_list **out,
                                 struct sl_error *err) {
    SL_AUTO(sl_free) char *home = test_home(name);
    SL_AUTO(sl_free) char *inner = sl_format("lists/%s", file);
    SL_AUTO(sl_free) char *path = sl_format("%s/%s", home, inner);
    test_home_add(home, inner, text);
    return sl_list_check(path, test_tell, told, out, err);
}

START_TEST(every_list_that_ships_is_sound)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = test_store(__func__);
    struct sl_error err = {0};
    assert_ok(sl_list_add_all(store, test_schema_home(), "tester", &err), err);
    ck_assert_int_gt(test_number(store, "SELECT count(*) FROM list_version"), 15);
    ck_assert_int_eq(test_number(store, "SELECT count(*) FROM list_entry WHERE list = 'relations'"),
                     7);
    int64_t entries = test_number(store, "SELECT count(*) FROM trail");
    assert_ok(sl_list_add_all(store, test_schema_home(), "tester", &err), err);
    ck_assert_int_eq(test_number(store, "SELECT count(*) FROM trail"), entries);
}
END_TEST

START_TEST(faults_name_file_line_and_entry)
{
    SL_AUTO(test_told_drop) struct test_told told = {0};
    struct sl_error err = {0};
    assert_fails(check_text(__func__, "ages.json",
                            "{\"list\": \"ages\", \"version\": 1, \"title\": \"Ages\",\n"
                            " \"kind\": \"entries\", \"entries\": [\n"
                            "  {\"code\": \"a\", \"label\": \"A\"},\n"
                            "  {\"code\": \"a\", \"label\": \"B\"},\n"
                            "  {\"code\": \"c d\", \"label\": \"C\"},\n"
                            "  {\"code\": \"e\"},\n"
                            "  {\"code\": \"f\", \"label\": \"F\", \"refuesd\": true},\n"
                            "  {\"code\": \"g\", \"label\": \"G\", \"refused\": 1}]}",
                            &told, NULL, &err),
                 SL_INVALID, err, "ages.json:4: entry 2: code a is already entry 1 (and 4 more)");
    ck_assert_uint_eq(told.count, 5);
    const char *all = told.sentences.bytes;
    ck_assert_ptr_nonnull(strstr(all, "ages.json:5: entry 3: 'c d' is no code"));
    ck_assert_ptr_nonnull(strstr(all, "ages.json:6: entry 4 (e) has no label"));
    ck_assert_ptr_nonnull(strstr(all, "ages.json:7: entry 5: unknown key 'refuesd'"));
    ck_assert_ptr_nonnull(strstr(all, "ages.json:8: entry 6: 'refused' is of the wrong type"));
}
END_TEST

START_TEST(phrases_are_checked_on_their_own_line)
{
    SL_AUTO(test_told_drop) struct test_told told = {0};
    struct sl_error err = {0};
    assert_fails(check_text(__func__, "verbs.json",
                            "{\"list\": \"verbs\", \"version\": 1, \"title\": \"V\",\n"
                            " \"kind\": \"phrases\", \"phrases\": [\"support\",\n"
                            "  \"at*tend\",\n \"\"]}",
                            &told, NULL, &err),
                 SL_INVALID, err, "verbs.json:3: phrase 2");
    ck_assert_ptr_nonnull(strstr(told.sentences.bytes, "verbs.json:4: phrase 3"));
}
END_TEST

START_TEST(holidays_lie_inside_their_range)
{
    SL_AUTO(test_told_drop) struct test_told told = {0};
    struct sl_error err = {0};
    assert_fails(check_text(__func__, "days.json",
                            "{\"list\": \"days\", \"version\": 1, \"title\": \"D\", \"kind\": "
                            "\"holidays\", \"from\": \"2025-01-01\", \"to\": \"2025-12-31\",\n"
                            "\"entries\": [{\"day\": \"2025-12-25\", \"label\": \"C\"},\n"
                            "{\"day\": \"2026-01-01\", \"label\": \"N\"},\n"
                            "{\"day\": \"2025-02-30\", \"label\": \"X\"}]}",
                            &told, NULL, &err),
                 SL_INVALID, err, "days.json:3: entry 2: 2026-01-01 lies outside");
    ck_assert_uint_eq(told.count, 2);
}
END_TEST

START_TEST(a_kept_version_never_changes)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = test_store(__func__);
    SL_AUTO(sl_list_drop) struct sl_list *one = NULL;
    SL_AUTO(sl_list_drop) struct sl_list *other = NULL;
    SL_AUTO(sl_list_drop) struct sl_list *next = NULL;
    struct sl_error err = {0};
    const char *text = "{\"kind\":\"entries\",\"list\":\"t\",\"title\":\"T\",\"version\":%d,"
                       "\"entries\":[{\"code\":\"a\",\"label\":\"%s\"}]}";
    SL_AUTO(sl_free) char *first = sl_format(text, 1, "A");
    SL_AUTO(sl_free) char *changed = sl_format(text, 1, "B");
    SL_AUTO(sl_free) char *second = sl_format(text, 2, "B");
    assert_ok(sl_list_parse("t", first, &one, &err), err);
    assert_ok(sl_list_parse("t", changed, &other, &err), err);
    assert_ok(sl_list_parse("t", second, &next, &err), err);
    assert_ok(sl_list_add(store, one, "tester", &err), err);
    assert_fails(sl_list_add(store, other, "tester", &err), SL_CONFLICT, err, "version 2");
    assert_ok(sl_list_add(store, next, "tester", &err), err);
    ck_assert_int_eq(
        test_number(store, "SELECT count(*) FROM list_entry WHERE label = 'B' AND version = 2"), 1);
    SL_AUTO(sl_list_drop) struct sl_list *loaded = NULL;
    SL_AUTO(sl_list_drop) struct sl_list *newest = NULL;
    assert_ok(sl_list_load(store, "t", 1, &loaded, &err), err);
    ck_assert_str_eq(sl_list_label(loaded, "a"), "A");
    assert_ok(sl_list_load(store, "t", 0, &newest, &err), err);
    ck_assert_str_eq(sl_list_label(newest, "a"), "B");
    ck_assert_str_eq(sl_list_label(newest, "zzz"), "zzz");
    struct sl_list *none = NULL;
    assert_fails(sl_list_load(store, "tea", 0, &none, &err), SL_NOT_FOUND, err, "there are: t");
    assert_fails(sl_list_load(store, "t", 7, &none, &err), SL_NOT_FOUND, err, "newest is 2");
    ck_assert_ptr_null(none);
}
END_TEST

START_TEST(entries_are_found_by_code_or_label)
{
    SL_AUTO(sl_list_drop) struct sl_list *list = NULL;
    struct sl_error err = {0};
    SL_AUTO(sl_free) char *path = sl_format("%s/lists/relations.json", test_schema_home());
    assert_ok(sl_list_check(path, NULL, NULL, &list, &err), err);
    int own = sl_list_find(list, "own_case");
    ck_assert_int_ge(own, 0);
    ck_assert(sl_json_true(sl_list_at(list, (size_t)own)->fields, "refused"));
    ck_assert_int_eq(sl_list_read(list, SL_TEXT(" IT IS MY OWN case ")), own);
    ck_assert_int_eq(sl_list_read(list, SL_TEXT("own")), -1);
}
END_TEST

START_TEST(holidays_become_a_calendar_and_phrases_a_set)
{
    struct sl_error err = {0};
    SL_AUTO(sl_list_drop) struct sl_list *holidays = NULL;
    SL_AUTO(sl_free)
    char *path = sl_format("%s/lists/holidays.england.json", test_schema_home());
    assert_ok(sl_list_check(path, NULL, NULL, &holidays, &err), err);
    SL_AUTO(sl_calendar_drop) struct sl_calendar *calendar = NULL;
    assert_ok(sl_list_calendar(holidays, &calendar, &err), err);
    int days = 0;
    assert_ok(
        sl_calendar_between(calendar, test_day("2025-04-10"), test_day("2025-05-02"), &days, &err),
        err);
    ck_assert_int_eq(days, 14);
    struct sl_phrases *phrases = NULL;
    assert_fails(sl_list_phrases(holidays, &phrases, &err), SL_INVALID, err,
                 "holidays, not phrases");

    SL_AUTO(sl_list_drop) struct sl_list *verbs = NULL;
    SL_AUTO(sl_free) char *verb_path = sl_format("%s/lists/soft_verbs.json", test_schema_home());
    assert_ok(sl_list_check(verb_path, NULL, NULL, &verbs, &err), err);
    SL_AUTO(sl_phrases_drop) struct sl_phrases *made = NULL;
    assert_ok(sl_list_phrases(verbs, &made, &err), err);
    ck_assert(sl_phrases_any(made, SL_TEXT("Worker to monitor the home")));
}
END_TEST

SL_SUITE("list", every_list_that_ships_is_sound, faults_name_file_line_and_entry,
         phrases_are_checked_on_their_own_line, holidays_lie_inside_their_range,
         a_kept_version_never_changes, entries_are_found_by_code_or_label,
         holidays_become_a_calendar_and_phrases_a_set)
