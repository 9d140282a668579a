#include "score.h"
#include "../protocol.h"
#include "base/pack_peek.h"
#include "facts.h"
#include "loaded.h"
#include "out.h"
#include "passage.h"
#include <lauxlib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SENTENCE_SIZE = 1200 };

/* Calls score for the record, or for each of its rows. Runs under the watch. */
static int score_record(lua_State *L) {
    const struct sl_worker *w = sl_worker_of(L);
    int section = w->scored.form->rule_rows;
    uint16_t rows = section >= 0 ? sl_facts_rows(w, section) : 0;
    bool any = false, enough = false, applies = false;
    for (uint16_t row = section >= 0 ? 1 : 0; row <= rows; row++) {
        sl_out_begin(L, section, row);
        lua_rawgeti(L, LUA_REGISTRYINDEX, SL_SLOT_SCORE);
        lua_rawgeti(L, LUA_REGISTRYINDEX, SL_SLOT_FACTS);
        if (section >= 0)
            sl_facts_push_row(L, section, row);
        lua_rawgeti(L, LUA_REGISTRYINDEX, SL_SLOT_SETTINGS);
        lua_rawgeti(L, LUA_REGISTRYINDEX, SL_SLOT_OUT);
        lua_call(L, section >= 0 ? 4 : 3, 0);
        const char *fault = sl_out_end(L);
        if (fault != NULL)
            return luaL_error(L, "%s", fault);
        any = true;
        enough = enough || sl_out_status(L) == SL_RESULT_SCORED;
        applies = applies || sl_out_status(L) != SL_RESULT_NOT_APPLICABLE;
        if (row == UINT16_MAX)
            break;
    }
    lua_pushinteger(L, enough           ? SL_RESULT_SCORED
                       : any && applies ? SL_RESULT_NOT_ENOUGH
                                        : SL_RESULT_NOT_APPLICABLE);
    return 1;
}

/* Letters of a message that no text may hold become question marks. */
static struct sl_text clean(char *sentence) {
    struct sl_text text = sl_text_of(sentence);
    if (sl_text_check(text, NULL) == SL_OK && text.length > 0)
        return text;
    for (char *c = sentence; *c != '\0'; c++)
        if ((unsigned char)*c >= 0x80 || (unsigned char)*c < 0x20)
            *c = '?';
    return text.length > 0 ? text : SL_TEXT("the rule failed without saying why");
}

struct verdict {
    enum sl_result_status status;
    char sentence[SENTENCE_SIZE];
};

static void judge_failure(lua_State *L, struct verdict *v) {
    enum sl_stop stop = sl_watch_stopped();
    char words[80];
    v->status = stop == SL_STOP_NONE ? SL_RESULT_FAILED : SL_RESULT_LIMIT;
    if (stop == SL_STOP_MEMORY) {
        snprintf(v->sentence, sizeof v->sentence, "%s", sl_watch_sentence(stop, words));
        return;
    }
    size_t length = 0;
    const char *message = lua_type(L, -1) == LUA_TSTRING ? lua_tolstring(L, -1, &length) : "";
    sl_script_sentence(message, length, v->sentence, sizeof v->sentence);
}

static void run(struct sl_worker *w, struct verdict *v) {
    lua_State *L = w->loaded->L;
    sl_arena_restore(&w->loaded->image);
    sl_result_begin(w->maker);
    v->sentence[0] = '\0';
    lua_pushcfunction(L, score_record);
    int called = sl_watch_call(L, 0, 1, &sl_allowance_of_record);
    if (w->scored.wants)
        v->status = SL_RESULT_WANTS;
    else if (called == LUA_OK)
        v->status = (enum sl_result_status)lua_tointeger(L, -1);
    else
        judge_failure(L, v);
}

static void finish(struct sl_worker *w, struct verdict *v, const uint8_t **bytes, size_t *length) {
    size_t most = (size_t)w->limits.number[SL_LUA_RESULT_BYTES];
    if (sl_result_finish(w->maker, v->status, clean(v->sentence), bytes, length) && *length <= most)
        return;
    char sentence[60];
    if (most == SL_RESULT_MOST)
        snprintf(sentence, sizeof sentence, "the result is larger than 64 kB");
    else
        snprintf(sentence, sizeof sentence, "the result is larger than %zu bytes", most);
    sl_result_begin(w->maker);
    sl_result_finish(w->maker, SL_RESULT_LIMIT, sl_text_of(sentence), bytes, length);
}

static bool is_inside(uint32_t place, uint32_t length, uint64_t whole) {
    return place <= whole && length <= whole - place;
}

/* Of a slim body the frame alone: see cell.h. */
static bool open_body(const uint8_t *bytes, size_t length, struct sl_body *out) {
    if (sl_slim_bytes_are(bytes, length))
        return sl_peek_open((struct sl_text){(const char *)bytes, length}, out);
    return sl_body_open(bytes, length, out, NULL) == SL_OK;
}

/* Makes the case the scored one; false when it isn't whole. */
static bool take_case(struct sl_worker *w, const uint8_t *slot, uint64_t length,
                      const struct sl_lua_case *c) {
    struct sl_scored *scored = &w->scored;
    json_decref(scored->decisions);
    scored->decisions = NULL;
    scored->looked.bits = 0;
    scored->wants = false;
    if (!is_inside(c->body, c->body_length, length) ||
        !is_inside(c->decisions, c->decisions_length, length) || c->form >= w->loaded->form_count)
        return false;
    scored->form = &w->loaded->forms[c->form];
    scored->basis_day = c->basis_day;
    scored->decisions_text =
        (struct sl_text){(const char *)slot + c->decisions, c->decisions_length};
    return open_body(slot + c->body, c->body_length, &scored->body) &&
           scored->body.cells <= SL_PASSAGE_CELLS;
}

size_t sl_score_batch(struct sl_worker *w, const uint8_t *slot, uint64_t length, uint32_t count,
                      uint8_t *out) {
    if (w->loaded == NULL || count > SL_LUA_BATCH || length > SL_LUA_INPUT_SLOT ||
        count * sizeof(struct sl_lua_case) > length)
        return 0;
    size_t used = count * sizeof(struct sl_lua_result);
    bool late = false;
    memset(out, 0, used);
    for (uint32_t i = 0; i < count && !late; i++) {
        struct sl_lua_case c;
        struct verdict v;
        const uint8_t *bytes = NULL;
        size_t made = 0;
        memcpy(&c, slot + i * sizeof c, sizeof c);
        if (!take_case(w, slot, length, &c))
            return 0;
        run(w, &v);
        finish(w, &v, &bytes, &made);
        struct sl_lua_result result = {(uint32_t)used, (uint32_t)made};
        memcpy(out + i * sizeof result, &result, sizeof result);
        memcpy(out + used, bytes, made);
        used += made;
        late = v.status == SL_RESULT_LIMIT && sl_watch_stopped() == SL_STOP_TIME;
        sl_worker_progress(w);
    }
    return used;
}
