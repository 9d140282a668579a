#include "checks.h"
#include "base/memory.h"
#include "facts.h"
#include "loaded.h"
#include "passage.h"
#include "value.h"
#include <lauxlib.h>
#include <stdlib.h>
#include <string.h>

enum { CHECKS_MOST = 32, NAMES_MOST = 16, LISTS_MOST = 8 };

/* Words that has and lacks know beside the lists. */
enum sign { SIGN_DIGIT = 1, SIGN_DATE = 2 };

struct wanted {
    unsigned signs;
    size_t count;
    const struct sl_list *lists[LISTS_MOST];
};

struct literals {
    size_t count;
    struct sl_text words[NAMES_MOST];
};

struct check {
    int32_t question;
    uint32_t first, last; /* its cells in the record */
    size_t length;
    bool of_texts; /* asks what only texts can answer */
    struct wanted has, lacks;
    struct literals is, is_not;
};

struct checklist {
    size_t count;
    struct check checks[CHECKS_MOST];
};

static void take_wanted(lua_State *L, int index, struct wanted *out) {
    size_t length;
    const char *name = lua_type(L, index) == LUA_TSTRING ? lua_tolstring(L, index, &length) : "";
    if (strcmp(name, "digit") == 0)
        out->signs |= SIGN_DIGIT;
    else if (strcmp(name, "date") == 0)
        out->signs |= SIGN_DATE;
    else if (out->count == LISTS_MOST)
        luaL_error(L, "a check has at most %d lists", LISTS_MOST);
    else
        out->lists[out->count++] = sl_passage_list(L, index);
}

static void take_literal(lua_State *L, int index, struct literals *out) {
    struct sl_text *words = &out->words[out->count];
    if (out->count == NAMES_MOST)
        luaL_error(L, "a check has at most %d words", NAMES_MOST);
    if (lua_type(L, index) != LUA_TSTRING)
        luaL_error(L, "a check compares with words in quotes");
    words->bytes = lua_tolstring(L, index, &words->length);
    out->count++;
}

/* One name, or a list of them, at the top of the stack. */
static void take_names(lua_State *L, struct wanted *wanted, struct literals *literals) {
    int top = lua_gettop(L);
    bool several = lua_istable(L, top);
    if (several)
        sl_value_behind(L, top);
    for (lua_Integer i = 1; several ? lua_rawgeti(L, top, i) != LUA_TNIL : i == 1; i++) {
        int index = several ? top + 1 : top;
        if (wanted != NULL)
            take_wanted(L, index, wanted);
        else
            take_literal(L, index, literals);
        lua_settop(L, top);
    }
    lua_settop(L, top);
}

static void take_question(lua_State *L, const struct sl_seen *seen, struct check *check) {
    struct sl_worker *w = sl_worker_of(L);
    int top = lua_gettop(L);
    check->question = sl_reading_named(L, w, seen, top, 0).question;
    if (check->question >= 0 && w->scored.form->questions[check->question].rows != seen->section)
        luaL_error(L, "%s isn't a question of these rows", lua_tostring(L, top));
}

static void take_length(lua_State *L, struct check *check) {
    int whole;
    lua_Integer length = lua_tointegerx(L, -1, &whole);
    if (!whole || length < 0)
        luaL_error(L, "length is a whole number of characters");
    check->length = (size_t)length;
}

/* The key and the value at the top of the stack. */
static void take_condition(lua_State *L, const struct sl_seen *seen, struct check *check) {
    const char *key = lua_type(L, -2) == LUA_TSTRING ? lua_tostring(L, -2) : "";
    if (strcmp(key, "question") == 0)
        take_question(L, seen, check);
    else if (strcmp(key, "length") == 0)
        take_length(L, check);
    else if (strcmp(key, "has") == 0)
        take_names(L, &check->has, NULL);
    else if (strcmp(key, "lacks") == 0)
        take_names(L, &check->lacks, NULL);
    else if (strcmp(key, "is") == 0)
        take_names(L, NULL, &check->is);
    else if (strcmp(key, "is_not") == 0)
        take_names(L, NULL, &check->is_not);
    else
        luaL_error(L, "a check has a question, length, has, lacks, is and is_not, and no %s",
                   key[0] != '\0' ? key : "places");
}

static bool wants_any(const struct wanted *wanted) {
    return wanted->signs != 0 || wanted->count > 0;
}

/* The check that is the table at the top of the stack. */
static void take_check(lua_State *L, const struct sl_seen *seen, struct check *check) {
    int top = lua_gettop(L);
    luaL_checktype(L, top, LUA_TTABLE);
    sl_value_behind(L, top);
    *check = (struct check){.question = SL_NAME_NONE};
    for (lua_pushnil(L); lua_next(L, top); lua_settop(L, top + 1))
        take_condition(L, seen, check);
    if (check->question == SL_NAME_NONE)
        luaL_error(L, "a check needs a question");
    check->of_texts = check->length > 0 || wants_any(&check->has) || wants_any(&check->lacks);
}

static void take_checks(lua_State *L, int index, const struct sl_seen *seen,
                        struct checklist *out) {
    luaL_checktype(L, index, LUA_TTABLE);
    luaL_checkstack(L, 12, "there is no room for the checks");
    sl_value_behind(L, index);
    int top = lua_gettop(L);
    for (out->count = 0; lua_rawgeti(L, index, (lua_Integer)out->count + 1) != LUA_TNIL;
         out->count++) {
        if (out->count == CHECKS_MOST)
            luaL_error(L, "there are at most %d checks", CHECKS_MOST);
        take_check(L, seen, &out->checks[out->count]);
        lua_settop(L, top);
    }
    lua_settop(L, top);
}

/* Does anything of it stand there? */
static bool stands(lua_State *L, const struct sl_said *said, const struct wanted *wanted) {
    if ((wanted->signs & SIGN_DIGIT) != 0 && sl_said_has_digit(L, said))
        return true;
    if ((wanted->signs & SIGN_DATE) != 0 && sl_said_has_date(L, said))
        return true;
    for (size_t i = 0; i < wanted->count; i++)
        if (sl_said_has_any(L, said, wanted->lists[i]))
            return true;
    return false;
}

static bool is_one_of(lua_State *L, const struct sl_said *said, const struct literals *literals) {
    for (size_t i = 0; i < literals->count; i++)
        if (sl_said_is(L, said, literals->words[i]))
            return true;
    return false;
}

static bool holds(lua_State *L, const struct check *check, const struct sl_said *said) {
    if (check->length > 0 && sl_said_length(L, said) < check->length)
        return false;
    if (check->is_not.count > 0 && is_one_of(L, said, &check->is_not))
        return false;
    if (check->is.count > 0 && !is_one_of(L, said, &check->is))
        return false;
    if (wants_any(&check->has) && !stands(L, said, &check->has))
        return false;
    return !wants_any(&check->lacks) || !stands(L, said, &check->lacks);
}

static bool is_ticked(lua_State *L, const struct check *check, uint16_t row) {
    const struct sl_body *body = &sl_worker_of(L)->scored.body;
    struct sl_cell cell;
    if (!sl_cell_of_row(body, check->first, check->last, row, &cell) || cell.state != SL_ANSWERED)
        return false;
    bool token = cell.kind == SL_VALUE_TOKEN;
    if (cell.kind != SL_VALUE_TEXT && (!token || check->of_texts))
        luaL_error(L, "%s isn't a text, so it has no length and no words",
                   sl_worker_of(L)->scored.form->questions[check->question].code);
    struct sl_said said;
    sl_said_at(body, (uint32_t)cell.number, &said);
    return holds(L, check, &said);
}

/* The checklist at 3: kept from an earlier record when it stands in the settings, else made in
 * room. */
static struct checklist *checklist_at(lua_State *L, const struct sl_seen *seen,
                                      struct checklist *room) {
    struct sl_worker *w = sl_worker_of(L);
    struct sl_plans *plans = &w->loaded->plans;
    size_t form = (size_t)(w->scored.form - w->loaded->forms);
    size_t kind = (form << 16 | (size_t)seen->section) + 1;
    const void *table = sl_plans_table(plans, L, 3);
    struct checklist *kept = table != NULL ? sl_plans_find(plans, table, NULL, kind) : NULL;
    if (kept != NULL)
        return kept;
    take_checks(L, 3, seen, room);
    if (table == NULL)
        return room;
    size_t size = offsetof(struct checklist, checks) + room->count * sizeof room->checks[0];
    kept = memcpy(sl_new(1, size), room, size);
    if (sl_plans_keep(plans, table, NULL, kind, kept))
        return kept;
    free(kept);
    return room;
}

static void find_cells(const struct sl_body *body, struct checklist *list) {
    for (size_t i = 0; i < list->count; i++) {
        struct check *check = &list->checks[i];
        check->first = check->last = 0;
        if (check->question >= 0 && (uint32_t)check->question < body->questions)
            sl_cell_range(body, (uint32_t)check->question, &check->first, &check->last);
    }
}

enum { ROWS_TOGETHER = 64 };

/* Checks one by one, each over rows that follow first. */
static void tick_rows(lua_State *L, const struct checklist *list, uint32_t first, uint32_t count,
                      unsigned char held[ROWS_TOGETHER]) {
    memset(held, 0, ROWS_TOGETHER);
    for (size_t i = 0; i < list->count; i++) {
        sl_watch_look(L);
        for (uint32_t row = 0; row < count; row++)
            held[row] += is_ticked(L, &list->checks[i], (uint16_t)(first + row));
    }
}

int sl_checks_ticks(lua_State *L) {
    const struct sl_worker *w = sl_worker_of(L);
    int section = sl_facts_section(L, 2);
    struct checklist room, *list;
    const struct sl_seen seen = {SL_THING_FACTS, (int16_t)section, 0};
    lua_Integer ticks = 0, full = 0;
    unsigned char held[ROWS_TOGETHER];
    lua_settop(L, 4);
    luaL_checktype(L, 3, LUA_TTABLE);
    room.count = 0;
    list = section >= 0 ? checklist_at(L, &seen, &room) : &room;
    find_cells(&w->scored.body, list);
    lua_Integer enough = luaL_optinteger(L, 4, (lua_Integer)list->count);
    uint32_t rows = section >= 0 ? sl_facts_rows(w, section) : 0, count;
    for (uint32_t first = 1; first <= rows; first += count) {
        count = rows - first < ROWS_TOGETHER ? rows - first + 1 : ROWS_TOGETHER;
        tick_rows(L, list, first, count, held);
        for (uint32_t row = 0; row < count; row++) {
            ticks += held[row];
            full += held[row] >= enough;
        }
    }
    lua_pushinteger(L, ticks);
    lua_pushinteger(L, full);
    return 2;
}

static void mark_answers(lua_State *L, int32_t question, const struct sl_list *list) {
    const struct sl_body *body = &sl_worker_of(L)->scored.body;
    uint32_t first, last;
    if (question < 0 || (uint32_t)question >= body->questions)
        return;
    sl_cell_range(body, (uint32_t)question, &first, &last);
    for (; first < last; first++) {
        struct sl_cell cell = sl_cell_at(body, first);
        struct sl_said said;
        if (cell.state != SL_ANSWERED || cell.kind == SL_VALUE_NONE)
            continue;
        if (cell.kind != SL_VALUE_TEXT)
            luaL_error(L, "%s isn't a text",
                       sl_worker_of(L)->scored.form->questions[question].code);
        sl_watch_look(L);
        sl_said_at(body, (uint32_t)cell.number, &said);
        sl_said_mark(L, &said, list);
    }
}

static void push_found(lua_State *L, const struct sl_list *list) {
    int count = 0;
    for (size_t i = 0; i < list->word_count; i++)
        count += list->found[i];
    lua_createtable(L, 0, count);
    for (size_t i = 0; i < list->word_count; i++) {
        if (!list->found[i])
            continue;
        lua_pushstring(L, list->words[i]);
        lua_pushboolean(L, 1);
        lua_rawset(L, -3);
    }
}

/* The questions of a list that can't change. */
struct asked {
    size_t count;
    int32_t questions[];
};

static const char asked_tag = 0;

/* Of the codes at 2; NULL when the table may change. The table behind lies at 2 then. */
static const struct asked *find_asked(lua_State *L) {
    struct sl_worker *w = sl_worker_of(L);
    struct sl_plans *plans = &w->loaded->plans;
    const void *table = sl_plans_table(plans, L, 2);
    size_t form = (size_t)(w->scored.form - w->loaded->forms);
    struct asked *asked = table != NULL ? sl_plans_find(plans, table, &asked_tag, form) : NULL;
    if (asked != NULL)
        return asked;
    sl_value_behind(L, 2);
    size_t count = table != NULL ? (size_t)lua_rawlen(L, 2) : 0;
    if (count == 0)
        return NULL;
    asked = sl_new(1, sizeof *asked + count * sizeof asked->questions[0]);
    for (bool sound = true; asked->count < count && sound; lua_pop(L, 1)) {
        lua_rawgeti(L, 2, (lua_Integer)asked->count + 1);
        int32_t question = sl_names_find(&w->scored.form->names, L, -1);
        asked->questions[asked->count] = question;
        sound = question != SL_NAME_NONE;
        asked->count += sound;
    }
    if (asked->count == count && sl_plans_keep(plans, table, &asked_tag, form, asked))
        return asked;
    free(asked);
    return NULL;
}

/* Marks what stands in the texts of the questions at 2 of the list at 3. */
static const struct sl_list *mark_all(lua_State *L) {
    int top = lua_gettop(L);
    luaL_checktype(L, 2, LUA_TTABLE);
    const struct sl_list *list = sl_passage_list(L, 3);
    memset(list->found, 0, list->word_count * sizeof *list->found);
    const struct asked *asked = find_asked(L);
    for (size_t i = 0; asked != NULL && i < asked->count; i++)
        mark_answers(L, asked->questions[i], list);
    for (lua_Integer i = 1; asked == NULL && lua_rawgeti(L, 2, i) != LUA_TNIL; i++) {
        mark_answers(L, sl_reading_question(L, sl_worker_of(L), top + 1), list);
        lua_settop(L, top);
    }
    lua_settop(L, top);
    return list;
}

int sl_checks_which(lua_State *L) {
    lua_settop(L, 3);
    push_found(L, mark_all(L));
    return 1;
}

/* Of a word of a list. */
struct points {
    bool counts;
    lua_Integer points;
};

/* The points of a word in the table at 4; false: it has none. */
static bool points_of_word(lua_State *L, const char *word, lua_Integer *out) {
    int whole, top = lua_gettop(L);
    lua_pushstring(L, word);
    bool counts = lua_rawget(L, 4) != LUA_TNIL;
    *out = lua_tointegerx(L, -1, &whole);
    if (counts && !whole)
        luaL_error(L, "points are whole numbers");
    lua_settop(L, top);
    return counts;
}

/* One for each word, when the table can't change; else NULL, and it lies behind 4. */
static const struct points *find_points(lua_State *L, const struct sl_list *list) {
    struct sl_plans *plans = &sl_worker_of(L)->loaded->plans;
    const void *table = sl_plans_table(plans, L, 4);
    struct points *points = table != NULL ? sl_plans_find(plans, table, list, 0) : NULL;
    sl_value_behind(L, 4);
    if (points != NULL || table == NULL)
        return points;
    for (size_t i = 0; i < list->word_count; i++) { /* raises before anything is owned here */
        lua_Integer unused;
        points_of_word(L, list->words[i], &unused);
    }
    points = sl_new(list->word_count, sizeof *points);
    for (size_t i = 0; i < list->word_count; i++)
        points[i].counts = points_of_word(L, list->words[i], &points[i].points);
    if (sl_plans_keep(plans, table, list, 0, points))
        return points;
    free(points);
    return NULL;
}

int sl_checks_mentions(lua_State *L) {
    lua_settop(L, 4);
    luaL_checktype(L, 4, LUA_TTABLE);
    const struct sl_list *list = mark_all(L);
    const struct points *points = find_points(L, list);
    lua_Integer sum = 0, count = 0, one;
    for (size_t i = 0; i < list->word_count; i++) {
        if (!list->found[i])
            continue;
        bool counts = points != NULL ? points[i].counts : points_of_word(L, list->words[i], &one);
        if (!counts)
            continue;
        one = points != NULL ? points[i].points : one;
        sum = (lua_Integer)((lua_Unsigned)sum + (lua_Unsigned)one);
        count++;
    }
    lua_pushinteger(L, sum);
    lua_pushinteger(L, count);
    return 2;
}
