#include "out.h"
#include "binding.h"
#include "facts.h"
#include "loaded.h"
#include "passage.h"
#include <math.h>
#include <string.h>

static struct sl_making *making(lua_State *L) {
    struct sl_making *m = sl_thing_at(L, 1, SL_THING_OUT);
    if (m == NULL)
        luaL_error(L, "write out:value(...) with a colon, not a dot");
    return m;
}

static const struct sl_output *output_at(lua_State *L, int index, int *place) {
    const struct sl_loaded *loaded = sl_worker_of(L)->loaded;
    int32_t found = sl_names_find(&loaded->output_names, L, index);
    if (found < 0)
        luaL_error(L, "%s isn't declared in outputs",
                   lua_type(L, index) == LUA_TSTRING ? lua_tostring(L, index)
                                                     : "an output without a name");
    *place = found;
    return &loaded->outputs.outputs[found];
}

static void put(lua_State *L, const struct sl_making *m, struct sl_result_value value, int place) {
    value.output = (uint16_t)place;
    value.row = m->row;
    sl_result_put(sl_worker_of(L)->maker, &value);
}

/* A whole number, from a float too when it is one. */
static int32_t whole_at(lua_State *L, int index, const struct sl_output *output) {
    int whole;
    lua_Integer integer = lua_tointegerx(L, index, &whole);
    if (whole && integer >= INT32_MIN && integer <= INT32_MAX && lua_type(L, index) == LUA_TNUMBER)
        return (int32_t)integer;
    lua_Number number = lua_tonumber(L, index);
    if (lua_type(L, index) != LUA_TNUMBER || isnan(number))
        luaL_error(L, "%s takes a whole number", output->name);
    if (!(number >= INT32_MIN && number <= INT32_MAX) || floor(number) != number)
        luaL_error(L, "%s takes a whole number, not %s", output->name, lua_tostring(L, index));
    return (int32_t)number;
}

static struct sl_text token_at(lua_State *L, int index, const struct sl_output *output) {
    size_t length = 0;
    const char *token = lua_type(L, index) == LUA_TSTRING ? lua_tolstring(L, index, &length) : NULL;
    bool whole = token != NULL && strlen(token) == length;
    int place = whole ? sl_output_token(output, token) : -1;
    if (place < 0)
        luaL_error(L, "%s can't be %s; it is declared as %s", output->name,
                   token != NULL ? token : luaL_typename(L, index), output->type_text);
    return sl_text_of(output->tokens[place]);
}

static struct sl_text clean_text_at(lua_State *L, int index, const char *what) {
    struct sl_text text = {"", 0};
    struct sl_error err = {0};
    if (lua_type(L, index) != LUA_TSTRING)
        luaL_error(L, "%s takes a text in quotes; text:string() makes one", what);
    text.bytes = lua_tolstring(L, index, &text.length);
    int most = sl_worker_of(L)->limits.number[SL_LUA_TEXT_BYTES];
    if (text.length > (size_t)most)
        luaL_error(L, "%s takes at most %d bytes", what, most);
    if (sl_text_check(text, &err) != SL_OK)
        luaL_error(L, "%s takes clean text: %s", what, err.text);
    return text;
}

static struct sl_result_value value_at(lua_State *L, int index, const struct sl_output *output) {
    struct sl_result_value value = {.kind = SL_RESULT_NUMBER, .text = {"", 0}};
    switch (output->type) {
    case SL_OUTPUT_TOKENS:
        value.kind = SL_RESULT_TOKEN;
        value.text = token_at(L, index, output);
        break;
    case SL_OUTPUT_INTEGER:
        value.number = whole_at(L, index, output);
        if (value.number < output->least || value.number > output->most)
            luaL_error(L, "%s can't be %d; it is declared as %s", output->name, value.number,
                       output->type_text);
        break;
    case SL_OUTPUT_HUNDREDTHS:
        value.number = whole_at(L, index, output);
        break;
    case SL_OUTPUT_DAY:
        value.kind = SL_RESULT_DAY;
        value.number = whole_at(L, index, output);
        if (value.number < sl_day_of(1900, 1, 1) || value.number > sl_day_of(2200, 12, 31))
            luaL_error(L, "%s can't be %d, which is no day", output->name, value.number);
        break;
    case SL_OUTPUT_YES_NO:
        if (!lua_isboolean(L, index))
            luaL_error(L, "%s takes true or false", output->name);
        value.kind = SL_RESULT_TOKEN;
        value.text = lua_toboolean(L, index) ? SL_TEXT("yes") : SL_TEXT("no");
        break;
    case SL_OUTPUT_TEXT:
        value.kind = SL_RESULT_TEXT;
        value.text = clean_text_at(L, index, output->name);
        break;
    }
    return value;
}

static void add_question(lua_State *L, const struct sl_making *m, int index, int row_index) {
    struct sl_worker *w = sl_worker_of(L);
    const struct sl_seen seen = {SL_THING_FACTS, m->section, m->row};
    struct sl_named named = sl_reading_named(L, w, &seen, index, row_index);
    if (named.question >= 0)
        sl_result_cite_add(w->maker, &(struct sl_result_cite){(uint16_t)named.question, named.row,
                                                              SL_CITE_VALUE, 0, 0});
}

/* A question, { question, row }, or a text. */
static void add_cite(lua_State *L, const struct sl_making *m, int index) {
    struct sl_worker *w = sl_worker_of(L);
    struct sl_passage passage;
    if (sl_passage_at(L, index, &passage)) {
        struct sl_result_cite cite = sl_passage_cite(w, &passage);
        sl_result_cite_add(w->maker, &cite);
    } else if (lua_istable(L, index)) {
        lua_geti(L, index, 1);
        lua_geti(L, index, 2);
        add_question(L, m, lua_gettop(L) - 1, lua_gettop(L));
        lua_pop(L, 2);
    } else {
        add_question(L, m, index, 0);
    }
}

static void add_cites(lua_State *L, const struct sl_making *m, int first) {
    int last = lua_gettop(L);
    luaL_checkstack(L, 4, "there are too many cites");
    for (int i = first; i <= last; i++)
        if (!lua_isnil(L, i))
            add_cite(L, m, i);
}

/* The clause at index is its id, or { id, "the sentence with this case's figures" }. Cites follow
 * from index cites on. text: used when the clause brings none. */
static void add_reason(lua_State *L, const struct sl_making *m, int index, struct sl_text text,
                       int cites) {
    struct sl_worker *w = sl_worker_of(L);
    int top = lua_gettop(L), id = index;
    if (lua_istable(L, index)) {
        lua_geti(L, index, 1);
        lua_geti(L, index, 2);
        id = top + 1;
        if (!lua_isnil(L, top + 2))
            text = clean_text_at(L, top + 2, "a reason");
    }
    int32_t clause = sl_names_find(&w->loaded->clause_names, L, id);
    if (clause < 0)
        luaL_error(L, "%s isn't declared in clauses",
                   lua_type(L, id) == LUA_TSTRING ? lua_tostring(L, id) : "a clause without an id");
    sl_result_reason_add(w->maker, (uint16_t)clause, m->row, text);
    lua_settop(L, top);
    add_cites(L, m, cites);
}

static const struct sl_text no_text = {"", 0};

static int out_value(lua_State *L) {
    const struct sl_making *m = making(L);
    int place;
    const struct sl_output *output = output_at(L, 2, &place);
    if (!lua_isnoneornil(L, 3))
        put(L, m, value_at(L, 3, output), place);
    if (!lua_isnoneornil(L, 4))
        add_reason(L, m, 4, no_text, 5);
    return 0;
}

static int out_values(lua_State *L) {
    const struct sl_making *m = making(L);
    int last = lua_gettop(L);
    for (int i = 2; i < last; i += 2) {
        int place;
        const struct sl_output *output = output_at(L, i, &place);
        if (!lua_isnil(L, i + 1))
            put(L, m, value_at(L, i + 1, output), place);
    }
    if (last % 2 == 0)
        return luaL_error(L, "each output needs a value behind it");
    return 0;
}

static const struct sl_output *grade_output(lua_State *L) {
    const struct sl_loaded *loaded = sl_worker_of(L)->loaded;
    if (loaded->grade < 0 || loaded->outputs.outputs[loaded->grade].type != SL_OUTPUT_TOKENS)
        luaL_error(L, "an output { \"grade\", \"O G R I\" } isn't declared");
    return &loaded->outputs.outputs[loaded->grade];
}

static int grade_at(lua_State *L, int index) {
    const struct sl_output *output = grade_output(L);
    return sl_output_token(output, token_at(L, index, output).bytes);
}

static int out_grade(lua_State *L) {
    struct sl_making *m = making(L);
    m->grade = grade_at(L, 2);
    add_reason(L, m, 3, no_text, 4);
    return 0;
}

static int out_cap(lua_State *L) {
    struct sl_making *m = making(L);
    int cap = grade_at(L, 2);
    if (cap > m->cap)
        m->cap = cap;
    add_reason(L, m, 3, no_text, 4);
    return 0;
}

static int out_points(lua_State *L) {
    const struct sl_making *m = making(L);
    int place;
    const struct sl_output *output = output_at(L, 2, &place);
    if (output->type != SL_OUTPUT_HUNDREDTHS)
        return luaL_error(L, "%s isn't declared as hundredths", output->name);
    put(L, m, value_at(L, 3, output), place);
    if (!lua_isnoneornil(L, 4))
        add_reason(L, m, 4, no_text, 5);
    return 0;
}

static int out_flag(lua_State *L) {
    const struct sl_making *m = making(L);
    int place;
    const struct sl_output *output = output_at(L, 2, &place);
    if (output->type != SL_OUTPUT_YES_NO)
        return luaL_error(L, "%s isn't declared as yes_no", output->name);
    struct sl_result_value value = {.kind = SL_RESULT_TOKEN, .text = SL_TEXT("yes")};
    put(L, m, value, place);
    add_reason(L, m, 3, no_text, 4);
    return 0;
}

static void put_yes_no(lua_State *L, const struct sl_making *m, int place, bool yes) {
    const struct sl_loaded *loaded = sl_worker_of(L)->loaded;
    if (place < 0 || loaded->outputs.outputs[place].type != SL_OUTPUT_YES_NO)
        luaL_error(L, "a measure declares { \"counted\", \"yes_no\" } and { \"met\", \"yes_no\" }");
    struct sl_result_value value = {.kind = SL_RESULT_TOKEN,
                                    .text = yes ? SL_TEXT("yes") : SL_TEXT("no")};
    put(L, m, value, place);
}

static int out_measure(lua_State *L) {
    const struct sl_making *m = making(L);
    const struct sl_loaded *loaded = sl_worker_of(L)->loaded;
    bool counted = lua_toboolean(L, 2), met = lua_toboolean(L, 3);
    if (met && !counted)
        return luaL_error(L, "what isn't counted can't be met");
    put_yes_no(L, m, loaded->counted, counted);
    if (counted)
        put_yes_no(L, m, loaded->met, met);
    add_reason(L, m, 4, no_text, 5);
    return 0;
}

static int out_reason(lua_State *L) {
    const struct sl_making *m = making(L);
    struct sl_text text = no_text;
    if (!lua_isnoneornil(L, 3))
        text = clean_text_at(L, 3, "a reason");
    add_reason(L, m, 2, text, 4);
    return 0;
}

static int out_status(lua_State *L) {
    struct sl_making *m = making(L);
    const char *status = luaL_checkstring(L, 2);
    m->not_enough = strcmp(status, "not_enough") == 0;
    m->not_applicable = strcmp(status, "not_applicable") == 0;
    if (!m->not_enough && !m->not_applicable)
        return luaL_error(L, "a status is \"not_enough\" or \"not_applicable\"");
    add_reason(L, m, 3, no_text, 4);
    return 0;
}

static int out_row(lua_State *L) {
    lua_pushinteger(L, making(L)->row);
    return 1;
}

static const struct sl_binding bindings[] = {
    {"value", out_value, "out:value(output, value [, clause, cite, ...])",
     "Gives an output its value; nil leaves it blank. A later value takes the place of an earlier "
     "one."},
    {"values", out_values, "out:values(output, value, output, value, ...)",
     "Gives several outputs their values, in pairs; nil leaves one blank."},
    {"grade", out_grade, "out:grade(token, clause, cite, ...)", "Gives the output grade."},
    {"cap", out_cap, "out:cap(token, clause, cite, ...)",
     "A ceiling: the grade is at most this. Of several the lowest holds, all are reasons, and none "
     "ever raises a grade."},
    {"points", out_points, "out:points(output, hundredths [, clause, cite, ...])",
     "Gives an output of hundredths."},
    {"flag", out_flag, "out:flag(output, clause, cite, ...)", "Sets a yes_no output to yes."},
    {"measure", out_measure, "out:measure(counted, met, clause, cite, ...)",
     "Gives the outputs counted and met of a measure: does the child count, and is it met?"},
    {"reason", out_reason, "out:reason(clause [, text, cite, ...])",
     "A reason without a value. text: the sentence with this case's figures; nil for the clause's "
     "own."},
    {"status", out_status, "out:status(status, clause, cite, ...)",
     "\"not_enough\": too little is answered to say. \"not_applicable\": the rule doesn't speak "
     "about this. The grade is left blank then; other values and reasons stay."},
    {"row", out_row, "out:row() -> integer", "In a rule on rows: the row's number."},
};

const struct sl_noun sl_noun_out = {
    "out", SL_NOUN_THING,
    "The result under construction, given to score as out. A clause is the id of one of the rule's "
    "clauses, or { id, text } where the sentence has this case's figures. A cite says what it "
    "rests "
    "on: a question's code, { code, row }, or a text, or a part of one.",
    bindings, sizeof bindings / sizeof *bindings};

void sl_out_open(lua_State *L, const json_t *named) {
    struct sl_making *m = lua_newuserdatauv(L, sizeof *m, 0);
    *m = (struct sl_making){.kind = SL_THING_OUT, .section = -1, .grade = -1, .cap = -1};
    sl_noun_push_metatable(L, &sl_noun_out, named);
    lua_setmetatable(L, -2);
    lua_rawseti(L, LUA_REGISTRYINDEX, SL_SLOT_OUT);
}

static struct sl_making *current(lua_State *L) {
    lua_rawgeti(L, LUA_REGISTRYINDEX, SL_SLOT_OUT);
    struct sl_making *m = lua_touserdata(L, -1);
    lua_pop(L, 1);
    return m;
}

void sl_out_begin(lua_State *L, int section, uint16_t row) {
    *current(L) = (struct sl_making){
        .kind = SL_THING_OUT, .section = (int16_t)section, .row = row, .grade = -1, .cap = -1};
}

const char *sl_out_end(lua_State *L) {
    struct sl_worker *w = sl_worker_of(L);
    const struct sl_making *m = current(L);
    if (m->not_enough || m->not_applicable)
        return NULL;
    if (m->grade < 0)
        return m->cap < 0 ? NULL : "out:cap was called, but never out:grade";
    const struct sl_output *output = &w->loaded->outputs.outputs[w->loaded->grade];
    int grade = m->cap > m->grade ? m->cap : m->grade;
    struct sl_result_value value = {.output = (uint16_t)w->loaded->grade,
                                    .row = m->row,
                                    .kind = SL_RESULT_TOKEN,
                                    .text = sl_text_of(output->tokens[grade])};
    sl_result_put(w->maker, &value);
    return NULL;
}

enum sl_result_status sl_out_status(lua_State *L) {
    const struct sl_making *m = current(L);
    if (m->not_enough)
        return SL_RESULT_NOT_ENOUGH;
    return m->not_applicable ? SL_RESULT_NOT_APPLICABLE : SL_RESULT_SCORED;
}
