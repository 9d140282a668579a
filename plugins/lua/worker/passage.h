/*
 * worker/passage.h - texts as scripts hold them: what stands in an answer or beside it, or a part
 * of that. A passage is a light userdata that says where the words lie, never a copy of them, so
 * reading a text costs nothing until something is looked for in it, and a part that was found can
 * be cited.
 */
#pragma once
#include "worker.h"

enum { SL_PASSAGE_CELLS = 1 << 20, SL_PASSAGE_END = (1 << 21) - 1 };

struct sl_passage {
    uint32_t cell;
    enum sl_cite_part part;
    uint32_t from, to; /* bytes; to SL_PASSAGE_END: all of it */
};

/* The whole text of a cell. */
void sl_passage_push(lua_State *L, int64_t cell, enum sl_cite_part part);
/* A part of a passage; from and to count in its words. */
void sl_passage_push_part(lua_State *L, const struct sl_passage *whole, size_t from, size_t to);
/* False when no text stands at index; else it is the looked one. */
bool sl_passage_at(lua_State *L, int index, struct sl_passage *out);
/* Of the looked text, borrowed from the body. Raises when only the body has them. */
struct sl_text sl_passage_words(lua_State *L);
/* The declared list of words whose name stands at index; raises when there is none. */
const struct sl_list *sl_passage_list(lua_State *L, int index);
/* The question and row whose cell it is. */
struct sl_result_cite sl_passage_cite(const struct sl_worker *worker,
                                      const struct sl_passage *passage);
