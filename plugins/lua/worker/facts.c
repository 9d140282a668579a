#include "facts.h"
#include "base/json.h"
#include "binding.h"
#include "loaded.h"
#include "passage.h"
#include <string.h>

static const struct sl_seen *seen_of(lua_State *L) {
    const struct sl_seen *seen = lua_type(L, 1) == LUA_TUSERDATA ? lua_touserdata(L, 1) : NULL;
    if (seen == NULL || seen->kind != SL_THING_FACTS)
        luaL_error(L, "write f:answer(...) with a colon, not a dot");
    return seen;
}

static void name_fault(lua_State *L, const struct sl_worker *w, int index) {
    if (lua_type(L, index) != LUA_TSTRING)
        luaL_error(L, "a question's code is needed, in quotes");
    const char *name = lua_tostring(L, index);
    const struct sl_loaded *loaded = w->loaded;
    for (size_t i = 0; i < loaded->form_count; i++)
        if (sl_form_asks(&loaded->forms[i], name))
            luaL_error(L, "the rule reads %s but doesn't declare it in needs", name);
    luaL_error(L, "no tool of this rule asks %s", name);
}

static uint16_t row_argument(lua_State *L, int index) {
    int whole;
    lua_Integer row = lua_tointegerx(L, index, &whole);
    if (!whole || row < 1 || row > UINT16_MAX)
        luaL_error(L, "a row is a whole number from 1");
    return (uint16_t)row;
}

struct sl_named sl_facts_named(lua_State *L, struct sl_worker *w, const struct sl_seen *seen,
                               int index) {
    const struct sl_form *form = w->scored.form;
    int32_t question = SL_NAME_NONE;
    if (seen->section >= 0)
        question = sl_names_find(&form->sections[seen->section].columns, L, index);
    if (question == SL_NAME_NONE)
        question = sl_names_find(&form->names, L, index);
    if (question == SL_NAME_NONE)
        name_fault(L, w, index);
    bool with_row = lua_type(L, index + 1) == LUA_TNUMBER;
    if (question < 0)
        return (struct sl_named){question, 0};
    int section = form->questions[question].rows;
    if (section < 0) {
        if (with_row)
            luaL_error(L, "%s has no rows", lua_tostring(L, index));
        return (struct sl_named){question, 0};
    }
    if (with_row)
        return (struct sl_named){question, row_argument(L, index + 1)};
    if (section != seen->section)
        luaL_error(L, "%s has rows: say which", lua_tostring(L, index));
    return (struct sl_named){question, seen->row};
}

int64_t sl_facts_cell(const struct sl_worker *w, struct sl_named named, struct sl_value *value) {
    const struct sl_body *body = &w->scored.body;
    uint32_t from = 0, to = 0;
    if (named.question >= 0 && (uint32_t)named.question < body->questions)
        sl_body_cells(body, (uint32_t)named.question, &from, &to);
    uint32_t guess = named.row > 0 && to - from >= named.row ? from + named.row - 1u : from;
    if (guess < to && sl_body_value(body, guess, value) == named.row)
        return guess;
    for (uint32_t cell = from; named.row > 0 && cell < to; cell++)
        if (sl_body_value(body, cell, value) == named.row)
            return cell;
    *value = (struct sl_value){.state = SL_NOT_YET};
    return -1;
}

struct found {
    struct sl_worker *worker;
    struct sl_named named;
    int64_t cell;
    struct sl_value value;
};

static struct found find(lua_State *L) {
    struct found found = {.worker = sl_worker_of(L)};
    found.named = sl_facts_named(L, found.worker, seen_of(L), 2);
    found.cell = sl_facts_cell(found.worker, found.named, &found.value);
    return found;
}

static void push_tokens(lua_State *L, struct sl_text tokens) {
    lua_newtable(L);
    lua_Integer count = 0;
    while (tokens.length > 0) {
        const char *space = memchr(tokens.bytes, ' ', tokens.length);
        size_t length = space != NULL ? (size_t)(space - tokens.bytes) : tokens.length;
        lua_pushlstring(L, tokens.bytes, length);
        lua_rawseti(L, -2, ++count);
        size_t step = space != NULL ? length + 1 : length;
        tokens = (struct sl_text){tokens.bytes + step, tokens.length - step};
    }
}

static int push_value(lua_State *L, const struct found *found) {
    const struct sl_value *value = &found->value;
    if (value->state != SL_ANSWERED) {
        lua_pushnil(L);
        return 1;
    }
    switch (value->kind) {
    case SL_VALUE_NUMBER:
    case SL_VALUE_DAY:
        lua_pushinteger(L, value->number);
        break;
    case SL_VALUE_TOKEN:
        lua_pushlstring(L, value->text.bytes, value->text.length);
        break;
    case SL_VALUE_TOKENS:
        push_tokens(L, value->text);
        break;
    case SL_VALUE_TEXT:
        sl_passage_push(L, found->cell, SL_CITE_VALUE);
        break;
    default:
        lua_pushnil(L);
    }
    return 1;
}

static int facts_answer(lua_State *L) {
    struct found found = find(L);
    return push_value(L, &found);
}

/* The same for callers that say which kind they expect. */
static int answer_of(lua_State *L, unsigned kinds, const char *what) {
    struct found found = find(L);
    if (found.value.state == SL_ANSWERED && (kinds >> found.value.kind & 1) == 0)
        return luaL_error(L, "%s isn't %s; f:answer reads it", lua_tostring(L, 2), what);
    return push_value(L, &found);
}

static int facts_grade(lua_State *L) {
    return answer_of(L, 1u << SL_VALUE_TOKEN, "a grade");
}

static int facts_count(lua_State *L) {
    return answer_of(L, 1u << SL_VALUE_NUMBER, "a number");
}

static int facts_date(lua_State *L) {
    return answer_of(L, 1u << SL_VALUE_DAY, "a day");
}

static int facts_text(lua_State *L) {
    return answer_of(L, 1u << SL_VALUE_TEXT | 1u << SL_VALUE_NONE, "a text");
}

static int facts_state(lua_State *L) {
    static const char *const names[SL_ANSWER_STATES] = {
        [SL_NOT_YET] = "not_yet",
        [SL_ANSWERED] = "answered",
        [SL_NOT_APPLICABLE] = "not_applicable",
        [SL_NOT_EVIDENCED] = "not_evidenced",
    };
    lua_pushstring(L, names[find(L).value.state]);
    return 1;
}

static int facts_reason(lua_State *L) {
    struct found found = find(L);
    if (found.value.state == SL_NOT_APPLICABLE)
        lua_pushlstring(L, found.value.text.bytes, found.value.text.length);
    else
        lua_pushnil(L);
    return 1;
}

static int facts_evidence(lua_State *L) {
    struct found found = find(L);
    if (found.cell >= 0 && found.value.evidence.length > 0)
        sl_passage_push(L, found.cell, SL_CITE_EVIDENCE);
    else
        lua_pushnil(L);
    return 1;
}

static int facts_chosen(lua_State *L) {
    size_t length;
    const char *token = luaL_checklstring(L, 3, &length);
    lua_remove(L, 3);
    struct found found = find(L);
    bool chosen = false;
    push_value(L, &found);
    if (lua_istable(L, -1)) {
        for (lua_Integer i = 1; lua_rawgeti(L, -1, i) == LUA_TSTRING; i++, lua_pop(L, 1))
            chosen = chosen || strcmp(lua_tostring(L, -1), token) == 0;
    } else {
        chosen = found.value.state == SL_ANSWERED && sl_text_is(found.value.text, token);
    }
    lua_pushboolean(L, chosen);
    return 1;
}

static int facts_source(lua_State *L) {
    static const char *const names[] = {"record", "worker",  "manager",     "child",
                                        "parent", "partner", "observation", "data"};
    const char *wanted = luaL_checkstring(L, 3);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcmp(names[i], wanted) != 0)
            continue;
        lua_remove(L, 3);
        lua_pushboolean(L, find(L).value.sources >> i & 1);
        return 1;
    }
    return luaL_error(L, "there is no source of evidence %s", wanted);
}

uint16_t sl_facts_rows(const struct sl_worker *w, int section) {
    const struct sl_form *form = w->scored.form;
    const struct sl_body *body = &w->scored.body;
    uint16_t rows = 0;
    for (size_t q = 0; q < form->question_count && q < body->questions; q++) {
        uint32_t from, to;
        struct sl_value value;
        if (form->questions[q].rows != section || !form->questions[q].needed)
            continue;
        sl_body_cells(body, (uint32_t)q, &from, &to);
        uint16_t last = to > from ? sl_body_value(body, to - 1, &value) : 0;
        rows = last > rows ? last : rows;
    }
    return rows;
}

/* The section a script names by its rows; -1 when only another tool of the rule has it. */
static int section_named(lua_State *L, const struct sl_worker *w) {
    const char *rows = luaL_checkstring(L, 2);
    int section = sl_form_rows(w->scored.form, rows);
    for (size_t i = 0; section < 0 && i < w->loaded->form_count; i++)
        if (sl_form_rows(&w->loaded->forms[i], rows) >= 0)
            return -1;
    return section >= 0 ? section : luaL_error(L, "no tool of this rule has rows called %s", rows);
}

static int facts_rows(lua_State *L) {
    seen_of(L);
    const struct sl_worker *w = sl_worker_of(L);
    int section = section_named(L, w);
    lua_pushinteger(L, section < 0 ? 0 : sl_facts_rows(w, section));
    return 1;
}

void sl_facts_push_row(lua_State *L, int section, uint16_t row) {
    lua_Integer key = (lua_Integer)section << 16 | row;
    lua_rawgeti(L, LUA_REGISTRYINDEX, SL_SLOT_ROWS);
    if (lua_rawgeti(L, -1, key) == LUA_TNIL) {
        lua_pop(L, 1);
        struct sl_seen *seen = lua_newuserdatauv(L, sizeof *seen, 0);
        *seen = (struct sl_seen){SL_THING_FACTS, (int16_t)section, row};
        lua_rawgeti(L, LUA_REGISTRYINDEX, SL_SLOT_FACTS_META);
        lua_setmetatable(L, -2);
        lua_pushvalue(L, -1);
        lua_rawseti(L, -3, key);
    }
    lua_remove(L, -2);
}

/* For loops: the first value is section << 16 | rows, the second the row before. A script may call
 * it with anything. */
static int next_row(lua_State *L) {
    lua_Integer span = lua_tointeger(L, 1);
    const struct sl_seen *before = lua_type(L, 2) == LUA_TUSERDATA ? lua_touserdata(L, 2) : NULL;
    lua_Integer section = span >> 16;
    if (section < 0 || section >= (lua_Integer)sl_worker_of(L)->scored.form->section_count)
        return 0;
    uint16_t row = 1;
    if (before != NULL && before->kind == SL_THING_FACTS)
        row = (uint16_t)(before->row + 1);
    if (row == 0 || row > (span & UINT16_MAX))
        return 0;
    sl_facts_push_row(L, (int)section, row);
    lua_pushinteger(L, row);
    return 2;
}

static int facts_each(lua_State *L) {
    seen_of(L);
    const struct sl_worker *w = sl_worker_of(L);
    int section = section_named(L, w);
    lua_pushcfunction(L, next_row);
    lua_pushinteger(L, section < 0 ? 0 : (lua_Integer)section << 16 | sl_facts_rows(w, section));
    return 2;
}

static int facts_row(lua_State *L) {
    const struct sl_seen *seen = seen_of(L);
    if (seen->row == 0)
        return luaL_error(L, "the record as a whole is no row");
    lua_pushinteger(L, seen->row);
    return 1;
}

static int facts_tool(lua_State *L) {
    lua_pushstring(L, sl_worker_of(L)->scored.form->tool);
    return 1;
}

static int facts_day(lua_State *L) {
    lua_pushinteger(L, sl_worker_of(L)->scored.basis_day);
    return 1;
}

/* One of the lists in the decisions about the record; parsed when first asked for. */
static const json_t *decisions(struct sl_worker *w, const char *key) {
    struct sl_scored *scored = &w->scored;
    if (scored->decisions == NULL && scored->decisions_text.length > 0)
        sl_json_parse("decisions", scored->decisions_text.bytes, scored->decisions_text.length,
                      &scored->decisions, NULL);
    return json_object_get(scored->decisions, key);
}

static bool is_same(const json_t *object, const char *key, const char *text) {
    const char *value = json_string_value(json_object_get(object, key));
    return value != NULL && strcmp(value, text) == 0;
}

static bool is_flag(const json_t *flag, const char *wanted) {
    if (json_is_string(flag))
        return strcmp(json_string_value(flag), wanted) == 0;
    return is_same(flag, "outcome", "confirmed") &&
           (is_same(flag, "class", wanted) || is_same(flag, "question", wanted));
}

static int facts_flag(lua_State *L) {
    const char *wanted = luaL_checkstring(L, 2);
    const json_t *flags = decisions(sl_worker_of(L), "flags");
    bool confirmed = false;
    for (size_t i = 0; i < json_array_size(flags); i++)
        confirmed = confirmed || is_flag(json_array_get(flags, i), wanted);
    lua_pushboolean(L, confirmed);
    return 1;
}

static int facts_waived(lua_State *L) {
    const char *clause = luaL_checkstring(L, 2);
    const json_t *waivers = decisions(sl_worker_of(L), "waivers");
    bool waived = false;
    for (size_t i = 0; i < json_array_size(waivers); i++) {
        const char *one = json_string_value(json_array_get(waivers, i));
        waived = waived || (one != NULL && strcmp(one, clause) == 0);
    }
    lua_pushboolean(L, waived);
    return 1;
}

static int facts_confirmed(lua_State *L) {
    const char *rule = luaL_checkstring(L, 2), *output = luaL_checkstring(L, 4);
    lua_Integer row = luaL_checkinteger(L, 3);
    const json_t *confirmed = decisions(sl_worker_of(L), "confirmed");
    for (size_t i = 0; i < json_array_size(confirmed); i++) {
        const json_t *one = json_array_get(confirmed, i);
        if (!is_same(one, "rule", rule) || !is_same(one, "output", output) ||
            sl_json_whole_or(one, "row", 0) != row)
            continue;
        const json_t *value = json_object_get(one, "value");
        if (json_is_integer(value))
            lua_pushinteger(L, json_integer_value(value));
        else if (json_is_boolean(value))
            lua_pushboolean(L, json_is_true(value));
        else
            lua_pushstring(L, json_string_value(value));
        return 1;
    }
    lua_pushnil(L);
    return 1;
}

static const struct sl_binding bindings[] = {
    {"answer", facts_answer, "f:answer(question [, row]) -> value or nil",
     "What was answered: a token, a whole number, a day, a list of tokens or a text, by the "
     "question's type; nil unless it is answered."},
    {"grade", facts_grade, "f:grade(question [, row]) -> token or nil",
     "The token of a judgement: \"O\", \"G\", \"R\", \"I\"."},
    {"count", facts_count, "f:count(question [, row]) -> integer or nil", "A number."},
    {"date", facts_date, "f:date(question [, row]) -> day or nil",
     "A day, as a whole number of days since 1970."},
    {"text", facts_text, "f:text(question [, row]) -> text or nil", "What was written."},
    {"chosen", facts_chosen, "f:chosen(question, token [, row]) -> boolean",
     "Is this one of the tokens that were chosen?"},
    {"state", facts_state, "f:state(question [, row]) -> string",
     "\"answered\", \"not_applicable\", \"not_evidenced\" or \"not_yet\". A question that only "
     "another tool of the rule asks is not yet answered."},
    {"reason", facts_reason, "f:reason(question [, row]) -> string or nil",
     "Why it does not apply: the code of the reason."},
    {"source", facts_source, "f:source(question, source [, row]) -> boolean",
     "Does the evidence come from \"record\", \"worker\", \"manager\", \"child\", \"parent\", "
     "\"partner\", \"observation\" or \"data\"?"},
    {"evidence", facts_evidence, "f:evidence(question [, row]) -> text or nil",
     "What the auditor wrote beside the answer."},
    {"rows", facts_rows, "f:rows(kind) -> integer",
     "How many rows of a kind there are, such as \"action\"."},
    {"each", facts_each, "for row, number in f:each(kind) do",
     "The rows of a kind in order. A row is facts too: row:text(\"who\") reads its column."},
    {"row", facts_row, "row:row() -> integer", "The number of the row, from 1."},
    {"tool", facts_tool, "f:tool() -> string", "The code of the audit tool."},
    {"day", facts_day, "f:day() -> day",
     "The record's own day: reviewed on, plan date, practice "
     "day. There is no clock."},
    {"flag", facts_flag, "f:flag(class or question) -> boolean",
     "Is a critical flag of this class (\"A\", \"B\"), or of this question, confirmed?"},
    {"waived", facts_waived, "f:waived(clause) -> boolean",
     "Was the ceiling of this clause waived?"},
    {"confirmed", facts_confirmed, "f:confirmed(rule, row, output) -> value or nil",
     "The value that a person confirmed for a row, nil while none is."},
};

const struct sl_noun sl_noun_facts = {
    "facts", SL_NOUN_THING,
    "The facts of one record, given to score as f. Only questions that needs declares can be read, "
    "by their code or as SECTION.CODE. Questions of rows take the row's number, or are read from "
    "the facts of a row.",
    bindings, sizeof bindings / sizeof *bindings};

void sl_facts_open(lua_State *L) {
    sl_noun_push_metatable(L, &sl_noun_facts);
    lua_rawseti(L, LUA_REGISTRYINDEX, SL_SLOT_FACTS_META);
    struct sl_seen *seen = lua_newuserdatauv(L, sizeof *seen, 0);
    *seen = (struct sl_seen){SL_THING_FACTS, -1, 0};
    lua_rawgeti(L, LUA_REGISTRYINDEX, SL_SLOT_FACTS_META);
    lua_setmetatable(L, -2);
    lua_rawseti(L, LUA_REGISTRYINDEX, SL_SLOT_FACTS);
    lua_newtable(L);
    lua_rawseti(L, LUA_REGISTRYINDEX, SL_SLOT_ROWS);
}

void sl_facts_make_rows(lua_State *L, int sections) {
    for (int section = 0; section < sections; section++) {
        for (uint16_t row = 1; row <= SL_ROWS_MADE; row++) {
            sl_facts_push_row(L, section, row);
            lua_pop(L, 1);
        }
    }
}
