#include "base/file.h"
#include "county.h"
#include <pwd.h>
#include <unistd.h>

/*
 * The report script as it ships, run by the program over a store: figures, worker, check, exporter.
 * Needs the plugins lua, html and csv; without one of them the file is skipped.
 */
static char *built(const char *file) {
    const char *build = getenv("SIGHTLINE_BUILD");
    return sl_format("%s/%s", build == NULL ? "." : build, file);
}

static void add_person(struct sl_store *store) {
    const struct passwd *person = getpwuid(getuid());
    ck_assert_ptr_nonnull(person);
    SL_AUTO(sl_free)
    char *account = sl_format("INSERT INTO account (id, name, os_user, can_sign_in, made_at) VALUES"
                              " ('40000000-0000-4000-8000-000000000001', 'lead', '%s', 1, 0)",
                              person->pw_name);
    county_sql(store, account);
    county_sql(store, "INSERT INTO account_grant (account, role, reach, reach_code) VALUES"
                      " ('40000000-0000-4000-8000-000000000001', 'quality_lead', 'all', '')");
}

static void quarter(struct sl_store *store, int64_t first, const char *day, int contingency) {
    for (int64_t no = first; no < first + 30; no++)
        county_record(store, &(struct county_record){
                                 .no = no, .day = day, .grade = no < first + 15 ? "G" : "R"});
    county_answers(store, first, "P7", "yes", contingency);
    county_answers(store, first + contingency, "P7", "partly", 30 - contingency);
    county_answers(store, first, "P10", "yes", 4);
    county_answers(store, first + 4, "P10", "no", 4);
    county_answers(store, first, "PJ", "G", 30);
}

static enum sl_status fill(struct sl_store *store, void *context, struct sl_error *err) {
    (void)context;
    (void)err;
    add_person(store);
    quarter(store, 1, "2025-05-05", 21);
    quarter(store, 101, "2025-02-02", 12);
    return SL_OK;
}

static char *write_paper(const char *store, const char *format, const char *more) {
    SL_AUTO(sl_free) char *program = built("core/sightline");
    SL_AUTO(sl_free) char *plugins = built("plugins");
    SL_AUTO(sl_free) char *out = sl_format("%s.paper", store);
    SL_AUTO(sl_free)
    char *command = sl_format("SIGHTLINE_HOME='%s/..' SIGHTLINE_PLUGINS='%s' SIGHTLINE_STORE='%s' "
                              "'%s' summary themed --theme plans --from 2025-04-01 --to 2025-06-30 "
                              "%s --format %s --out '%s'",
                              test_schema_home(), plugins, store, program, more, format, out);
    ck_assert_msg(system(command) == 0, "%s", command);
    struct sl_error err = {0};
    char *bytes = NULL;
    size_t length;
    assert_ok(sl_file_read(out, 1 << 24, &bytes, &length, &err), err);
    return bytes;
}

static char *store_with_quarters(const char *name) {
    struct sl_store *store = county(name, fill);
    char *path = sl_copy(sl_store_path(store));
    sl_store_close(store);
    return path;
}

#define AGAINST "--against-from 2025-01-01 --against-to 2025-03-31"

static void assert_holds(const char *paper, const char *piece) {
    ck_assert_msg(strstr(paper, piece) != NULL, "the paper lacks: %s", piece);
}

START_TEST(the_page_says_figures_with_their_limits)
{
    SL_AUTO(sl_free) char *path = store_with_quarters(__func__);
    SL_AUTO(sl_free) char *paper = write_paper(path, "html", AGAINST);
    assert_holds(paper, "<h1>Written plans: what audits found</h1>");
    assert_holds(paper, "15 of 30 (50&nbsp;%; 95&nbsp;% interval 33 to 67&nbsp;%)");
    assert_holds(paper, "1 question has clearly changed since the period before:");
    assert_holds(paper, "Improved: 21 of 30 now, 12 of 30 before, a rise of 30 points.");
    assert_holds(paper, "Not for publication");
    assert_holds(paper, "What this paper rests on");
    assert_holds(paper, "None of these audits was moderated");
    assert_holds(paper, "No action is marked as being about this theme.");
}
END_TEST

START_TEST(few_cases_have_counts_and_no_percentage)
{
    SL_AUTO(sl_free) char *path = store_with_quarters(__func__);
    SL_AUTO(sl_free) char *paper = write_paper(path, "csv-raw", AGAINST);
    assert_holds(paper,
                 "Do people in the family's own network hold some of the actions?,Met,4 of 8\n");
    assert_holds(
        paper,
        "Do people in the family's own network hold some of the actions?,95 % interval,too few\n");
    assert_holds(paper, ",Direction,Too few to say\n");
    assert_holds(paper, ",Met,21 of 30 (70 %)\n");
}
END_TEST

START_TEST(without_a_comparison_nothing_is_said_of_change)
{
    SL_AUTO(sl_free) char *path = store_with_quarters(__func__);
    SL_AUTO(sl_free) char *paper = write_paper(path, "html", "");
    assert_holds(paper, "April to June 2025. All services.");
    ck_assert_ptr_null(strstr(paper, "Direction of travel"));
    ck_assert_ptr_null(strstr(paper, "changed since"));
}
END_TEST

START_TEST(the_same_store_gives_the_same_paper)
{
    SL_AUTO(sl_free) char *path = store_with_quarters(__func__);
    SL_AUTO(sl_free) char *first = write_paper(path, "html", AGAINST);
    SL_AUTO(sl_free) char *second = write_paper(path, "html", AGAINST);
    ck_assert_str_eq(first, second);
}
END_TEST

static bool has_plugins(void) {
    static const char *const files[] = {"plugins/lua/lua.so", "plugins/html/html.so",
                                        "plugins/csv/csv.so", "core/sightline"};
    for (size_t i = 0; i < SL_COUNT(files); i++) {
        SL_AUTO(sl_free) char *path = built(files[i]);
        if (!sl_file_exists(path))
            return false;
    }
    return true;
}

int main(void) {
    const TTest *const tests[] = {
        the_page_says_figures_with_their_limits, few_cases_have_counts_and_no_percentage,
        without_a_comparison_nothing_is_said_of_change, the_same_store_gives_the_same_paper};
    if (has_plugins())
        return sl_suite_run("themed_report", tests, SL_COUNT(tests));
    puts("1..0 # SKIP needs the plugins lua, html and csv");
    return 0;
}
