/*
 * worker/said.h - what people wrote, or what is remembered of it where the body came without its
 * long texts (base/slim.h), and the questions that both can answer, alike. Whoever asks a
 * remembered text for more ends the record: its result wants the body itself. Those functions may
 * raise; a script can't catch it.
 */
#pragma once
#include "base/slim.h"
#include "cell.h"
#include "list.h"
#include <lua.h>

struct sl_said {
    struct sl_text words; /* of a remembered text only the length in bytes */
    bool remembered;
    bool part;      /* of a remembered text: nothing but its place is known */
    uint32_t place; /* of a remembered text, in the body */
};

struct sl_span_found {
    bool found;
    struct sl_span span;
};

/* Ends the record; never returns. */
void sl_said_want(lua_State *L) __attribute__((noreturn));

/* The text at a place of the body. */
static inline void sl_said_at(const struct sl_body *body, uint32_t place, struct sl_said *out) {
    out->words = sl_cell_text(body, place);
    out->remembered = (out->words.length & SL_SLIM_STUB) != 0;
    if (!out->remembered)
        return;
    out->part = false;
    out->place = place;
    out->words = (struct sl_text){"", out->words.length & ~(size_t)SL_SLIM_STUB};
}

/* The words themselves. */
static inline struct sl_text sl_said_words(lua_State *L, const struct sl_said *said) {
    if (said->remembered)
        sl_said_want(L);
    return said->words;
}

/* list: one of words. */
bool sl_said_has_any(lua_State *L, const struct sl_said *said, const struct sl_list *list);
size_t sl_said_count_of(lua_State *L, const struct sl_said *said, const struct sl_list *list);
struct sl_span_found sl_said_find(lua_State *L, const struct sl_said *said,
                                  const struct sl_list *list);
/* Sets list->found for the phrases that stand in it; leaves the others as they are. */
void sl_said_mark(lua_State *L, const struct sl_said *said, const struct sl_list *list);
size_t sl_said_word_count(lua_State *L, const struct sl_said *said);
size_t sl_said_sentence_count(lua_State *L, const struct sl_said *said);
size_t sl_said_length(lua_State *L, const struct sl_said *said); /* in characters */
bool sl_said_has_digit(lua_State *L, const struct sl_said *said);
bool sl_said_has_date(lua_State *L, const struct sl_said *said);
bool sl_said_is_blank(lua_State *L, const struct sl_said *said);
/* Apart from capitals of ASCII and the white space around it. */
bool sl_said_is(lua_State *L, const struct sl_said *said, struct sl_text literal);
