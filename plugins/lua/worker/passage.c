#include "passage.h"
#include "base/readability.h"
#include "binding.h"
#include "cell.h"
#include "loaded.h"
#include <stdint.h>
#include <string.h>

enum { STRING_MOST = 4096, MATCHED_MOST = 64 << 10, SHOWN_MOST = 60 };

/* Bit 0 is always set; 1: part; 2 to 21: cell; 22 to 42: from; 43 to 63: to. */
static void push(lua_State *L, struct sl_passage p) {
    uint64_t bits = 1 | (uint64_t)p.part << 1 | (uint64_t)p.cell << 2 | (uint64_t)p.from << 22 |
                    (uint64_t)p.to << 43;
    lua_pushlightuserdata(L, (void *)(uintptr_t)bits);
}

void sl_passage_push(lua_State *L, int64_t cell, enum sl_cite_part part) {
    push(L, (struct sl_passage){(uint32_t)cell, part, 0, SL_PASSAGE_END});
}

void sl_passage_push_part(lua_State *L, const struct sl_passage *whole, size_t from, size_t to) {
    push(L, (struct sl_passage){whole->cell, whole->part, whole->from + (uint32_t)from,
                                whole->from + (uint32_t)to});
}

static struct sl_passage passage_of(uint64_t bits) {
    return (struct sl_passage){bits >> 2 & (SL_PASSAGE_CELLS - 1), bits >> 1 & 1,
                               bits >> 22 & SL_PASSAGE_END, (uint32_t)(bits >> 43)};
}

/* The text of the cell, cut to the passage. */
static void look_at(const struct sl_body *body, uint64_t bits, struct sl_looked *out) {
    struct sl_passage p = passage_of(bits);
    struct sl_cell cell = sl_cell_at(body, p.cell);
    struct sl_said *said = &out->said;
    sl_said_at(body, p.part == SL_CITE_EVIDENCE ? cell.evidence : (uint32_t)cell.number, said);
    size_t whole = said->words.length, to = p.to > whole ? whole : p.to;
    out->bits = bits;
    out->from = p.from > to ? to : p.from;
    said->part = to - out->from < whole;
    said->words = (struct sl_text){said->words.bytes, to - out->from};
    if (!said->remembered)
        said->words.bytes += out->from;
}

/* The bits of the text at index, which is the looked one then; 0 when none stands there. */
static uint64_t look(lua_State *L, struct sl_scored *scored, int index) {
    uint64_t bits = (uintptr_t)lua_touserdata(L, index);
    if (bits == scored->looked.bits)
        return bits;
    if ((bits & 1) == 0 || passage_of(bits).cell >= scored->body.cells)
        return 0;
    look_at(&scored->body, bits, &scored->looked);
    return bits;
}

bool sl_passage_at(lua_State *L, int index, struct sl_passage *out) {
    uint64_t bits = look(L, &sl_worker_of(L)->scored, index);
    if (bits == 0)
        return false;
    *out = passage_of(bits);
    return true;
}

struct sl_text sl_passage_words(lua_State *L) {
    return sl_said_words(L, &sl_worker_of(L)->scored.looked.said);
}

struct sl_result_cite sl_passage_cite(const struct sl_worker *w, const struct sl_passage *passage) {
    const struct sl_body *body = &w->scored.body;
    uint32_t low = 0, high = body->questions, from, to;
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        sl_body_cells(body, middle, &from, &to);
        if (from <= passage->cell)
            low = middle;
        else
            high = middle;
    }
    struct sl_cell cell = sl_cell_at(body, passage->cell);
    struct sl_said said;
    sl_said_at(body, passage->part == SL_CITE_EVIDENCE ? cell.evidence : (uint32_t)cell.number,
               &said);
    bool whole = passage->to == SL_PASSAGE_END && passage->from == 0;
    uint32_t end = passage->to == SL_PASSAGE_END ? (uint32_t)said.words.length : passage->to;
    return (struct sl_result_cite){(uint16_t)low, cell.row, passage->part,
                                   whole ? 0 : passage->from, whole ? 0 : end};
}

/* What a method works on. */
static const struct sl_said *subject(lua_State *L) {
    struct sl_scored *scored = &sl_worker_of(L)->scored;
    if (look(L, scored, 1) == 0)
        luaL_error(L, "a text is needed before the colon");
    return &scored->looked.said;
}

/* The same for methods that read on their own. */
static struct sl_text subject_words(lua_State *L) {
    return sl_said_words(L, subject(L));
}

/* The same for methods that give a part of it. */
struct whole {
    struct sl_passage passage;
    struct sl_looked looked;
};

static struct whole whole_of(lua_State *L) {
    subject(L);
    return (struct whole){passage_of((uintptr_t)lua_touserdata(L, 1)),
                          sl_worker_of(L)->scored.looked};
}

static int push_part(lua_State *L, const struct whole *whole, size_t from, size_t to) {
    sl_passage_push_part(L, &whole->passage, from, to);
    return 1;
}

const struct sl_list *sl_passage_list(lua_State *L, int index) {
    const struct sl_worker *w = sl_worker_of(L);
    if (w->loaded == NULL)
        luaL_error(L, "lists can be read in score only");
    int32_t place = sl_names_find(&w->loaded->list_names, L, index);
    if (place < 0)
        luaL_error(L, "the list %s isn't declared in lists",
                   lua_type(L, index) == LUA_TSTRING ? lua_tostring(L, index) : "without a name");
    const struct sl_list *list = &w->loaded->lists[place];
    if (list->phrases == NULL)
        luaL_error(L, "the list %s holds days, not words", list->name);
    return list;
}

static int text_has_any(lua_State *L) {
    const struct sl_said *said = subject(L);
    int lists = lua_gettop(L);
    bool any = false;
    if (lists < 2)
        return luaL_error(L, "the name of a list is needed");
    for (int i = 2; i <= lists && !any; i++)
        any = sl_said_has_any(L, said, sl_passage_list(L, i));
    lua_pushboolean(L, any);
    return 1;
}

static int text_count_of(lua_State *L) {
    const struct sl_list *list = sl_passage_list(L, 2);
    lua_pushinteger(L, (lua_Integer)sl_said_count_of(L, subject(L), list));
    return 1;
}

static int text_find(lua_State *L) {
    struct whole whole = whole_of(L);
    struct sl_span_found hit = sl_said_find(L, &whole.looked.said, sl_passage_list(L, 2));
    if (hit.found)
        return push_part(L, &whole, hit.span.from, hit.span.to);
    lua_pushnil(L);
    return 1;
}

static int text_which(lua_State *L) {
    const struct sl_said *said = subject(L);
    const struct sl_list *list = sl_passage_list(L, 2);
    if (lua_isnoneornil(L, 3)) {
        lua_settop(L, 2);
        lua_newtable(L);
    }
    luaL_checktype(L, 3, LUA_TTABLE);
    lua_settop(L, 3);
    memset(list->found, 0, list->word_count * sizeof *list->found);
    sl_said_mark(L, said, list);
    for (size_t i = 0; i < list->word_count; i++) {
        if (!list->found[i])
            continue;
        lua_pushstring(L, list->words[i]);
        lua_pushboolean(L, 1);
        lua_settable(L, 3);
    }
    return 1;
}

static int text_words(lua_State *L) {
    lua_pushinteger(L, (lua_Integer)sl_said_word_count(L, subject(L)));
    return 1;
}

static int text_sentences(lua_State *L) {
    lua_pushinteger(L, (lua_Integer)sl_said_sentence_count(L, subject(L)));
    return 1;
}

static int text_has_digit(lua_State *L) {
    lua_pushboolean(L, sl_said_has_digit(L, subject(L)));
    return 1;
}

static int text_has_date(lua_State *L) {
    lua_pushboolean(L, sl_said_has_date(L, subject(L)));
    return 1;
}

static int text_length(lua_State *L) {
    lua_pushinteger(L, (lua_Integer)sl_said_length(L, subject(L)));
    return 1;
}

static int text_blank(lua_State *L) {
    lua_pushboolean(L, sl_said_is_blank(L, subject(L)));
    return 1;
}

static int text_is(lua_State *L) {
    const struct sl_said *said = subject(L);
    int count = lua_gettop(L);
    bool same = false;
    for (int i = 2; i <= count; i++) {
        struct sl_text literal;
        literal.bytes = luaL_checklstring(L, i, &literal.length);
        same = same || sl_said_is(L, said, literal);
    }
    lua_pushboolean(L, same);
    return 1;
}

static int text_matches(lua_State *L) {
    struct whole whole = whole_of(L);
    struct sl_text expression;
    expression.bytes = luaL_checklstring(L, 2, &expression.length);
    struct sl_text words = sl_said_words(L, &whole.looked.said);
    if (words.length > MATCHED_MOST)
        words.length = MATCHED_MOST;
    size_t shown = expression.length < SHOWN_MOST ? expression.length : SHOWN_MOST;
    struct sl_span found;
    const char *why;
    if (sl_patterns_match(&sl_worker_of(L)->loaded->patterns, expression, words, &found, &why))
        return push_part(L, &whole, found.from, found.to);
    if (why != NULL)
        return luaL_error(L, "the expression %s%s: %s", lua_pushlstring(L, expression.bytes, shown),
                          shown < expression.length ? "..." : "", why);
    lua_pushnil(L);
    return 1;
}

static int text_readability(lua_State *L) {
    struct sl_readability r = sl_readability_of(subject_words(L));
    lua_pushinteger(L, r.ease_hundredths);
    lua_pushinteger(L, r.grade_hundredths);
    return 2;
}

static int text_acronyms(lua_State *L) {
    struct sl_text words = subject_words(L);
    const struct sl_list *list = lua_isnoneornil(L, 2) ? NULL : sl_passage_list(L, 2);
    size_t count = sl_text_acronyms(words, list != NULL ? list->words : NULL,
                                    list != NULL ? list->word_count : 0);
    lua_pushinteger(L, (lua_Integer)count);
    return 1;
}

/* For loops: given the text and the sentence before. */
static int next_sentence(lua_State *L) {
    struct whole whole = whole_of(L);
    struct sl_text words = sl_said_words(L, &whole.looked.said);
    struct sl_passage before;
    size_t at = 0;
    if (sl_passage_at(L, 2, &before)) {
        const struct sl_looked *looked = &sl_worker_of(L)->scored.looked;
        at = looked->from + looked->said.words.length - whole.looked.from;
    }
    struct sl_span sentence;
    if (at > words.length || !sl_text_next_sentence(words, &at, &sentence))
        return 0;
    return push_part(L, &whole, sentence.from, sentence.to);
}

static int text_each_sentence(lua_State *L) {
    subject_words(L);
    lua_pushcfunction(L, next_sentence);
    lua_pushvalue(L, 1);
    return 2;
}

/* The part at index 2, which must lie in the whole. */
static struct sl_span part_in(lua_State *L, const struct whole *whole) {
    const struct sl_looked *looked = &sl_worker_of(L)->scored.looked;
    struct sl_passage part;
    bool there = sl_passage_at(L, 2, &part);
    size_t from = looked->from, to = from + looked->said.words.length;
    if (!there || part.cell != whole->passage.cell || part.part != whole->passage.part ||
        from < whole->looked.from || to > whole->looked.from + whole->looked.said.words.length)
        luaL_error(L, "a part of this text is needed, as text:find gives it");
    return (struct sl_span){from - whole->looked.from, to - whole->looked.from};
}

static int text_after(lua_State *L) {
    struct whole whole = whole_of(L);
    return push_part(L, &whole, part_in(L, &whole).to, whole.looked.said.words.length);
}

static int text_before(lua_State *L) {
    struct whole whole = whole_of(L);
    return push_part(L, &whole, 0, part_in(L, &whole).from);
}

static struct sl_text short_subject(lua_State *L) {
    struct sl_text words = subject_words(L);
    if (words.length > STRING_MOST)
        luaL_error(L, "a text becomes a string up to %d bytes", STRING_MOST);
    return words;
}

static int text_lower(lua_State *L) {
    struct sl_buffer *plain = &sl_worker_of(L)->scratch;
    struct sl_text words = short_subject(L);
    sl_buffer_clear(plain);
    sl_text_plain(words, plain, NULL);
    lua_pushlstring(L, plain->length > 0 ? plain->bytes : "", plain->length);
    return 1;
}

static int text_string(lua_State *L) {
    struct sl_text words = short_subject(L);
    lua_pushlstring(L, words.bytes, words.length);
    return 1;
}

static const struct sl_binding bindings[] = {
    {"has_any", text_has_any, "text:has_any(list, ...) -> boolean",
     "Does any word or phrase of these lists stand in it? Whole words, capitals and small letters "
     "alike."},
    {"count_of", text_count_of, "text:count_of(list) -> integer",
     "How often words or phrases of the list stand in it."},
    {"find", text_find, "text:find(list) -> text or nil",
     "The first of them, as a part of this text that can be cited."},
    {"which", text_which, "text:which(list [, table]) -> table",
     "The words and phrases of the list that stand in it, each as a key with the value true."},
    {"words", text_words, "text:words() -> integer", "How many words."},
    {"sentences", text_sentences, "text:sentences() -> integer", "How many sentences."},
    {"each_sentence", text_each_sentence, "for sentence in text:each_sentence() do",
     "Its sentences in order, each a part of this text."},
    {"has_digit", text_has_digit, "text:has_digit() -> boolean", "Does a digit stand in it?"},
    {"has_date", text_has_date, "text:has_date() -> boolean",
     "Does a full date in figures stand in it, 31/12/2025 or 2025-12-31? day.resolve reads dates "
     "in words."},
    {"matches", text_matches, "text:matches(expression) -> text or nil",
     "Where an expression first matches: Perl's syntax, capitals and small letters alike, with a "
     "bound on the steps it may take."},
    {"before", text_before, "text:before(part) -> text", "What stands before a part of it."},
    {"after", text_after, "text:after(part) -> text", "What stands behind a part of it."},
    {"readability", text_readability, "text:readability() -> ease, grade",
     "Flesch reading ease and Flesch-Kincaid grade, in hundredths."},
    {"acronyms", text_acronyms, "text:acronyms([list]) -> integer",
     "How many of its words are acronyms that are not in the list."},
    {"length", text_length, "text:length() -> integer", "How many characters."},
    {"blank", text_blank, "text:blank() -> boolean", "Is it empty or only white space?"},
    {"is", text_is, "text:is(words, ...) -> boolean",
     "Is it exactly one of these, apart from capitals and the white space around it?"},
    {"lower", text_lower, "text:lower() -> string",
     "In small letters, quotes and dashes made plain; up to 4 kB."},
    {"string", text_string, "text:string() -> string", "As it was written; up to 4 kB."},
};

const struct sl_noun sl_noun_text = {
    "text", SL_NOUN_THING,
    "What people wrote in an answer or beside it, or a part of that. Lists are those that the rule "
    "declares in lists, by name. text.has_any(t, list) is the same as t:has_any(list); a rule that "
    "reads much may keep it in a local at its top.",
    bindings, sizeof bindings / sizeof *bindings};
