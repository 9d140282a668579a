#include "base/pack.h"
#include <assert.h>
#include <endian.h>
#include <stdlib.h>
#include <string.h>

enum { HEADER_SIZE = 36, HASH_SIZE = 16, CELL_SIZE = 16, TEXT_EXTRA = 5, SLOTS_FIRST = 256 };

static const char magic[4] = "SLB1";

static void put_16(uint8_t *to, uint16_t number) {
    uint16_t little = htole16(number);
    memcpy(to, &little, sizeof little);
}

static void put_32(uint8_t *to, uint32_t number) {
    uint32_t little = htole32(number);
    memcpy(to, &little, sizeof little);
}

static uint16_t get_16(const uint8_t *from) {
    uint16_t little;
    memcpy(&little, from, sizeof little);
    return le16toh(little);
}

static uint32_t get_32(const uint8_t *from) {
    uint32_t little;
    memcpy(&little, from, sizeof little);
    return le32toh(little);
}

static bool is_text_kind(unsigned kind) {
    return kind == SL_VALUE_TOKEN || kind == SL_VALUE_TOKENS || kind == SL_VALUE_TEXT;
}

struct cell {
    uint32_t question, order; /* of the puts */
    uint16_t row, sources;
    uint8_t state, kind;
    int32_t number;
    uint32_t text, evidence; /* number of a known text from 1, 0 none */
};

struct known {
    size_t from;
    uint32_t length, hash;
    uint32_t place; /* in the body, 0 while no cell uses it */
};

struct sl_packer {
    uint8_t tool_hash[HASH_SIZE];
    uint32_t form;
    uint32_t questions;
    struct cell *cells;
    size_t count, capacity;
    bool ordered;
    struct sl_buffer bytes; /* of the known texts */
    struct known *known;
    size_t known_count, known_capacity;
    uint32_t *slots; /* a known text's number from 1, 0 free; a power of two, at most half full */
    size_t slot_count;
};

struct sl_packer *sl_packer_new(const uint8_t tool_hash[16], uint32_t questions) {
    struct sl_packer *packer = sl_new(1, sizeof *packer);
    memcpy(packer->tool_hash, tool_hash, HASH_SIZE);
    packer->questions = questions;
    packer->ordered = true;
    packer->slot_count = SLOTS_FIRST;
    packer->slots = sl_new(SLOTS_FIRST, sizeof *packer->slots);
    return packer;
}

void sl_packer_set_form(struct sl_packer *packer, uint32_t form) {
    packer->form = form;
}

static uint64_t mix(uint64_t hash, uint64_t chunk) {
    hash = (hash ^ chunk) * 0x9e3779b97f4a7c15;
    return hash ^ hash >> 29;
}

static uint64_t chunk_at(const char *bytes) {
    uint64_t chunk;
    memcpy(&chunk, bytes, sizeof chunk);
    return chunk;
}

/* One to seven bytes, ends overlapping. */
static uint64_t short_chunk(const char *bytes, size_t length) {
    if (length < 4)
        return (uint64_t)(unsigned char)bytes[0] | (uint64_t)(unsigned char)bytes[length / 2] << 8 |
               (uint64_t)(unsigned char)bytes[length - 1] << 16;
    uint32_t head, tail;
    memcpy(&head, bytes, sizeof head);
    memcpy(&tail, bytes + length - sizeof tail, sizeof tail);
    return head | (uint64_t)tail << 32;
}

/* For one process only; never stored. Four lanes, so that multiplications need not wait. */
static uint32_t hash_of(struct sl_text text) {
    uint64_t hash = text.length;
    size_t at = 0;
    if (text.length >= 32) {
        uint64_t lanes[4] = {1, 2, 3, 4};
        for (; at + 32 <= text.length; at += 32)
            for (size_t i = 0; i < 4; i++)
                lanes[i] = mix(lanes[i], chunk_at(text.bytes + at + 8 * i));
        for (size_t i = 0; i < 4; i++)
            hash = mix(hash, lanes[i]);
    }
    for (; at + 8 <= text.length; at += 8)
        hash = mix(hash, chunk_at(text.bytes + at));
    if (at < text.length)
        hash = mix(hash, text.length >= 8 ? chunk_at(text.bytes + text.length - 8)
                                          : short_chunk(text.bytes, text.length));
    return (uint32_t)(hash ^ hash >> 32);
}

static void take_slot(struct sl_packer *packer, uint32_t number) {
    size_t slot = packer->known[number - 1].hash & (packer->slot_count - 1);
    while (packer->slots[slot] != 0)
        slot = (slot + 1) & (packer->slot_count - 1);
    packer->slots[slot] = number;
}

static uint32_t add_known(struct sl_packer *packer, struct sl_text text, uint32_t hash) {
    if (packer->known_count == packer->known_capacity) {
        packer->known_capacity = packer->known_capacity * 2 + 64;
        packer->known = sl_resize(packer->known, packer->known_capacity, sizeof *packer->known);
    }
    packer->known[packer->known_count++] =
        (struct known){packer->bytes.length, (uint32_t)text.length, hash, 0};
    sl_buffer_add(&packer->bytes, text.bytes, text.length);
    if (packer->known_count * 2 <= packer->slot_count) {
        take_slot(packer, (uint32_t)packer->known_count);
    } else {
        free(packer->slots);
        packer->slot_count *= 2;
        packer->slots = sl_new(packer->slot_count, sizeof *packer->slots);
        for (uint32_t number = 1; number <= packer->known_count; number++)
            take_slot(packer, number);
    }
    return (uint32_t)packer->known_count;
}

/* The number of an equal text that is known, or of this one from now on; 0 for an empty one. */
static uint32_t know(struct sl_packer *packer, struct sl_text text) {
    if (text.length == 0)
        return 0;
    assert(text.length < UINT32_MAX - TEXT_EXTRA);
    uint32_t hash = hash_of(text), number;
    size_t slot = hash & (packer->slot_count - 1);
    for (; (number = packer->slots[slot]) != 0; slot = (slot + 1) & (packer->slot_count - 1)) {
        const struct known *known = &packer->known[number - 1];
        if (known->hash == hash && known->length == text.length &&
            memcmp(packer->bytes.bytes + known->from, text.bytes, text.length) == 0)
            return number;
    }
    return add_known(packer, text, hash);
}

static enum sl_value_kind kept_kind(const struct sl_value *value) {
    if (value->state == SL_ANSWERED)
        return value->kind;
    bool reason = value->state == SL_NOT_APPLICABLE && value->text.length > 0;
    return reason ? SL_VALUE_TEXT : SL_VALUE_NONE;
}

static bool is_same_place(const struct cell *one, const struct cell *other) {
    return one->question == other->question && one->row == other->row;
}

static bool is_in_order(const struct cell *one, const struct cell *other) {
    return one->question < other->question ||
           (one->question == other->question && one->row <= other->row);
}

void sl_packer_put(struct sl_packer *packer, uint32_t question, uint16_t row,
                   const struct sl_value *value) {
    assert(question < packer->questions && value->state < SL_ANSWER_STATES);
    assert(value->kind < SL_VALUE_KINDS);
    if (packer->count == packer->capacity) {
        packer->capacity = packer->capacity * 2 + 64;
        packer->cells = sl_resize(packer->cells, packer->capacity, sizeof *packer->cells);
    }
    struct cell *cell = &packer->cells[packer->count];
    *cell = (struct cell){.question = question,
                          .order = (uint32_t)packer->count,
                          .row = row,
                          .state = (uint8_t)value->state};
    packer->ordered = packer->ordered && (packer->count == 0 || is_in_order(cell - 1, cell));
    packer->count++;
    if (value->state == SL_NOT_YET)
        return;
    enum sl_value_kind kind = kept_kind(value);
    cell->kind = (uint8_t)kind;
    cell->sources = value->sources;
    if (kind == SL_VALUE_NUMBER || kind == SL_VALUE_DAY)
        cell->number = value->number;
    if (is_text_kind(kind))
        cell->text = know(packer, value->text);
    cell->evidence = know(packer, value->evidence);
}

static int by_row_and_order(const void *a, const void *b) {
    const struct cell *one = a, *other = b;
    if (one->row != other->row)
        return one->row < other->row ? -1 : 1;
    return one->order < other->order ? -1 : 1;
}

static bool rows_rise(const struct cell *cells, size_t count) {
    for (size_t i = 1; i < count; i++)
        if (cells[i].row < cells[i - 1].row)
            return false;
    return true;
}

/* Dealt out by question, keeping the order of the puts; rows are sorted where that left them out
 * of order. */
static void sort_cells(struct sl_packer *packer) {
    SL_AUTO(sl_free) size_t *next = sl_new((size_t)packer->questions + 1, sizeof *next);
    struct cell *dealt = sl_resize(NULL, packer->capacity, sizeof *dealt);
    for (size_t i = 0; i < packer->count; i++)
        next[packer->cells[i].question + 1]++;
    for (size_t question = 0; question < packer->questions; question++)
        next[question + 1] += next[question];
    for (size_t i = 0; i < packer->count; i++)
        dealt[next[packer->cells[i].question]++] = packer->cells[i];
    size_t from = 0;
    for (size_t question = 0; question < packer->questions; from = next[question++])
        if (!rows_rise(dealt + from, next[question] - from))
            qsort(dealt + from, next[question] - from, sizeof *dealt, by_row_and_order);
    free(packer->cells);
    packer->cells = dealt;
}

/* Leaves one cell for each question and row, in order, and none that is not yet answered. */
static void settle(struct sl_packer *packer) {
    if (!packer->ordered)
        sort_cells(packer);
    size_t kept = 0;
    for (size_t i = 0; i < packer->count; i++) {
        const struct cell *cell = &packer->cells[i];
        bool replaced = i + 1 < packer->count && is_same_place(cell, cell + 1);
        if (replaced || cell->state == SL_NOT_YET)
            continue;
        if (kept < i)
            packer->cells[kept] = *cell;
        kept++;
    }
    packer->count = kept;
}

static void find_place(struct sl_packer *packer, uint32_t number, size_t *text_bytes) {
    if (number == 0 || packer->known[number - 1].place != 0)
        return;
    struct known *known = &packer->known[number - 1];
    known->place = (uint32_t)*text_bytes + 1;
    *text_bytes += known->length + TEXT_EXTRA;
    if (*text_bytes >= UINT32_MAX)
        abort(); /* four gigabytes of answers */
}

static size_t find_places(struct sl_packer *packer) {
    size_t text_bytes = 0;
    for (size_t i = 0; i < packer->count; i++) {
        find_place(packer, packer->cells[i].text, &text_bytes);
        find_place(packer, packer->cells[i].evidence, &text_bytes);
    }
    return text_bytes;
}

static uint8_t *write_header(const struct sl_packer *packer, size_t text_bytes, uint8_t *to) {
    memcpy(to, magic, sizeof magic);
    put_32(to + 4, packer->questions);
    put_32(to + 8, (uint32_t)packer->count);
    put_32(to + 12, (uint32_t)text_bytes);
    put_32(to + 16, packer->form);
    memcpy(to + 20, packer->tool_hash, HASH_SIZE);
    return to + HEADER_SIZE;
}

static uint8_t *write_first(const struct sl_packer *packer, uint8_t *to) {
    size_t cell = 0;
    for (uint64_t question = 0; question <= packer->questions; question++, to += 4) {
        while (cell < packer->count && packer->cells[cell].question < question)
            cell++;
        put_32(to, (uint32_t)cell);
    }
    return to;
}

static uint32_t place_of(const struct sl_packer *packer, uint32_t number) {
    return number > 0 ? packer->known[number - 1].place : 0;
}

static uint8_t *write_cells(const struct sl_packer *packer, uint8_t *to) {
    for (size_t i = 0; i < packer->count; i++, to += CELL_SIZE) {
        const struct cell *cell = &packer->cells[i];
        put_16(to, cell->row);
        to[2] = cell->state;
        to[3] = cell->kind;
        put_16(to + 4, cell->sources);
        put_16(to + 6, 0);
        put_32(to + 8,
               is_text_kind(cell->kind) ? place_of(packer, cell->text) : (uint32_t)cell->number);
        put_32(to + 12, place_of(packer, cell->evidence));
    }
    return to;
}

static void write_texts(const struct sl_packer *packer, uint8_t *to) {
    for (size_t i = 0; i < packer->known_count; i++) {
        const struct known *known = &packer->known[i];
        if (known->place == 0)
            continue;
        uint8_t *text = to + known->place - 1;
        put_32(text, known->length);
        memcpy(text + 4, packer->bytes.bytes + known->from, known->length);
        text[4 + known->length] = '\0';
    }
}

void sl_packer_finish(struct sl_packer *packer, uint8_t **bytes, size_t *length) {
    settle(packer);
    size_t text_bytes = find_places(packer);
    *length =
        HEADER_SIZE + 4 * ((size_t)packer->questions + 1) + CELL_SIZE * packer->count + text_bytes;
    *bytes = sl_resize(NULL, *length, 1);
    uint8_t *to = write_header(packer, text_bytes, *bytes);
    to = write_first(packer, to);
    to = write_cells(packer, to);
    write_texts(packer, to);
    packer->count = packer->known_count = 0;
    packer->ordered = true;
    sl_buffer_clear(&packer->bytes);
    memset(packer->slots, 0, packer->slot_count * sizeof *packer->slots);
}

void sl_packer_free(struct sl_packer *packer) {
    if (packer == NULL)
        return;
    free(packer->cells);
    sl_buffer_drop(&packer->bytes);
    free(packer->known);
    free(packer->slots);
    free(packer);
}

void sl_packer_drop(struct sl_packer **packer) {
    sl_packer_free(*packer);
}

static enum sl_status damaged(struct sl_error *err, const char *what, uint32_t number) {
    return sl_fail(err, SL_INVALID, "", "The packed answers are damaged: %s %u.", what, number);
}

static enum sl_status read_header(const uint8_t *bytes, size_t length, struct sl_body *body,
                                  struct sl_error *err) {
    if (length < HEADER_SIZE || memcmp(bytes, magic, sizeof magic) != 0)
        return sl_fail(err, SL_INVALID, "", "These bytes are no packed answers.");
    uint64_t questions = get_32(bytes + 4), cells = get_32(bytes + 8);
    uint64_t text_bytes = get_32(bytes + 12);
    if (HEADER_SIZE + 4 * (questions + 1) + CELL_SIZE * cells + text_bytes != length)
        return sl_fail(err, SL_INVALID, "",
                       "The packed answers are damaged: their length is not what they say.");
    const uint8_t *first = bytes + HEADER_SIZE, *cell = first + 4 * (questions + 1);
    *body = (struct sl_body){.bytes = bytes,
                             .length = length,
                             .questions = (uint32_t)questions,
                             .cells = (uint32_t)cells,
                             .form = get_32(bytes + 16),
                             .tool_hash = bytes + 20,
                             .first = first,
                             .cell = cell,
                             .texts = cell + CELL_SIZE * cells,
                             .text_bytes = text_bytes};
    return SL_OK;
}

/* Bits of the kinds that a cell of a state may have; a cell that is not yet answered is none. */
static const uint8_t kinds_of_state[SL_ANSWER_STATES] = {[SL_ANSWERED] = (1 << SL_VALUE_KINDS) - 1,
                                                         [SL_NOT_APPLICABLE] = 1 << SL_VALUE_NONE |
                                                                               1 << SL_VALUE_TEXT,
                                                         [SL_NOT_EVIDENCED] = 1 << SL_VALUE_NONE};

/* Texts met first must follow each other without a gap; *met is where the next one begins. */
static inline bool is_text_place(const struct sl_body *body, uint32_t place, size_t *met) {
    size_t at = (size_t)place - 1, end = at < *met ? *met : body->text_bytes;
    if (at > *met || end - at <= TEXT_EXTRA)
        return false;
    size_t length = get_32(body->texts + at);
    if (length == 0 || length > end - at - TEXT_EXTRA || body->texts[at + 4 + length] != '\0')
        return false;
    if (at == *met)
        *met = at + TEXT_EXTRA + length;
    return true;
}

static inline bool is_cell(const struct sl_body *body, const uint8_t *cell, size_t *met) {
    unsigned state = cell[2], kind = cell[3];
    uint32_t value = get_32(cell + 8), evidence = get_32(cell + 12);
    if (state >= SL_ANSWER_STATES || kind >= SL_VALUE_KINDS || get_16(cell + 6) != 0 ||
        (kinds_of_state[state] >> kind & 1) == 0)
        return false;
    if (value != 0 &&
        (kind == SL_VALUE_NONE || (is_text_kind(kind) && !is_text_place(body, value, met))))
        return false;
    return evidence == 0 || is_text_place(body, evidence, met);
}

static inline enum sl_status check_question(const struct sl_body *body, uint32_t from, uint32_t to,
                                            size_t *met, struct sl_error *err) {
    const uint8_t *cell = body->cell + (size_t)CELL_SIZE * from;
    for (uint32_t i = from; i < to; i++, cell += CELL_SIZE) {
        if (i > from && get_16(cell) <= get_16(cell - CELL_SIZE))
            return damaged(err, "rows do not rise at cell", i);
        if (!is_cell(body, cell, met))
            return damaged(err, "there is no sense in cell", i);
    }
    return SL_OK;
}

static enum sl_status check_cells(const struct sl_body *body, struct sl_error *err) {
    size_t met = 0;
    uint32_t from = 0;
    if (get_32(body->first) != 0)
        return damaged(err, "cells do not begin at question", 0);
    for (uint32_t question = 0; question < body->questions; question++) {
        uint32_t to = get_32(body->first + 4 * ((size_t)question + 1));
        if (to < from || to > body->cells)
            return damaged(err, "cells are out of order at question", question);
        enum sl_status status = check_question(body, from, to, &met, err);
        if (status != SL_OK)
            return status;
        from = to;
    }
    if (from != body->cells || met != body->text_bytes)
        return damaged(err, "something is left behind question", body->questions);
    return SL_OK;
}

enum sl_status sl_body_open(const void *bytes, size_t length, struct sl_body *out,
                            struct sl_error *err) {
    struct sl_body body = {0};
    enum sl_status status = read_header(bytes, length, &body, err);
    if (status == SL_OK)
        status = check_cells(&body, err);
    if (status == SL_OK)
        *out = body;
    return status;
}

void sl_body_cells(const struct sl_body *body, uint32_t question, uint32_t *from, uint32_t *to) {
    *from = *to = 0;
    if (question >= body->questions)
        return;
    *from = get_32(body->first + 4 * (size_t)question);
    *to = get_32(body->first + 4 * ((size_t)question + 1));
}

static struct sl_text text_at(const struct sl_body *body, uint32_t place) {
    if (place == 0)
        return (struct sl_text){"", 0};
    const uint8_t *text = body->texts + place - 1;
    return (struct sl_text){(const char *)text + 4, get_32(text)};
}

uint16_t sl_body_value(const struct sl_body *body, uint32_t cell, struct sl_value *out) {
    assert(cell < body->cells);
    const uint8_t *at = body->cell + (size_t)CELL_SIZE * cell;
    uint32_t value = get_32(at + 8);
    bool text = is_text_kind(at[3]);
    *out = (struct sl_value){.state = at[2],
                             .kind = at[3],
                             .number = text ? 0 : (int32_t)value,
                             .text = text_at(body, text ? value : 0),
                             .sources = get_16(at + 4),
                             .evidence = text_at(body, get_32(at + 12))};
    return get_16(at);
}

bool sl_body_find(const struct sl_body *body, uint32_t question, uint16_t row,
                  struct sl_value *out) {
    uint32_t from, to;
    sl_body_cells(body, question, &from, &to);
    uint32_t end = to;
    while (from < to) {
        uint32_t middle = from + (to - from) / 2;
        if (get_16(body->cell + (size_t)CELL_SIZE * middle) < row)
            from = middle + 1;
        else
            to = middle;
    }
    if (from < end && get_16(body->cell + (size_t)CELL_SIZE * from) == row) {
        sl_body_value(body, from, out);
        return true;
    }
    *out = (struct sl_value){.state = SL_NOT_YET, .text = {"", 0}, .evidence = {"", 0}};
    return false;
}
