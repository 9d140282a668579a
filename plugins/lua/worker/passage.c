#include "passage.h"
#include "base/readability.h"
#include "binding.h"
#include "cell.h"
#include "loaded.h"
#include <stdint.h>
#include <string.h>

enum { STRING_MOST = 4096, MATCHED_MOST = 64 << 10 };

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

static struct sl_text words_of(const struct sl_body *body, uint64_t bits) {
    struct sl_passage p = passage_of(bits);
    struct sl_cell cell = sl_cell_at(body, p.cell);
    struct sl_text whole =
        sl_cell_text(body, p.part == SL_CITE_EVIDENCE ? cell.evidence : (uint32_t)cell.number);
    size_t to = p.to > whole.length ? whole.length : p.to;
    size_t from = p.from > to ? to : p.from;
    return (struct sl_text){whole.bytes + from, to - from};
}

/* The bits of the text at index, whose words are the looked ones then; 0 when none stands there. */
static uint64_t look(lua_State *L, struct sl_scored *scored, int index) {
    uint64_t bits = (uintptr_t)lua_touserdata(L, index);
    if (bits == scored->looked.bits)
        return bits;
    if ((bits & 1) == 0 || passage_of(bits).cell >= scored->body.cells)
        return 0;
    scored->looked.bits = bits;
    scored->looked.words = words_of(&scored->body, bits);
    return bits;
}

bool sl_passage_at(lua_State *L, int index, struct sl_passage *out, struct sl_text *words) {
    struct sl_scored *scored = &sl_worker_of(L)->scored;
    uint64_t bits = look(L, scored, index);
    if (bits == 0)
        return false;
    *out = passage_of(bits);
    *words = scored->looked.words;
    return true;
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
    struct sl_value value;
    uint16_t row = sl_body_value(body, passage->cell, &value);
    bool whole = passage->to == SL_PASSAGE_END && passage->from == 0;
    struct sl_text text = passage->part == SL_CITE_EVIDENCE ? value.evidence : value.text;
    uint32_t end = passage->to == SL_PASSAGE_END ? (uint32_t)text.length : passage->to;
    return (struct sl_result_cite){(uint16_t)low, row, passage->part, whole ? 0 : passage->from,
                                   whole ? 0 : end};
}

/* What a method works on. */
static struct sl_text subject(lua_State *L) {
    struct sl_scored *scored = &sl_worker_of(L)->scored;
    if (look(L, scored, 1) == 0)
        luaL_error(L, "a text is needed before the colon");
    return scored->looked.words;
}

/* The same for methods that give a part of it. */
struct whole {
    struct sl_passage passage;
    struct sl_text words;
};

static struct whole whole_of(lua_State *L) {
    struct whole whole;
    whole.words = subject(L);
    whole.passage = passage_of((uintptr_t)lua_touserdata(L, 1));
    return whole;
}

static int push_part(lua_State *L, const struct whole *whole, size_t from, size_t to) {
    sl_passage_push_part(L, &whole->passage, from, to);
    return 1;
}

static const struct sl_list *list_at(lua_State *L, int index) {
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
    struct sl_text words = subject(L);
    int lists = lua_gettop(L);
    bool any = false;
    if (lists < 2)
        return luaL_error(L, "the name of a list is needed");
    for (int i = 2; i <= lists && !any; i++)
        any = sl_phrases_any(list_at(L, i)->phrases, words);
    lua_pushboolean(L, any);
    return 1;
}

static int text_count_of(lua_State *L) {
    const struct sl_list *list = list_at(L, 2);
    lua_pushinteger(L, (lua_Integer)sl_phrases_hits(list->phrases, subject(L)));
    return 1;
}

static int text_find(lua_State *L) {
    struct whole whole = whole_of(L);
    struct sl_phrase_hit hit;
    if (sl_phrases_find(list_at(L, 2)->phrases, whole.words, 0, &hit))
        return push_part(L, &whole, hit.span.from, hit.span.to);
    lua_pushnil(L);
    return 1;
}

static int text_which(lua_State *L) {
    struct sl_text words = subject(L);
    const struct sl_list *list = list_at(L, 2);
    if (lua_isnoneornil(L, 3)) {
        lua_settop(L, 2);
        lua_newtable(L);
    }
    luaL_checktype(L, 3, LUA_TTABLE);
    lua_settop(L, 3);
    memset(list->found, 0, list->word_count * sizeof *list->found);
    sl_phrases_mark(list->phrases, words, list->found);
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
    lua_pushinteger(L, (lua_Integer)sl_text_words(subject(L)));
    return 1;
}

static int text_sentences(lua_State *L) {
    lua_pushinteger(L, (lua_Integer)sl_text_sentences(subject(L)));
    return 1;
}

/* Most texts are plain ASCII, whose digits are found faster here than by their categories. */
static bool has_digit(struct sl_text words) {
    unsigned seen = 0;
    for (size_t i = 0; i < words.length; i++) {
        unsigned c = (unsigned char)words.bytes[i];
        if (c - '0' < 10)
            return true;
        seen |= c;
    }
    return seen >= 0x80 && sl_text_has_digit(words);
}

static int text_has_digit(lua_State *L) {
    lua_pushboolean(L, has_digit(subject(L)));
    return 1;
}

static bool digits(const char *at, int count) {
    for (int i = 0; i < count; i++)
        if (at[i] < '0' || at[i] > '9')
            return false;
    return true;
}

/* 31/12/2025 or 2025-12-31, anywhere. */
static int text_has_date(lua_State *L) {
    struct sl_text words = subject(L);
    bool found = false;
    for (size_t i = 0; i + 10 <= words.length && !found; i++) {
        const char *at = words.bytes + i;
        if (!digits(at, 2))
            continue;
        found = (at[2] == '/' && digits(at + 3, 2) && at[5] == '/' && digits(at + 6, 4)) ||
                (digits(at + 2, 2) && at[4] == '-' && digits(at + 5, 2) && at[7] == '-' &&
                 digits(at + 8, 2));
    }
    lua_pushboolean(L, found);
    return 1;
}

/* Bytes that begin a character, eight at a time: those that are not 10xxxxxx. */
static size_t characters(struct sl_text words) {
    const uint64_t ones = 0x0101010101010101;
    size_t count = words.length, at = 0;
    for (; at + 8 <= words.length; at += 8) {
        uint64_t eight;
        memcpy(&eight, words.bytes + at, sizeof eight);
        uint64_t inner = (eight >> 7 & ~(eight >> 6)) & ones;
        count -= inner * ones >> 56;
    }
    for (; at < words.length; at++)
        count -= ((unsigned char)words.bytes[at] & 0xc0) == 0x80;
    return count;
}

static int text_length(lua_State *L) {
    lua_pushinteger(L, (lua_Integer)characters(subject(L)));
    return 1;
}

static int text_blank(lua_State *L) {
    lua_pushboolean(L, sl_text_trim(subject(L)).length == 0);
    return 1;
}

static char small(char c) {
    return (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
}

static bool same_words(struct sl_text words, struct sl_text literal) {
    if (words.length != literal.length)
        return false;
    for (size_t i = 0; i < words.length; i++)
        if (small(words.bytes[i]) != small(literal.bytes[i]))
            return false;
    return true;
}

static int text_is(lua_State *L) {
    struct sl_text words = sl_text_trim(subject(L));
    int count = lua_gettop(L);
    bool same = false;
    for (int i = 2; i <= count; i++) {
        struct sl_text literal;
        literal.bytes = luaL_checklstring(L, i, &literal.length);
        same = same || same_words(words, literal);
    }
    lua_pushboolean(L, same);
    return 1;
}

static int text_matches(lua_State *L) {
    struct whole whole = whole_of(L);
    struct sl_text expression;
    expression.bytes = luaL_checklstring(L, 2, &expression.length);
    if (whole.words.length > MATCHED_MOST)
        whole.words.length = MATCHED_MOST;
    struct sl_span found;
    const char *why;
    if (sl_patterns_match(&sl_worker_of(L)->loaded->patterns, expression, whole.words, &found,
                          &why))
        return push_part(L, &whole, found.from, found.to);
    if (why != NULL)
        return luaL_error(L, "the expression %s: %s", expression.bytes, why);
    lua_pushnil(L);
    return 1;
}

static int text_readability(lua_State *L) {
    struct sl_readability r = sl_readability_of(subject(L));
    lua_pushinteger(L, r.ease_hundredths);
    lua_pushinteger(L, r.grade_hundredths);
    return 2;
}

static int text_acronyms(lua_State *L) {
    struct sl_text words = subject(L);
    const struct sl_list *list = lua_isnoneornil(L, 2) ? NULL : list_at(L, 2);
    size_t count = sl_text_acronyms(words, list != NULL ? list->words : NULL,
                                    list != NULL ? list->word_count : 0);
    lua_pushinteger(L, (lua_Integer)count);
    return 1;
}

/* For loops: given the text and the sentence before. */
static int next_sentence(lua_State *L) {
    struct whole whole = whole_of(L);
    struct sl_passage before;
    struct sl_text words;
    size_t at = 0;
    if (sl_passage_at(L, 2, &before, &words))
        at = before.from + words.length - whole.passage.from;
    struct sl_span sentence;
    if (at > whole.words.length || !sl_text_next_sentence(whole.words, &at, &sentence))
        return 0;
    return push_part(L, &whole, sentence.from, sentence.to);
}

static int text_each_sentence(lua_State *L) {
    subject(L);
    lua_pushcfunction(L, next_sentence);
    lua_pushvalue(L, 1);
    return 2;
}

/* The part at index 2, which must lie in the whole. */
static struct sl_span part_in(lua_State *L, const struct whole *whole) {
    struct sl_passage part;
    struct sl_text words = {whole->words.bytes, 0};
    const char *end = whole->words.bytes + whole->words.length;
    if (!sl_passage_at(L, 2, &part, &words) || part.cell != whole->passage.cell ||
        part.part != whole->passage.part || words.bytes < whole->words.bytes ||
        words.bytes + words.length > end)
        luaL_error(L, "a part of this text is needed, as text:find gives it");
    size_t from = (size_t)(words.bytes - whole->words.bytes);
    return (struct sl_span){from, from + words.length};
}

static int text_after(lua_State *L) {
    struct whole whole = whole_of(L);
    return push_part(L, &whole, part_in(L, &whole).to, whole.words.length);
}

static int text_before(lua_State *L) {
    struct whole whole = whole_of(L);
    return push_part(L, &whole, 0, part_in(L, &whole).from);
}

static struct sl_text short_subject(lua_State *L) {
    struct sl_text words = subject(L);
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
