/* Every function of the language is called with what it doesn't expect: no call ends the worker,
 * none takes long, and what goes wrong is said in words. */
#include "base/file.h"
#include "kit.h"
#include <string.h>

#if defined(__SANITIZE_ADDRESS__)
enum { CALLS = 20000 };
#else
enum { CALLS = 120000 };
#endif
enum { BATCH = 2000 };

/* The functions of a noun, as a list in Lua; things have theirs behind f, t and out. */
static void add_functions(struct sl_buffer *out, const json_t *noun) {
    const json_t *names = json_object_get(noun, "names");
    const char *of = sl_json_text_or(noun, "noun", "");
    const char *receiver = strcmp(of, "facts") == 0 ? "f" : of;
    if (strcmp(of, "document") == 0)
        return;
    for (size_t i = 0; i < json_array_size(names); i++) {
        const char *name = sl_json_text_or(json_array_get(names, i), "name", "");
        if (strcmp(of, "base") == 0)
            sl_buffer_format(out, "  function() return %s end,\n", name);
        else
            sl_buffer_format(out, "  function(f, out) return %s.%s, \"%s\" end,\n", receiver, name,
                             of);
    }
}

/* Which function is called with what follows from minutes: A4. What came back is given to another
 * one. */
static char *make_rule(void) {
    struct sl_buffer rule = {0};
    SL_AUTO(sl_free) char *path = sl_format("%s/completion.json", getenv("SIGHTLINE_LUA_LANGUAGE"));
    SL_AUTO(sl_free) char *bytes = NULL;
    SL_AUTO(sl_json_drop) json_t *all = NULL;
    size_t length = 0;
    ck_assert_int_eq(sl_file_read(path, 1 << 20, &bytes, &length, NULL), SL_OK);
    ck_assert_int_eq(sl_json_parse(path, bytes, length, &all, NULL), SL_OK);
    const json_t *nouns = json_object_get(all, "nouns");
    sl_buffer_text(&rule, "local functions = {\n");
    for (size_t i = 0; i < json_array_size(nouns); i++)
        add_functions(&rule, json_array_get(nouns, i));
    sl_buffer_text(&rule, "}\nlocal long = string.rep(\"x\", 60000)\n");
    SL_AUTO(sl_free)
    char *score = kit_rule(
        "local x = f:count(\"A4\")\n"
        "local function chance(n)\n"
        "  x = x * 6364136223846793005 + 1442695040888963407\n"
        "  return (x >> 33) % n + 1\n"
        "end\n"
        "local t, e = f:text(\"A6\"), f:evidence(\"A1\")\n"
        "local step, state = f:each(\"action\")\n"
        "local zero = 0.0\n"
        "local values = { true, 0, -1, 1, 3, math.maxinteger, math.mininteger, 1.5, zero / zero,\n"
        "  1 / zero, \"\", \"A1\", \"A6\", \"act.what\", \"action\", \"soft_verbs\", \"grade\", "
        "\"n\",\n"
        "  \"words\", \"L1\", \"O\", \"a\\0b\", \"\\xff\", \"%d%s%q\", \"A4 > 1 and A1 = G\", "
        "long, {},\n"
        "  { 1, 2, 3 }, { \"A1\", \"A2\" }, { \"L1\", \"x\" }, { plan = 20000 }, s, s.names, f, "
        "out, t, e,\n"
        "  step, state, error, 20000, 1 << 31, \"(((\", \"2025-02-30\", \"within 2 weeks\" }\n"
        "local result\n"
        "local receivers = { facts = f, out = out, text = t }\n"
        "for call = 1, 2 do\n"
        "  local get = functions[chance(#functions)]\n"
        "  local fn, of = get(f, out)\n"
        "  local given, count = {}, chance(6) - 1\n"
        "  for i = 1, count do given[i] = values[chance(#values + 3)] end\n"
        "  if receivers[of] and chance(8) > 1 then given[1] = receivers[of] end\n"
        "  if call == 2 then given[chance(3)] = result end\n"
        "  result = type(fn) == \"function\" and fn(table.unpack(given, 1, 6)) or fn\n"
        "end\n"
        "out:value(\"n\", 5)");
    sl_buffer_text(&rule, score);
    return sl_buffer_take(&rule);
}

struct counts {
    size_t scored, failed, limits;
};

static enum sl_status look(void *context, size_t index, struct sl_text packed,
                           struct sl_error *err) {
    struct counts *counts = context;
    struct sl_result result;
    (void)err;
    ck_assert_msg(sl_result_open(packed.bytes, packed.length, &result, NULL) == SL_OK,
                  "call %zu gave a damaged result", index);
    counts->scored += result.status <= SL_RESULT_NOT_ENOUGH;
    counts->failed += result.status == SL_RESULT_FAILED;
    if (result.status < SL_RESULT_FAILED)
        return SL_OK;
    struct sl_text why = sl_result_reason_at(&result, 0).text;
    SL_AUTO(sl_free) char *sentence = sl_copy_bytes(why.bytes, why.length);
    bool is_limit = result.status == SL_RESULT_LIMIT;
    counts->limits += is_limit;
    ck_assert_msg(!is_limit || strstr(sentence, "larger than 64 kB") != NULL, "call %zu: %s", index,
                  sentence);
    bool told = strstr(sentence, "userdata") == NULL && strstr(sentence, "0x7f") == NULL &&
                strstr(sentence, "0x55") == NULL && strstr(sentence, "0x20") == NULL &&
                strchr(sentence, '\n') == NULL && *sentence != '\0';
    ck_assert_msg(told, "call %zu: %s", index, sentence);
    return SL_OK;
}

START_TEST(no_function_falls_over_what_it_is_given)
{
    SL_AUTO(sl_free) char *rule = make_rule();
    struct sl_error err = {0};
    struct counts counts = {0};
    ck_assert_msg(kit_load(rule, &err) == SL_OK, "%s", err.text);
    struct sl_scorer_case *cases = sl_new(BATCH, sizeof *cases);
    for (int from = 0; from < CALLS; from += BATCH) {
        for (int i = 0; i < BATCH; i++) {
            SL_AUTO(sl_free)
            char *answers = sl_format("A4=%d;A1=G|seen alone;A6=To support Mum by 1 May;A7=x y;"
                                      "act.what.1=Visit;act.who.2=Mum;act.on.1=2025-01-01",
                                      from + i);
            cases[i] = (struct sl_scorer_case){.body = kit_body(answers),
                                               .basis_day = sl_day_of(2025, 4, 1)};
        }
        enum sl_status status = kit_api()->score(kit_scorer(), cases, BATCH, look, &counts, &err);
        ck_assert_msg(status == SL_OK, "from %d: %s", from, err.text);
        for (int i = 0; i < BATCH; i++)
            free((void *)(uintptr_t)cases[i].body.bytes);
    }
    free(cases);
    ck_assert_uint_gt(counts.scored, CALLS / 50);
    ck_assert_uint_gt(counts.failed, CALLS / 2);
}
END_TEST

SL_SUITE("edge", no_function_falls_over_what_it_is_given)
