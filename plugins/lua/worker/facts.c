#include "facts.h"
#include "binding.h"
#include "checks.h"
#include "condition.h"
#include "decision.h"
#include "loaded.h"
#include "passage.h"
#include "reading.h"
#include "value.h"
#include <stdlib.h>
#include <string.h>

static const struct sl_seen *seen_of(lua_State *L) {
    const struct sl_seen *seen = sl_thing_at(L, 1, SL_THING_FACTS);
    if (seen == NULL)
        luaL_error(L, "write f:answer(...) with a colon, not a dot");
    return seen;
}

static void find(lua_State *L, struct sl_reading *found) {
    found->worker = sl_worker_of(L);
    sl_reading_find(found, sl_reading_named(L, found->worker, seen_of(L), 2, 3));
}

static int facts_answer(lua_State *L) {
    struct sl_reading found;
    find(L, &found);
    return sl_reading_push(L, &found);
}

/* Several questions at once cost less than one by one. */
static int facts_answers(lua_State *L) {
    struct sl_reading found = {.worker = sl_worker_of(L)};
    const struct sl_seen *seen = seen_of(L);
    int last = lua_gettop(L);
    luaL_checkstack(L, last, "there are too many questions");
    for (int i = 2; i <= last; i++) {
        sl_reading_find(&found, sl_reading_named(L, found.worker, seen, i, 0));
        sl_reading_push(L, &found);
    }
    return last - 1;
}

/* What an answer counts: the points of its token, or the number itself; false: it counts nothing.
 * points: index of a table, 0 none. */
static bool points_of(lua_State *L, const struct sl_reading *found, int points, lua_Integer *out) {
    if (found->cell.state != SL_ANSWERED)
        return false;
    *out = found->cell.number;
    if (found->cell.kind == SL_VALUE_NUMBER)
        return true;
    if (found->cell.kind != SL_VALUE_TOKEN || points == 0)
        luaL_error(L, "only numbers, and tokens that a table gives points, can be added up");
    sl_reading_push_text(L, found);
    bool counts = lua_gettable(L, points) != LUA_TNIL;
    if (counts && !lua_isinteger(L, -1))
        luaL_error(L, "points are whole numbers");
    *out = lua_tointeger(L, -1);
    lua_pop(L, 1);
    return counts;
}

struct sums {
    lua_Integer sum, weight, answered;
};

static void add_up(struct sums *sums, lua_Integer weight, lua_Integer points) {
    sums->sum =
        (lua_Integer)((lua_Unsigned)sums->sum + (lua_Unsigned)weight * (lua_Unsigned)points);
    sums->weight = (lua_Integer)((lua_Unsigned)sums->weight + (lua_Unsigned)weight);
    sums->answered++;
}

/* Questions of the record and their weights, from tables that can't change. */
struct weighed {
    size_t count;
    struct {
        int32_t question;
        lua_Integer weight;
    } each[];
};

/* False when an answer is no number: then it is told, or given points, where that is done. */
static bool weigh_by_plan(const struct sl_body *body, const struct weighed *plan,
                          struct sums *sums) {
    for (size_t i = 0; i < plan->count; i++) {
        uint32_t question = (uint32_t)plan->each[i].question, first, last;
        if (question >= body->questions)
            continue;
        sl_cell_range(body, question, &first, &last);
        if (first == last)
            continue;
        struct sl_cell cell = sl_cell_at(body, first);
        if (cell.state != SL_ANSWERED)
            continue;
        if (cell.kind != SL_VALUE_NUMBER)
            return false;
        add_up(sums, plan->each[i].weight, cell.number);
    }
    return true;
}

/* Of the tables at 2 and 3; NULL when they can't be one. */
static struct weighed *plan_weighed(lua_State *L, struct sl_worker *w, const struct sl_seen *seen) {
    size_t count = (size_t)lua_rawlen(L, 2), used = 0;
    struct weighed *plan = sl_new(1, sizeof *plan + count * sizeof plan->each[0]);
    for (size_t i = 1; i <= count; i++) {
        int whole;
        lua_rawgeti(L, 2, (lua_Integer)i);
        lua_rawgeti(L, 3, (lua_Integer)i);
        int32_t question = sl_reading_known(L, w, seen, 5);
        plan->each[used].weight = lua_tointegerx(L, 6, &whole);
        plan->each[used].question = question;
        lua_settop(L, 4);
        if (question == SL_NAME_NONE || !whole) {
            free(plan);
            return NULL;
        }
        used += question >= 0;
    }
    plan->count = used;
    return plan;
}

/* The plan for read-only tables at 2 and 3, whose places they then leave to those behind. */
static const struct weighed *find_weighed(lua_State *L, struct sl_worker *w,
                                          const struct sl_seen *seen) {
    struct sl_plans *plans = &w->loaded->plans;
    const void *questions = sl_plans_table(plans, L, 2), *weights = sl_plans_table(plans, L, 3);
    size_t form = (size_t)(w->scored.form - w->loaded->forms);
    bool fixed = questions != NULL && weights != NULL && seen->section < 0;
    struct weighed *plan = fixed ? sl_plans_find(plans, questions, weights, form) : NULL;
    if (plan != NULL)
        return plan;
    sl_value_behind(L, 2);
    sl_value_behind(L, 3);
    if (fixed)
        plan = plan_weighed(L, w, seen);
    if (plan == NULL || sl_plans_keep(plans, questions, weights, form, plan))
        return plan;
    free(plan);
    return NULL;
}

static void weigh_each(lua_State *L, const struct sl_seen *seen, struct sums *sums) {
    struct sl_reading found = {.worker = sl_worker_of(L)};
    lua_Integer points;
    int table = lua_istable(L, 4) ? 4 : 0;
    sl_value_behind(L, 2);
    sl_value_behind(L, 3);
    for (lua_Integer i = 1; lua_rawgeti(L, 2, i) != LUA_TNIL; i++) {
        sl_reading_find(&found, sl_reading_named(L, found.worker, seen, 5, 0));
        if (points_of(L, &found, table, &points)) {
            lua_rawgeti(L, 3, i);
            add_up(sums, luaL_checkinteger(L, 6), points);
        }
        lua_settop(L, 4);
    }
}

/* Most rules add up answers by weight; here without a call for each. */
static int facts_weigh(lua_State *L) {
    struct sl_worker *w = sl_worker_of(L);
    const struct sl_seen *seen = seen_of(L);
    struct sums sums = {0};
    luaL_checktype(L, 2, LUA_TTABLE);
    luaL_checktype(L, 3, LUA_TTABLE);
    lua_settop(L, 4);
    const struct weighed *plan = find_weighed(L, w, seen);
    if (plan == NULL || !weigh_by_plan(&w->scored.body, plan, &sums)) {
        sums = (struct sums){0};
        weigh_each(L, seen, &sums);
    }
    lua_pushinteger(L, sums.sum);
    lua_pushinteger(L, sums.weight);
    lua_pushinteger(L, sums.answered);
    return 3;
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
    seen_of(L);
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
    seen_of(L);
    const struct sl_worker *w = sl_worker_of(L);
    int section = sl_facts_section(L, 2);
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
    sl_day day = sl_worker_of(L)->scored.basis_day;
    if (day == SL_DAY_NONE)
        lua_pushnil(L);
    else
        lua_pushinteger(L, day);
    return 1;
}

static int facts_asked(lua_State *L) {
    struct sl_worker *w = sl_worker_of(L);
    struct sl_named named = sl_reading_named(L, w, seen_of(L), 2, 0);
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
    {"weigh", facts_weigh, "f:weigh(questions, weights [, points]) -> sum, weight, answered",
     "Adds up what was answered to a list of questions: each number, or the points of each token, "
     "times its weight; the weight of those that counted; and how many they were."},
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
