/*
 * Runs the attacks of attacks/ through the plugin as core does it. Where SIGHTLINE_LUA_ATTACKS_OUT
 * names a folder it lays them out there instead, each a whole rule with its marks expanded, and
 * lists them with what is expected: for the program to check (attacks_test).
 */
#include "attack.h"
#include "base/file.h"
#include "kit.h"
#include <ctype.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#if defined(__SANITIZE_ADDRESS__)
enum { SECONDS_MOST = 90, FRESH = 3 };
#else
enum { SECONDS_MOST = 20, FRESH = 10 };
#endif

static const char form[] =
    "{\"tool\":\"STD\",\"version\":1,\"questions\":["
    "{\"code\":\"minutes\",\"section\":\"ABOUT\",\"type\":\"count\",\"row\":null,\"column\":\"\"},"
    "{\"code\":\"SJ\",\"section\":\"SAFE\",\"type\":\"grade\",\"row\":null,\"column\":\"\"},"
    "{\"code\":\"V1\",\"section\":\"VOICE\",\"type\":\"met\",\"row\":null,\"column\":\"\"},"
    "{\"code\":\"X1\",\"section\":\"CLOSE\",\"type\":\"text\",\"row\":null,\"column\":\"\"},"
    "{\"code\":\"plan.action\",\"section\":\"PLANACT\",\"type\":\"text\",\"row\":\"action\","
    "\"column\":\"action\"}]}";

static const char innocent[] =
    "local words = use \"lib/smart_words\"\n"
    "local seen = 0\n"
    "return {\n"
    "  code = \"innocent\", title = \"An innocent rule\", kind = \"check\",\n"
    "  applies = { \"STD\" }, needs = { \"minutes\", \"SJ\", \"X1\" }, lists = { \"soft_verbs\" "
    "},\n"
    "  settings = { good = 250 }, clauses = { L1 = \"Read to its end\" },\n"
    "  outputs = { { \"grade\", \"O G R I\" }, { \"n\", \"integer\" } },\n"
    "  score = function(f, s, out)\n"
    "    seen = seen + 1 words.seen = (words.seen or 0) + 1\n"
    "    local order = { 3, 1, 2 } table.sort(order)\n"
    "    local holes = { 1, nil, 3, nil, 5 }\n"
    "    for key, value in pairs({ b = 2, a = 1, [7] = 3 }) do seen = seen * 31 + value end\n"
    "    out:grade(f:grade(\"SJ\"), { \"L1\", tostring(math.max(seen, order[1])) .. #holes }, "
    "\"SJ\")\n"
    "    out:value(\"n\", seen % 1000 + words.seen + s.good, \"L1\", "
    "f:text(\"X1\"):find(\"soft_verbs\"))\n"
    "  end,\n"
    "}\n";

static const char *const list_texts[][2] = {
    {"soft_verbs", "{\"kind\":\"phrases\",\"phrases\":[\"support\",\"monitor\"]}"},
    {"holidays.england",
     "{\"kind\":\"holidays\",\"from\":\"2024-01-01\",\"to\":\"2026-12-31\",\"entries\":["
     "{\"day\":\"2025-04-18\"}]}"}};
static const char library_text[] = "local words = {}\n"
                                   "function words.double(x) return 2 * x end\n"
                                   "return words\n";

static struct sl_scorer_rule rule_of(const char *path, struct sl_text source) {
    static struct sl_scorer_part lists[SL_COUNT(list_texts)], library;
    for (size_t i = 0; i < SL_COUNT(lists); i++)
        lists[i] = (struct sl_scorer_part){list_texts[i][0], sl_text_of(list_texts[i][1])};
    library = (struct sl_scorer_part){"lib/smart_words", sl_text_of(library_text)};
    return (struct sl_scorer_rule){.path = path,
                                   .source = source,
                                   .settings = SL_TEXT("{}"),
                                   .libraries = &library,
                                   .library_count = 1,
                                   .lists = lists,
                                   .list_count = SL_COUNT(lists)};
}

static struct sl_text body_of(int minutes, const char *text) {
    static const uint8_t hash[16] = {3};
    struct sl_packer *packer = sl_packer_new(hash, 5);
    const struct sl_value values[] = {
        {.state = SL_ANSWERED, .kind = SL_VALUE_NUMBER, .number = minutes},
        {.state = SL_ANSWERED,
         .kind = SL_VALUE_TOKEN,
         .text = SL_TEXT("G"),
         .evidence = SL_TEXT("seen alone")},
        {.state = SL_NOT_EVIDENCED},
        {.state = SL_ANSWERED, .kind = SL_VALUE_TEXT, .text = sl_text_of(text)},
        {.state = SL_ANSWERED, .kind = SL_VALUE_TEXT, .text = SL_TEXT("Visit at home")}};
    for (uint32_t q = 0; q < SL_COUNT(values); q++)
        sl_packer_put(packer, q, q == 4 ? 1 : 0, &values[q]);
    uint8_t *bytes = NULL;
    size_t length = 0;
    sl_packer_finish(packer, &bytes, &length);
    sl_packer_free(packer);
    return (struct sl_text){(const char *)bytes, length};
}

static void free_body(const struct sl_text *body) {
    free((void *)(uintptr_t)body->bytes);
}

static enum sl_status load(struct sl_scorer *scorer, const struct sl_scorer_rule *rule,
                           struct sl_error *err) {
    const struct sl_scorer_form forms[] = {{{form, sizeof form - 1}}};
    return kit_api()->load(scorer, rule, forms, 1, err);
}

/* What no sentence for a reader holds: addresses, names of C, traces, more than one line. */
static void is_tellable(const char *name, const char *sentence) {
    static const char *const never[] = {
        "traceback", "[C]",     ".c:",           "lua_",      "luaL_",     "(null)",
        "\n",        "\t",      "worker failed", "'?'",       "PANIC",     "lj_",
        "userdata",  "C stack", "C call",        "upvalue '", "metamethod"};
    ck_assert_msg(*sentence != '\0' && strlen(sentence) < 700, "%s says: %s", name, sentence);
    for (size_t i = 0; i < SL_COUNT(never); i++)
        ck_assert_msg(strstr(sentence, never[i]) == NULL, "%s says: %s", name, sentence);
    for (const char *at = sentence; (at = strstr(at, "0x")) != NULL; at += 2)
        ck_assert_msg(strspn(at + 2, "0123456789abcdef") < 6, "%s tells an address: %s", name,
                      sentence);
    ck_assert_msg(sl_text_check(sl_text_of(sentence), NULL) == SL_OK, "%s: no text", name);
}

static void expect_words(const struct attack *attack, const char *got) {
    ck_assert_msg(strstr(got, attack->words) != NULL, "%s\n  gave     %s\n  expected %s",
                  attack->name, got, attack->words);
}

/* Refused, as a sentence that names the rule? */
static bool is_refused(const struct attack *attack, const struct sl_scorer_rule *rule) {
    struct sl_error err = {0};
    SL_AUTO(sl_free) char *header = NULL;
    SL_AUTO(sl_free) char *cases = NULL;
    enum sl_status status = kit_api()->describe(kit_scorer(), rule, &header, &err);
    if (status == SL_OK)
        status = kit_api()->examples(kit_scorer(), rule, &cases, &err);
    if (status == SL_OK)
        status = load(kit_scorer(), rule, &err);
    bool refused = status != SL_OK;
    ck_assert_msg(refused == attack_expects(attack, "refused") || strstr(attack->expected, " or "),
                  "%s: %s", attack->name, refused ? err.text : "it was loaded");
    if (!refused)
        return false;
    is_tellable(attack->name, err.text);
    ck_assert_msg(strstr(err.text, rule->path) == err.text, "%s: no path in %s", attack->name,
                  err.text);
    expect_words(attack, err.text);
    return true;
}

static void same_bytes(const struct attack *attack, struct sl_text one, struct sl_text other,
                       const char *what) {
    SL_AUTO(sl_free) char *left = kit_text_of(one);
    SL_AUTO(sl_free) char *right = kit_text_of(other);
    bool same = one.length == other.length && memcmp(one.bytes, other.bytes, one.length) == 0;
    ck_assert_msg(same, "%s: %s\n  %s\n  %s", attack->name, what, left, right);
}

/* The word of the status and, for failures, the sentence, which is what stands between quotes. */
static void is_as_expected(const struct attack *attack, struct sl_text packed) {
    SL_AUTO(sl_free) char *text = kit_text_of(packed);
    size_t length = strcspn(text, " ");
    SL_AUTO(sl_free) char *status = sl_copy_bytes(text, length);
    ck_assert_msg(attack_expects(attack, status), "%s\n  gave     %s\n  expected %s", attack->name,
                  text, attack->expected);
    if (strcmp(status, "failed") == 0 || strcmp(status, "limit") == 0)
        is_tellable(attack->name, text);
    expect_words(attack, text);
}

static void same_by(struct sl_scorer *scorer, const struct attack *attack,
                    const struct sl_scorer_rule *rule, const struct sl_text *body,
                    struct sl_text first) {
    struct kit_results again = {0};
    ck_assert_int_eq(load(scorer, rule, NULL), SL_OK);
    ck_assert_int_eq(kit_score_by(scorer, body, 1, &again, NULL), SL_OK);
    same_bytes(attack, first, kit_result(&again, 0), "another process says something else");
    kit_results_drop(&again);
}

static struct sl_scorer *another_scorer(void) {
    struct sl_scorer *scorer = NULL;
    ck_assert_int_eq(kit_api()->open(kit_home(), &scorer, NULL), SL_OK);
    return scorer;
}

/* A process with another past says the same, unless a limit spoke; where it is all about that,
 * fresh ones do too. */
static void is_repeatable(const struct attack *attack, const struct sl_scorer_rule *rule,
                          const struct sl_text *body, struct sl_text first) {
    static struct sl_scorer *other;
    if (other == NULL)
        other = another_scorer();
    same_by(other, attack, rule, body, first);
    for (int i = 0; i < FRESH && strncmp(attack->name, "same/", 5) == 0; i++) {
        struct sl_scorer *fresh = another_scorer();
        same_by(fresh, attack, rule, body, first);
        kit_api()->close(fresh);
    }
}

/* Three records, of which the middle one is attacked: those beside it are as they are alone. */
static void run_loaded(const struct attack *attack, const struct sl_scorer_rule *rule) {
    struct kit_results alone = {0}, together = {0};
    struct sl_error err = {0};
    struct sl_text bodies[] = {body_of(2, "To support Mum"), body_of(1, attack->text),
                               body_of(2, "To support Mum")};
    ck_assert_msg(kit_score(bodies, 1, &alone, &err) == SL_OK, "%s: %s", attack->name, err.text);
    SL_AUTO(sl_free) char *untouched = kit_text_of(kit_result(&alone, 0));
    ck_assert_msg(strncmp(untouched, "scored n=5", 10) == 0, "%s: an innocent record gave %s",
                  attack->name, untouched);
    ck_assert_msg(kit_score(bodies, 3, &together, &err) == SL_OK, "%s: %s", attack->name, err.text);
    same_bytes(attack, kit_result(&alone, 0), kit_result(&together, 0), "the record before");
    same_bytes(attack, kit_result(&alone, 0), kit_result(&together, 2), "the record behind");
    is_as_expected(attack, kit_result(&together, 1));
    if (!attack_expects(attack, "limit"))
        is_repeatable(attack, rule, &bodies[1], kit_result(&together, 1));
    for (size_t i = 0; i < SL_COUNT(bodies); i++)
        free_body(&bodies[i]);
    kit_results_drop(&alone);
    kit_results_drop(&together);
}

/* The innocent rule's bytes, in a scorer that attacks went through. */
static void score_innocent(struct kit_results *out) {
    struct sl_error err = {0};
    struct sl_scorer_rule rule = rule_of("innocent.lua", sl_text_of(innocent));
    struct sl_text bodies[] = {body_of(1, "To support Mum"), body_of(2, "Visit")};
    ck_assert_msg(load(kit_scorer(), &rule, &err) == SL_OK, "%s", err.text);
    ck_assert_int_eq(kit_score(bodies, 2, out, &err), SL_OK);
    for (size_t i = 0; i < SL_COUNT(bodies); i++)
        free_body(&bodies[i]);
}

static void innocent_is_unharmed(const struct attack *attack) {
    static struct kit_results before; /* from the first call on */
    struct kit_results after = {0};
    if (before.count == 0)
        score_innocent(&before);
    score_innocent(&after);
    for (size_t i = 0; i < before.count; i++)
        same_bytes(attack, kit_result(&before, i), kit_result(&after, i), "a later rule is harmed");
    kit_results_drop(&after);
}

static double seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static const char *attacks_home(void) {
    const char *home = getenv("SIGHTLINE_LUA_ATTACKS");
    ck_assert_msg(home != NULL, "SIGHTLINE_LUA_ATTACKS says where the attacks are");
    return home;
}

static void run_attack(void *context, const char *name) {
    struct attack attack;
    const char *only = getenv("SIGHTLINE_LUA_ATTACK");
    (void)context;
    if (only != NULL && strstr(name, only) == NULL)
        return;
    attack_read(attacks_home(), name, &attack);
    struct sl_scorer_rule rule = rule_of("attack.lua", attack.source);
    innocent_is_unharmed(&attack);
    double began = seconds();
    if (!is_refused(&attack, &rule))
        run_loaded(&attack, &rule);
    double took = seconds() - began;
    ck_assert_msg(took < SECONDS_MOST, "%s took %.1f s", name, took);
    innocent_is_unharmed(&attack);
    attack_drop(&attack);
}

#define CLASS(test, class)                                                                         \
    START_TEST(test)                                                                               \
    { ck_assert_uint_gt(attack_each(attacks_home(), class, run_attack, NULL), 0); }                \
    END_TEST

CLASS(loops_are_stopped, "loops")
CLASS(time_inside_one_call_is_bounded, "calls")
CLASS(memory_is_bounded, "memory")
CLASS(depth_is_bounded, "depth")
CLASS(known_bugs_of_lua_do_no_harm, "bugs")
CLASS(nothing_outside_is_reached, "escape")
CLASS(nothing_is_left_for_later_records_and_rules, "poison")
CLASS(floods_of_output_are_stopped, "floods")
CLASS(hostile_results_are_refused, "results")
CLASS(nothing_differs_between_processes, "same")
CLASS(numbers_have_no_edge_to_fall_off, "numbers")
CLASS(texts_have_no_edge_to_fall_off, "texts")
CLASS(what_is_no_rule_is_not_loaded, "loading")

static void count_attack(void *context, const char *name) {
    (void)name;
    ++*(size_t *)context;
}

START_TEST(there_are_at_least_150_attacks)
{
    size_t count = 0;
    attack_each(attacks_home(), "", count_attack, &count);
    ck_assert_uint_ge(count, 150);
}
END_TEST

static void write_attack(void *context, const char *name) {
    const char *folder = context;
    struct attack attack;
    attack_read(attacks_home(), name, &attack);
    SL_AUTO(sl_free) char *path = sl_format("%s/%s.lua", folder, name);
    char *slash = strrchr(path, '/');
    *slash = '\0';
    mkdir(path, 0700);
    *slash = '/';
    ck_assert_int_eq(sl_file_write(path, attack.source.bytes, attack.source.length, NULL), SL_OK);
    printf("%s.lua\t%s\n", name, attack.expected);
    attack_drop(&attack);
}

START_TEST(the_attacks_are_laid_out)
{ attack_each(attacks_home(), "", write_attack, getenv("SIGHTLINE_LUA_ATTACKS_OUT")); }
END_TEST

int main(void) {
    const TTest *const tests[] = {loops_are_stopped,
                                  time_inside_one_call_is_bounded,
                                  memory_is_bounded,
                                  depth_is_bounded,
                                  known_bugs_of_lua_do_no_harm,
                                  nothing_outside_is_reached,
                                  nothing_is_left_for_later_records_and_rules,
                                  floods_of_output_are_stopped,
                                  hostile_results_are_refused,
                                  nothing_differs_between_processes,
                                  numbers_have_no_edge_to_fall_off,
                                  texts_have_no_edge_to_fall_off,
                                  what_is_no_rule_is_not_loaded,
                                  there_are_at_least_150_attacks};
    const TTest *const write[] = {the_attacks_are_laid_out};
    if (getenv("SIGHTLINE_LUA_ATTACKS_OUT") != NULL)
        return sl_suite_run("attacks", write, 1);
    return sl_suite_run("attack", tests, SL_COUNT(tests));
}
