#include "kit.h"
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A folder whose worker program is another one. */
static char *folder_with(const char *name, const char *program) {
    char *folder = sl_format("%s/tests-%s", kit_home(), name);
    SL_AUTO(sl_free) char *link = sl_format("%s/sightline-lua-worker", folder);
    mkdir(folder, 0700);
    unlink(link);
    ck_assert_int_eq(symlink(program, link), 0);
    return folder;
}

static enum sl_status open_in(const char *folder, struct sl_scorer **scorer, struct sl_error *err) {
    return kit_api()->open(folder, scorer, err);
}

START_TEST(a_worker_that_is_not_there_is_named)
{
    struct sl_scorer *scorer = NULL;
    struct sl_error err = {0};
    ck_assert_int_eq(open_in("/nowhere", &scorer, &err), SL_RULE);
    ck_assert_str_eq(err.text, "The rules' worker program /nowhere/sightline-lua-worker can't be "
                               "started: No such file or directory.");
}
END_TEST

START_TEST(a_program_that_is_no_worker_is_refused)
{
    SL_AUTO(sl_free) char *folder = folder_with("true", "/bin/true");
    struct sl_scorer *scorer = NULL;
    struct sl_error err = {0};
    ck_assert_int_eq(open_in(folder, &scorer, &err), SL_RULE);
    ck_assert_ptr_nonnull(strstr(err.text, "doesn't start"));
}
END_TEST

START_TEST(rules_run_without_a_sandbox_only_where_the_machine_says_so)
{
    SL_AUTO(sl_free) char *folder = folder_with("true", "/bin/true");
    struct sl_scorer *scorer = NULL;
    struct sl_error err = {0};
    setenv("SIGHTLINE_RULES_WITHOUT_SANDBOX", "perhaps", 1);
    ck_assert_int_eq(open_in(folder, &scorer, &err), SL_RULE);
    setenv("SIGHTLINE_RULES_WITHOUT_SANDBOX", "yes", 1);
    ck_assert_int_eq(open_in(folder, &scorer, &err), SL_OK);
    ck_assert_str_eq(err.text, "Rules run without a sandbox on this machine, because "
                               "SIGHTLINE_RULES_WITHOUT_SANDBOX says so.");
    kit_api()->close(scorer);
    unsetenv("SIGHTLINE_RULES_WITHOUT_SANDBOX");
}
END_TEST

struct seen {
    size_t count;
    struct sl_buffer text;
};

static enum sl_status see(void *context, size_t index, struct sl_text result,
                          struct sl_error *err) {
    struct seen *seen = context;
    SL_AUTO(sl_free) char *text = kit_text_of(result);
    (void)err;
    ck_assert_uint_eq(index, seen->count);
    seen->count++;
    sl_buffer_format(&seen->text, "%s%s", index > 0 ? "; " : "", text);
    return SL_OK;
}

/* What three records come to under the liar. */
static char *lie(const char *mode) {
    SL_AUTO(sl_free) char *liar = sl_format("%s/liar", getenv("SIGHTLINE_LUA_TESTS"));
    SL_AUTO(sl_free) char *folder = folder_with("liar", liar);
    SL_AUTO(sl_free) char *source = sl_format("liar:%s \n", mode);
    struct sl_scorer_rule rule = {.path = "liar.lua", .source = sl_text_of(source)};
    struct sl_scorer_case cases[3] = {0};
    struct sl_scorer *scorer = NULL;
    struct sl_error err = {0};
    struct seen seen = {0};
    ck_assert_msg(open_in(folder, &scorer, &err) == SL_OK, "%s", err.text);
    enum sl_status status = kit_api()->load(scorer, &rule, kit_forms(), 1, &err);
    for (size_t i = 0; i < 3; i++)
        cases[i].body = SL_TEXT("body");
    if (status == SL_OK)
        status = kit_api()->score(scorer, cases, 3, see, &seen, &err);
    kit_api()->close(scorer);
    if (status != SL_OK)
        sl_buffer_format(&seen.text, "ended: %s", err.text);
    return sl_buffer_take(&seen.text);
}

static void comes_to(const char *mode, const char *expected) {
    SL_AUTO(sl_free) char *got = lie(mode);
    ck_assert_msg(strcmp(got, expected) == 0, "%s gave %s", mode, got);
}
#define THREE(text) text "; " text "; " text

START_TEST(a_lying_worker_is_not_believed)
{
    comes_to("honest", THREE("scored n=3"));
    const char *damaged = THREE("damaged: The packed result is damaged: it doesn't begin as one.");
    comes_to("garbage", damaged);
    comes_to("places", damaged);
    comes_to("lengths", damaged);
    comes_to("cut", damaged);
    comes_to("noise", "ended: The rules' worker failed without saying why.");
}
END_TEST

START_TEST(an_answer_to_another_question_ends_the_worker)
{
    const char *ended = THREE("limit | \"its worker ended (signal 9)\"");
    comes_to("beyond", ended);
    comes_to("other_slot", ended);
    comes_to("other_operation", ended);
    comes_to("short", ended);
}
END_TEST

START_TEST(the_batch_of_a_dead_worker_is_tried_record_by_record)
{
    comes_to("die_on_many", THREE("scored n=1"));
    comes_to("still_on_many", THREE("scored n=1"));
    comes_to("die", THREE("limit | \"its worker ended (signal 9)\""));
}
END_TEST

START_TEST(a_worker_that_stands_still_is_killed)
{ comes_to("still", THREE("limit | \"it made no progress for 2 s\"")); }
END_TEST

/* Reads the output of a command; the caller owns it. */
static char *output_of(const char *command) {
    struct sl_buffer out = {0};
    FILE *pipe = popen(command, "r");
    char line[256];
    ck_assert_ptr_nonnull(pipe);
    while (fgets(line, sizeof line, pipe) != NULL)
        sl_buffer_text(&out, line);
    pclose(pipe);
    return sl_buffer_take(&out);
}

START_TEST(the_worker_has_no_way_out_built_in)
{
    static const char *const never[] = {"sqlite3_", " socket@", " connect@", " bind@",
                                        " execve@", " fork@",   " system@",  " popen@"};
    SL_AUTO(sl_free)
    char *command = sl_format("nm -D %s/sightline-lua-worker", kit_home());
    SL_AUTO(sl_free) char *symbols = output_of(command);
    if (strstr(symbols, "__asan_init") != NULL)
        return; /* a sanitizer brings much of its own */
    ck_assert_ptr_nonnull(strstr(symbols, " read@"));
    for (size_t i = 0; i < SL_COUNT(never); i++)
        ck_assert_msg(strstr(symbols, never[i]) == NULL, "the worker has%s", never[i]);
}
END_TEST

/* Descriptors of this process, so that a leak is seen. */
static size_t open_descriptors(void) {
    size_t count = 0;
    for (int descriptor = 0; descriptor < 1024; descriptor++)
        count += fcntl(descriptor, F_GETFD) >= 0;
    return count;
}

START_TEST(nothing_is_left_open)
{
    size_t before = open_descriptors();
    for (int i = 0; i < 3; i++) {
        struct sl_scorer *scorer = NULL;
        ck_assert_int_eq(open_in(kit_home(), &scorer, NULL), SL_OK);
        kit_api()->close(scorer);
        SL_AUTO(sl_free) char *dead = lie("die");
    }
    ck_assert_uint_eq(open_descriptors(), before);
}
END_TEST

SL_SUITE("process", a_worker_that_is_not_there_is_named, a_program_that_is_no_worker_is_refused,
         rules_run_without_a_sandbox_only_where_the_machine_says_so, a_lying_worker_is_not_believed,
         an_answer_to_another_question_ends_the_worker,
         the_batch_of_a_dead_worker_is_tried_record_by_record, a_worker_that_stands_still_is_killed,
         the_worker_has_no_way_out_built_in, nothing_is_left_open)
