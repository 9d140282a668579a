#include "kit.h"
#include <dlfcn.h>
#include <string.h>

#define GRADES "\"tokens\":[\"O\",\"G\",\"R\",\"I\"],\"ranked\":true"

static const char try_form[] =
    "{\"tool\":\"TRY\",\"version\":1,\"questions\":["
    "{\"code\":\"A1\",\"section\":\"AREA\",\"type\":\"grade\"," GRADES
    ",\"row\":null,\"column\":\"\"},"
    "{\"code\":\"A2\",\"section\":\"AREA\",\"type\":\"grade\"," GRADES
    ",\"row\":null,\"column\":\"\"},"
    "{\"code\":\"A3\",\"section\":\"AREA\",\"type\":\"met\",\"row\":null,\"column\":\"\"},"
    "{\"code\":\"A4\",\"section\":\"AREA\",\"type\":\"count\",\"row\":null,\"column\":\"\"},"
    "{\"code\":\"A5\",\"section\":\"AREA\",\"type\":\"day\",\"row\":null,\"column\":\"\"},"
    "{\"code\":\"A6\",\"section\":\"AREA\",\"type\":\"text\",\"row\":null,\"column\":\"\"},"
    "{\"code\":\"A7\",\"section\":\"AREA\",\"type\":\"choices\",\"row\":null,\"column\":\"\"},"
    "{\"code\":\"act.what\",\"section\":\"ACTS\",\"type\":\"text\",\"row\":\"action\",\"column\":"
    "\"what\"},"
    "{\"code\":\"act.who\",\"section\":\"ACTS\",\"type\":\"text\",\"row\":\"action\",\"column\":"
    "\"who\"},"
    "{\"code\":\"act.due\",\"section\":\"ACTS\",\"type\":\"text\",\"row\":\"action\",\"column\":"
    "\"due\"},"
    "{\"code\":\"act.on\",\"section\":\"ACTS\",\"type\":\"day\",\"row\":\"action\",\"column\":\"\"}"
    "]}";
static const char other_form[] =
    "{\"tool\":\"OTHER\",\"version\":1,\"questions\":["
    "{\"code\":\"B1\",\"section\":\"AREA\",\"type\":\"grade\",\"row\":null,\"column\":\"\"},"
    "{\"code\":\"B2\",\"section\":\"AREA\",\"type\":\"text\",\"row\":null,\"column\":\"\"}]}";

static const struct {
    const char *code;
    enum sl_value_kind kind;
} try_questions[] = {{"A1", SL_VALUE_TOKEN},     {"A2", SL_VALUE_TOKEN},
                     {"A3", SL_VALUE_TOKEN},     {"A4", SL_VALUE_NUMBER},
                     {"A5", SL_VALUE_DAY},       {"A6", SL_VALUE_TEXT},
                     {"A7", SL_VALUE_TOKENS},    {"act.what", SL_VALUE_TEXT},
                     {"act.who", SL_VALUE_TEXT}, {"act.due", SL_VALUE_TEXT},
                     {"act.on", SL_VALUE_DAY}},
  other_questions[] = {{"B1", SL_VALUE_TOKEN}, {"B2", SL_VALUE_TEXT}};

static const char *const list_texts[][2] = {
    {"soft_verbs", "{\"kind\":\"phrases\",\"phrases\":[\"support\",\"monitor\",\"engage with\","
                   "\"attend*\"]}"},
    {"words", "{\"kind\":\"entries\",\"entries\":[{\"code\":\"a\",\"label\":\"school\"}]}"},
    {"acronyms", "{\"kind\":\"phrases\",\"phrases\":[\"GP\",\"NHS\"]}"},
    {"holidays.england",
     "{\"kind\":\"holidays\",\"from\":\"2024-01-01\",\"to\":\"2026-12-31\",\"entries\":["
     "{\"day\":\"2025-04-18\"},{\"day\":\"2025-04-21\"}]}"},
};

static const char *const library_texts[][2] = {
    {"lib/sums", "local sums = {}\nfunction sums.double(x) return 2 * x end\nreturn sums\n"},
    {"lib/deep", "local sums = use \"lib/sums\"\nreturn function(x) return sums.double(x) + 1 end"},
    {"lib/self", "return use \"lib/self\""},
    {"lib/broken", "return {\n  oops\n  =\n}"},
    {"lib/unused", "this is no Lua"},
};

const char *kit_home(void) {
    const char *home = getenv("SIGHTLINE_LUA_HOME");
    ck_assert_msg(home != NULL, "SIGHTLINE_LUA_HOME says where lua.so was built");
    return home;
}

const struct sl_plugin *kit_plugin(void) {
    SL_AUTO(sl_free) char *path = sl_format("%s/lua.so", kit_home());
    void *object = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    ck_assert_msg(object != NULL, "%s", dlerror());
    return dlsym(object, SL_PLUGIN_SYMBOL);
}

const struct sl_scorer_api *kit_api(void) {
    return kit_plugin()->scorer;
}

struct sl_scorer *kit_scorer(void) {
    static struct sl_scorer *scorer;
    struct sl_error err = {0};
    if (scorer == NULL && kit_api()->open(kit_home(), &scorer, &err) != SL_OK)
        ck_abort_msg("%s", err.text);
    return scorer;
}

static struct sl_value value_of(enum sl_value_kind kind, char *words) {
    struct sl_value value = {.state = SL_ANSWERED, .kind = kind, .text = sl_text_of(words)};
    if (strncmp(words, "n/a:", 4) == 0) {
        value.state = SL_NOT_APPLICABLE;
        value.kind = SL_VALUE_TEXT;
        value.text = sl_text_of(words + 4);
    } else if (strcmp(words, "none") == 0) {
        value.state = SL_NOT_EVIDENCED;
        value.kind = SL_VALUE_NONE;
        value.text = SL_TEXT("");
    } else if (kind == SL_VALUE_NUMBER) {
        value.number = atoi(words);
    } else if (kind == SL_VALUE_DAY) {
        sl_day day = 0;
        ck_assert_int_eq(sl_day_parse(words, &day, NULL), SL_OK);
        value.number = day;
    }
    return value;
}

static void put_answer(struct sl_packer *packer, uint32_t question, enum sl_value_kind kind,
                       uint16_t row, char *words) {
    char *evidence = strchr(words, '|');
    if (evidence != NULL)
        *evidence++ = '\0';
    struct sl_value value = value_of(kind, words);
    value.evidence = sl_text_of(evidence);
    value.sources = SL_SOURCE_RECORD | SL_SOURCE_CHILD;
    sl_packer_put(packer, question, row, &value);
}

/* "act.what.2" is question act.what, row 2. */
static uint16_t row_of(char *code) {
    char *dot = strrchr(code, '.');
    if (dot == NULL || dot[1] < '0' || dot[1] > '9')
        return 0;
    *dot = '\0';
    return (uint16_t)atoi(dot + 1);
}

static struct sl_text finish(struct sl_packer *packer) {
    uint8_t *bytes = NULL;
    size_t length = 0;
    sl_packer_finish(packer, &bytes, &length);
    sl_packer_free(packer);
    return (struct sl_text){(const char *)bytes, length};
}

struct sl_text kit_body(const char *answers) {
    static const uint8_t hash[16] = {1};
    struct sl_packer *packer = sl_packer_new(hash, SL_COUNT(try_questions));
    SL_AUTO(sl_free) char *copy = sl_copy(answers);
    char *rest = copy;
    for (char *one; (one = strtok_r(rest, ";", &rest)) != NULL;) {
        char *equals = strchr(one, '=');
        *equals = '\0';
        uint16_t row = row_of(one);
        for (uint32_t q = 0; q < SL_COUNT(try_questions); q++)
            if (strcmp(try_questions[q].code, one) == 0)
                put_answer(packer, q, try_questions[q].kind, row, equals + 1);
    }
    return finish(packer);
}

struct sl_text kit_other_body(const char *answers) {
    static const uint8_t hash[16] = {2};
    struct sl_packer *packer = sl_packer_new(hash, SL_COUNT(other_questions));
    SL_AUTO(sl_free) char *copy = sl_copy(answers);
    char *rest = copy;
    for (char *one; (one = strtok_r(rest, ";", &rest)) != NULL;) {
        uint32_t q = strncmp(one, "B2", 2) == 0;
        put_answer(packer, q, other_questions[q].kind, 0, strchr(one, '=') + 1);
    }
    return finish(packer);
}

const struct sl_scorer_form *kit_forms(void) {
    static const struct sl_scorer_form forms[2] = {{{try_form, sizeof try_form - 1}},
                                                   {{other_form, sizeof other_form - 1}}};
    return forms;
}

char *kit_rule_with(const char *fields, const char *score) {
    return sl_format("return {\n"
                     "  code = \"try.it\", title = \"Try\", kind = \"check\",\n"
                     "  %s,\n"
                     "  score = function(f, s, out)\n%s\n  end,\n}\n",
                     fields, score);
}

char *kit_rule(const char *score) {
    return kit_rule_with(
        "applies = { \"TRY\", \"OTHER\" }, needs = { \"AREA.*\", \"ACTS.*\", \"B1\" },\n"
        "  lists = { \"soft_verbs\", \"words\", \"acronyms\", \"holidays.england\" },\n"
        "  settings = { good = 250, names = { \"x\", \"y\" }, weights = { A1 = 3 } },\n"
        "  clauses = { base = \"{good} or more is Good\", L1 = \"First\", L2 = \"Second\" },\n"
        "  outputs = { { \"grade\", \"O G R I\" }, { \"n\", \"integer -100..1000\" },\n"
        "    { \"m\", \"hundredths\" }, { \"on\", \"day\" }, { \"yes\", \"yes_no\" },\n"
        "    { \"words\", \"text\" }, { \"counted\", \"yes_no\" }, { \"met\", \"yes_no\" } }",
        score);
}

void kit_results_drop(struct kit_results *results) {
    sl_buffer_drop(&results->bytes);
    results->count = 0;
}

struct sl_text kit_result(const struct kit_results *results, size_t index) {
    ck_assert_uint_lt(index, results->count);
    return (struct sl_text){results->bytes.bytes + results->at[index].from,
                            results->at[index].length};
}

static enum sl_status keep(void *context, size_t index, struct sl_text result,
                           struct sl_error *err) {
    struct kit_results *results = context;
    (void)err;
    ck_assert_uint_eq(index, results->count);
    ck_assert_uint_lt(index, KIT_RESULTS_MOST);
    results->at[index].from = results->bytes.length;
    results->at[index].length = result.length;
    results->count++;
    sl_buffer_add(&results->bytes, result.bytes, result.length);
    return SL_OK;
}

struct sl_scorer_rule kit_scorer_rule(const char *source, const char *settings) {
    static struct sl_scorer_part lists[SL_COUNT(list_texts)], libraries[SL_COUNT(library_texts)];
    for (size_t i = 0; i < SL_COUNT(lists); i++)
        lists[i] = (struct sl_scorer_part){list_texts[i][0], sl_text_of(list_texts[i][1])};
    for (size_t i = 0; i < SL_COUNT(libraries); i++)
        libraries[i] =
            (struct sl_scorer_part){library_texts[i][0], sl_text_of(library_texts[i][1])};
    return (struct sl_scorer_rule){.path = "try.lua",
                                   .source = sl_text_of(source),
                                   .settings = sl_text_of(settings),
                                   .libraries = libraries,
                                   .library_count = SL_COUNT(libraries),
                                   .lists = lists,
                                   .list_count = SL_COUNT(lists)};
}

enum sl_status kit_load(const char *source, struct sl_error *err) {
    struct sl_scorer_rule rule = kit_scorer_rule(source, "{}");
    size_t forms = strstr(source, "OTHER") != NULL ? 2 : 1;
    return kit_api()->load(kit_scorer(), &rule, kit_forms(), forms, err);
}

enum sl_status kit_score_by(struct sl_scorer *scorer, const struct sl_text *bodies, size_t count,
                            struct kit_results *out, struct sl_error *err) {
    struct sl_scorer_case *cases = sl_new(count, sizeof *cases);
    for (size_t i = 0; i < count; i++)
        cases[i] = (struct sl_scorer_case){
            .body = bodies[i], .basis_day = sl_day_of(2025, 4, 1), .form = 0};
    enum sl_status status = kit_api()->score(scorer, cases, count, keep, out, err);
    free(cases);
    return status;
}

enum sl_status kit_score(const struct sl_text *bodies, size_t count, struct kit_results *out,
                         struct sl_error *err) {
    return kit_score_by(kit_scorer(), bodies, count, out, err);
}

char *kit_try(const char *source, const char *answers) {
    struct sl_error err = {0};
    static struct kit_results results;
    if (kit_load(source, &err) != SL_OK)
        return sl_format("refused: %s", err.text);
    struct sl_text body = kit_body(answers);
    kit_results_drop(&results);
    enum sl_status status = kit_score(&body, 1, &results, &err);
    free((void *)(uintptr_t)body.bytes);
    if (status != SL_OK)
        return sl_format("ended: %s", err.text);
    return kit_text_of(kit_result(&results, 0));
}

static const char *const output_names[] = {"grade", "n",     "m",       "on",
                                           "yes",   "words", "counted", "met"};
static const char *const clause_names[] = {"L1", "L2", "base"};

static void write_value(struct sl_buffer *text, const struct sl_result_value *value) {
    sl_buffer_format(text, " %s", value->output < 8 ? output_names[value->output] : "?");
    if (value->row > 0)
        sl_buffer_format(text, ".%u", value->row);
    if (value->kind == SL_RESULT_TOKEN || value->kind == SL_RESULT_TEXT)
        sl_buffer_format(text, "=%.*s", (int)value->text.length, value->text.bytes);
    else
        sl_buffer_format(text, "=%d", value->number);
}

static void write_cite(struct sl_buffer *text, const struct sl_result_cite *cite) {
    sl_buffer_text(text, try_questions[cite->question].code);
    if (cite->row > 0)
        sl_buffer_format(text, ".%u", cite->row);
    if (cite->part == SL_CITE_EVIDENCE)
        sl_buffer_text(text, "'s");
    if (cite->to > cite->from)
        sl_buffer_format(text, ":%u-%u", cite->from, cite->to);
}

static void write_reason(struct sl_buffer *text, const struct sl_result *result,
                         const struct sl_result_reason *reason) {
    if (reason->clause < 3)
        sl_buffer_format(text, " %s", clause_names[reason->clause]);
    if (reason->row > 0)
        sl_buffer_format(text, ".%u", reason->row);
    if (reason->text.length > 0)
        sl_buffer_format(text, " \"%.*s\"", (int)reason->text.length, reason->text.bytes);
    for (uint16_t i = 0; i < reason->cites; i++) {
        struct sl_result_cite cite = sl_result_cite_at(result, (uint16_t)(reason->first_cite + i));
        sl_buffer_text(text, i == 0 ? "[" : ",");
        write_cite(text, &cite);
    }
    if (reason->cites > 0)
        sl_buffer_text(text, "]");
}

char *kit_text_of(struct sl_text packed) {
    static const char *const statuses[] = {"scored", "not_applicable", "not_enough", "failed",
                                           "limit"};
    struct sl_buffer text = {0};
    struct sl_result result;
    struct sl_error err = {0};
    if (sl_result_open(packed.bytes, packed.length, &result, &err) != SL_OK)
        return sl_format("damaged: %s", err.text);
    sl_buffer_text(&text, statuses[result.status]);
    for (uint16_t i = 0; i < result.values; i++) {
        struct sl_result_value value = sl_result_value_at(&result, i);
        write_value(&text, &value);
    }
    if (result.reasons > 0)
        sl_buffer_text(&text, " |");
    for (uint16_t i = 0; i < result.reasons; i++) {
        struct sl_result_reason reason = sl_result_reason_at(&result, i);
        write_reason(&text, &result, &reason);
    }
    return sl_buffer_take(&text);
}
