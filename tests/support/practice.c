#include "support/practice.h"
#include "base/file.h"
#include "practice/list.h"
#include "practice/team.h"
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { NOON = 12 * 3600 * 1000 };

sl_day test_day(const char *text) {
    struct sl_error err = {0};
    sl_day day = SL_DAY_NONE;
    assert_ok(sl_day_parse(text, &day, &err), err);
    return day;
}

size_t test_question(const struct sl_tool *tool, const char *code) {
    int question = sl_tool_find(tool, code);
    ck_assert_msg(question >= 0, "tool %s has no question %s", sl_tool_code(tool), code);
    return (size_t)question;
}

static void add_team(struct sl_store *store, const char *code, const char *name) {
    struct sl_error err = {0};
    struct sl_team team = {code, name, "", "CS", test_day("2019-01-01"), SL_DAY_NONE};
    assert_ok(sl_team_add(store, &team, "tester", &err), err);
}

static void add_staff(struct sl_store *store, const char *code, const char *role) {
    struct sl_error err = {0};
    struct sl_staff staff = {code, role, "N1", test_day("2019-01-01"), SL_DAY_NONE};
    assert_ok(sl_staff_add(store, &staff, "tester", &err), err);
}

static void add_structure(struct sl_store *store) {
    struct sl_error err = {0};
    struct sl_service care = {"CS", "Children's social care"}, help = {"EH", "Early help"};
    assert_ok(sl_service_add(store, &care, "tester", &err), err);
    assert_ok(sl_service_add(store, &help, "tester", &err), err);
    add_team(store, "N1", "North one");
    add_team(store, "N2", "North two");
    assert_ok(sl_team_move(store, "N2", "EH", test_day("2025-04-01"), "tester", &err), err);
    add_staff(store, "AUD1", "team_manager");
    add_staff(store, "WRK1", "social_worker");
}

struct test_county test_county(const char *name) {
    struct sl_error err = {0};
    struct test_county county = {.store = test_store(name)};
    sl_store_fix_clock(county.store, (int64_t)test_day("2025-09-01") * 2 * NOON + NOON);
    add_structure(county.store);
    SL_AUTO(sl_free) char *path = sl_format("%s/tools/STD.json", test_schema_home());
    assert_ok(sl_tool_check(path, test_schema_home(), NULL, NULL, &county.std, &err), err);
    assert_ok(sl_tool_add(county.store, county.std, "tester", &err), err);
    return county;
}

void test_county_drop(struct test_county *county) {
    sl_tool_free(county->std);
    sl_store_close(county->store);
    *county = (struct test_county){0};
}

struct sl_record_head test_head(const char *case_ref) {
    return (struct sl_record_head){.form = "core",
                                   .case_ref = case_ref,
                                   .team = "N1",
                                   .worker = "WRK1",
                                   .auditor = "AUD1",
                                   .day = test_day("2025-06-10"),
                                   .route = "random",
                                   .state = "submitted"};
}

static void answer_line(struct sl_record *record, char *line) {
    struct sl_error err = {0};
    char *value = strchr(line, '=');
    ck_assert_ptr_nonnull(value);
    *value++ = '\0';
    char *evidence = strchr(value, '|');
    if (evidence != NULL)
        *evidence++ = '\0';
    char *at = strchr(line, '#');
    uint16_t row = at != NULL ? (uint16_t)atoi(at + 1) : 0;
    if (at != NULL)
        *at = '\0';
    assert_ok(sl_record_answer(record, test_question(sl_record_tool(record), line), row, value, 0,
                               evidence, &err),
              err);
}

void test_answers(struct sl_record *record, const char *answers) {
    SL_AUTO(sl_free) char *copy = sl_copy(answers);
    for (char *line = strtok(copy, "\n"); line != NULL; line = strtok(NULL, "\n"))
        answer_line(record, line);
}

struct sl_record *test_record(const struct sl_tool *tool, const char *case_ref,
                              const char *answers) {
    struct sl_error err = {0};
    struct sl_record *record = sl_record_new(tool);
    struct sl_record_head head = test_head(case_ref);
    if (sl_tool_find_form(tool, "core") < 0)
        head.form = "";
    assert_ok(sl_record_set_head(record, &head, &err), err);
    test_answers(record, answers);
    return record;
}

struct sl_record_save test_save(struct sl_store *store, const struct sl_record *record,
                                int64_t base) {
    struct sl_error err = {0};
    struct sl_record_save save = {
        .record = record, .base = base, .actor = "tester", .why = base > 0 ? "corrected" : ""};
    assert_ok(sl_record_save(store, &save, &err), err);
    return save;
}

const char *test_verify_records(struct sl_store *store) {
    for (const struct sl_verify_check *check = sl_record_checks; check->name != NULL; check++) {
        SL_AUTO(sl_free) char *note = NULL;
        struct sl_error err = {0};
        if (check->run(store, &note, &err) != SL_OK)
            return check->name;
    }
    return NULL;
}

static enum sl_status link_list(void *context, const char *name, struct sl_error *err) {
    const char *home = context;
    (void)err;
    SL_AUTO(sl_free) char *from = sl_format("%s/lists/%s", test_schema_home(), name);
    SL_AUTO(sl_free) char *to = sl_format("%s/lists/%s", home, name);
    unlink(to);
    ck_assert_int_eq(symlink(from, to), 0);
    return SL_OK;
}

char *test_home(const char *name) {
    struct sl_error err = {0};
    char *home = test_path(name, "-home");
    SL_AUTO(sl_free) char *lists = sl_format("%s/lists", home);
    SL_AUTO(sl_free) char *tools = sl_format("%s/tools", home);
    SL_AUTO(sl_free) char *real = sl_format("%s/lists", test_schema_home());
    SL_AUTO(sl_free) char *std = sl_format("%s/tools/STD.json", test_schema_home());
    SL_AUTO(sl_free) char *std_link = sl_format("%s/STD.json", tools);
    mkdir(home, 0755);
    mkdir(lists, 0755);
    mkdir(tools, 0755);
    assert_ok(sl_file_each(real, link_list, home, &err), err);
    unlink(std_link);
    ck_assert_int_eq(symlink(std, std_link), 0);
    return home;
}

void test_home_add(const char *home, const char *path, const char *text) {
    struct sl_error err = {0};
    SL_AUTO(sl_free) char *whole = sl_format("%s/%s", home, path);
    unlink(whole);
    assert_ok(sl_file_write(whole, text, strlen(text), &err), err);
}

void test_tell(void *context, const char *sentence) {
    struct test_told *told = context;
    sl_buffer_text(&told->sentences, sentence);
    sl_buffer_char(&told->sentences, '\n');
    told->count++;
}

void test_told_drop(struct test_told *told) {
    sl_buffer_drop(&told->sentences);
}
