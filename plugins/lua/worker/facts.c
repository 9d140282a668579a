#include "facts.h"
#include "binding.h"
#include "checks.h"
#include "condition.h"
#include "decision.h"
#include "loaded.h"
#include "passage.h"
#include "reading.h"
#include "value.h"
#include "weigh.h"
#include <string.h>

const struct sl_seen *sl_facts_seen(lua_State *L) {
    const struct sl_seen *seen = sl_thing_at(L, 1, SL_THING_FACTS);
    if (seen == NULL)
        luaL_error(L, "write f:answer(...) with a colon, not a dot");
    return seen;
}

static void find(lua_State *L, struct sl_reading *found) {
    found->worker = sl_worker_of(L);
    sl_reading_find(found, sl_reading_named(L, found->worker, sl_facts_seen(L), 2, 3));
}

static int facts_answer(lua_State *L) {
    struct sl_reading found;
    find(L, &found);
    return sl_reading_push(L, &found);
}

/* Several questions at once cost less than one by one. */
static int facts_answers(lua_State *L) {
    struct sl_reading found = {.worker = sl_worker_of(L)};
    const struct sl_seen *seen = sl_facts_seen(L);
    int last = lua_gettop(L);
    luaL_checkstack(L, last, "there are too many questions");
    for (int i = 2; i <= last; i++) {
        sl_reading_find(&found, sl_reading_named(L, found.worker, seen, i, 0));
        sl_reading_push(L, &found);
    }
    return last - 1;
}

/* The same for callers that say which kind they expect. */
static int answer_of(lua_State *L, unsigned kinds, const char *what) {
    struct sl_reading found;
    find(L, &found);
    if (found.cell.state == SL_ANSWERED && (kinds >> found.cell.kind & 1) == 0)
        return luaL_error(L, "%s isn't %s; f:answer reads it", lua_tostring(L, 2), what);
    return sl_reading_push(L, &found);
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
    struct sl_reading found;
    find(L, &found);
    lua_pushstring(L, names[found.cell.state]);
    return 1;
}

static int facts_reason(lua_State *L) {
    struct sl_reading found;
    find(L, &found);
    if (found.cell.state == SL_NOT_APPLICABLE && sl_reading_holds_text(&found))
        sl_reading_push_text(L, &found);
    else
        lua_pushnil(L);
    return 1;
}

static int facts_evidence(lua_State *L) {
    struct sl_reading found;
    find(L, &found);
    if (found.place >= 0 && found.cell.evidence > 0)
        sl_passage_push(L, found.place, SL_CITE_EVIDENCE);
    else
        lua_pushnil(L);
    return 1;
}

/* Is token one of the words in tokens, which one space parts? */
static bool is_among(struct sl_text tokens, struct sl_text token) {
    for (size_t at = 0; at + token.length <= tokens.length; at++) {
        size_t end = at + token.length;
        bool alone = (at == 0 || tokens.bytes[at - 1] == ' ') &&
                     (end == tokens.length || tokens.bytes[end] == ' ');
        if (alone && memcmp(tokens.bytes + at, token.bytes, token.length) == 0)
            return true;
    }
    return false;
}

static int facts_chosen(lua_State *L) {
    struct sl_text token;
    struct sl_reading found;
    token.bytes = luaL_checklstring(L, 3, &token.length);
    lua_remove(L, 3);
    find(L, &found);
    lua_pushboolean(L, token.length > 0 && found.cell.state == SL_ANSWERED &&
                           sl_reading_holds_text(&found) &&
                           is_among(sl_reading_text(L, &found), token));
    return 1;
}

static int facts_source(lua_State *L) {
    static const char *const names[] = {"record", "worker",  "manager",     "child",
                                        "parent", "partner", "observation", "data"};
    const char *wanted = luaL_checkstring(L, 3);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcmp(names[i], wanted) != 0)
            continue;
        struct sl_reading found;
        lua_remove(L, 3);
        find(L, &found);
        lua_pushboolean(L, found.cell.sources >> i & 1);
        return 1;
    }
    return luaL_error(L, "there is no source of evidence %s", wanted);
}

uint16_t sl_facts_rows(const struct sl_worker *w, int section) {
    const struct sl_form *form = w->scored.form;
    const struct sl_body *body = &w->scored.body;
    size_t to =
        form->sections[section].to < body->questions ? form->sections[section].to : body->questions;
    uint16_t rows = 0;
    for (size_t q = form->sections[section].from; q < to; q++) {
        uint32_t first, last;
        if (form->questions[q].rows != section || !form->questions[q].needed)
            continue;
        sl_cell_range(body, (uint32_t)q, &first, &last);
        uint16_t row = last > first ? sl_cell_at(body, last - 1).row : 0;
        rows = row > rows ? row : rows;
    }
    return rows;
}

int sl_facts_section(lua_State *L, int index) {
    const struct sl_worker *w = sl_worker_of(L);
    const char *rows = luaL_checkstring(L, index);
    int section = sl_form_rows(w->scored.form, rows);
    for (size_t i = 0; section < 0 && i < w->loaded->form_count; i++)
        if (sl_form_rows(&w->loaded->forms[i], rows) >= 0)
            return -1;
    return section >= 0 ? section : luaL_error(L, "no tool of this rule has rows called %s", rows);
}

static int facts_rows(lua_State *L) {
    sl_facts_seen(L);
    const struct sl_worker *w = sl_worker_of(L);
    int section = sl_facts_section(L, 2);
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
    const struct sl_seen *before = sl_thing_at(L, 2, SL_THING_FACTS);
    lua_Integer section = span >> 16;
    if (section < 0 || section >= (lua_Integer)sl_worker_of(L)->scored.form->section_count)
        return 0;
    uint16_t row = 1;
    if (before != NULL)
        row = (uint16_t)(before->row + 1);
    if (row == 0 || row > (span & UINT16_MAX))
        return 0;
    sl_facts_push_row(L, (int)section, row);
    lua_pushinteger(L, row);
    return 2;
}

static int facts_each(lua_State *L) {
    sl_facts_seen(L);
    const struct sl_worker *w = sl_worker_of(L);
    int section = sl_facts_section(L, 2);
    lua_pushcfunction(L, next_row);
    lua_pushinteger(L, section < 0 ? 0 : (lua_Integer)section << 16 | sl_facts_rows(w, section));
    return 2;
}

static int facts_row(lua_State *L) {
    const struct sl_seen *seen = sl_facts_seen(L);
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
    sl_day day = sl_worker_of(L)->scored.basis_day;
    if (day == SL_DAY_NONE)
        lua_pushnil(L);
    else
        lua_pushinteger(L, day);
    return 1;
}

static int facts_asked(lua_State *L) {
    struct sl_worker *w = sl_worker_of(L);
    struct sl_named named = sl_reading_named(L, w, sl_facts_seen(L), 2, 0);
    uint32_t sheet = w->scored.body.form;
    lua_pushboolean(L, named.question >= 0 && sheet < 64 &&
                           (w->scored.form->questions[named.question].forms >> sheet & 1));
    return 1;
}

static int facts_form(lua_State *L) {
    const struct sl_worker *w = sl_worker_of(L);
    lua_pushstring(L, sl_form_sheet(w->scored.form, w->scored.body.form));
    return 1;
}

static const struct sl_binding bindings[] = {
    {"answer", facts_answer, "f:answer(question [, row]) -> value or nil",
     "What was answered: a token, a whole number, a day, a list of tokens or a text, by the "
     "question's type; nil unless it is answered."},
    {"answers", facts_answers, "f:answers(question, ...) -> values",
     "What was answered to several questions, in their order, each as answer gives it."},
    {"grade", facts_grade, "f:grade(question [, row]) -> token or nil",
     "The token of a judgement: \"O\", \"G\", \"R\", \"I\"."},
    {"count", facts_count, "f:count(question [, row]) -> integer or nil", "A number."},
    {"date", facts_date, "f:date(question [, row]) -> day or nil",
     "A day, as a whole number of days since 1970."},
    {"text", facts_text, "f:text(question [, row]) -> text or nil", "What was written."},
    {"chosen", facts_chosen, "f:chosen(question, token [, row]) -> boolean",
     "Is this one of the tokens that were chosen?"},
    {"weigh", sl_weigh_answers, "f:weigh(questions, weights [, points]) -> sum, weight, answered",
     "Adds up what was answered to a list of questions: each number, or the points of each token, "
     "times its weight; the weight of those that counted; and how many they were."},
    {"shares", sl_weigh_shares, "f:shares(groups, most [, least [, points]]) -> list",
     "The weighted share of each group of questions, in thousandths: a group is { asked = "
     "questions, weights = weights }, weighed as weigh does it, and most is what one answer counts "
     "at most. false for a group of which fewer than least are answered, 1 when it is left out."},
    {"ticks", sl_checks_ticks, "f:ticks(kind, checks [, enough]) -> ticks, rows",
     "Goes through a checklist in each row of a kind. A check is { question = code, length = 20, "
     "has = list, lacks = list, is = words, is_not = words }; each but the question may be left "
     "out, and all that are there must hold: it has at least so many characters; a word or phrase "
     "of the list stands in it, or none; it is one of the words, or none of them. list and words "
     "may be several, { \"one\", \"two\" }; has and lacks know \"digit\" and \"date\" beside the "
     "lists that are declared. What isn't answered has no tick. ticks is how many checks held in "
     "all rows together, rows how many rows had at least enough of them; all, when it is left out. "
     "A checklist in the settings can be changed there, and is the fastest."},
    {"which", sl_checks_which, "f:which(questions, list) -> table",
     "The words and phrases of the list that stand in any of these texts, each as a key with the "
     "value true. A question of rows is read in every row."},
    {"mentions", sl_checks_mentions, "f:mentions(questions, list, points) -> sum, count",
     "Adds up the points of the words and phrases of the list that stand in any of these texts, "
     "each once; and how many have points. points gives each phrase its number; one without is "
     "left out."},
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
    {"asked", facts_asked, "f:asked(question) -> boolean",
     "Does the form that was filled ask this question at all?"},
    {"form", facts_form, "f:form() -> string", "The code of the form that was filled: \"core\"."},
    {"tool", facts_tool, "f:tool() -> string", "The code of the audit tool."},
    {"day", facts_day, "f:day() -> day or nil",
     "The record's own day: reviewed on, plan date, practice "
     "day. There is no clock."},
    {"holds", sl_condition_asked, "f:holds(condition) -> boolean, questions",
     "Does a condition hold that stands in a column of conditions in the settings? If so, also the "
     "list of the questions it rests on, to be cited."},
    {"flag", sl_decision_flag, "f:flag(class or question) -> boolean",
     "Is a critical flag of this class (\"A\", \"B\"), or of this question, confirmed?"},
    {"waived", sl_decision_waived, "f:waived(clause) -> boolean",
     "Was the ceiling of this clause waived?"},
    {"previous", sl_decision_previous, "f:previous() -> table or nil",
     "In a rule with history = true: what the record before said, of the same case and tool and an "
     "earlier day. Its day, as a whole number, stands under day; what was answered to each "
     "question of needs stands under its name as declared: a text, a token, a whole number, for "
     "questions of rows a list of these by row, false where there is none. nil when there is no "
     "record before."},
    {"confirmed", sl_decision_confirmed, "f:confirmed(rule, row, output) -> value or nil",
     "The value that a person confirmed for a row, nil while none is."},
};

const struct sl_noun sl_noun_facts = {
    "facts", SL_NOUN_THING,
    "The facts of one record, given to score as f. Only questions that needs declares can be read, "
    "by their code or as SECTION.CODE. Questions of rows take the row's number, or are read from "
    "the facts of a row.",
    bindings, sizeof bindings / sizeof *bindings};

void sl_facts_open(lua_State *L, const json_t *named) {
    sl_noun_push_metatable(L, &sl_noun_facts, named);
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
