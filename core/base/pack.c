#include "base/pack_inside.h"
#include "base/slim.h"
#include <assert.h>
#include <stdlib.h>

enum { SLOTS_FIRST = 256 };

static const char magic[4] = "SLB1";

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
    uint8_t tool_hash[SL_BODY_HASH];
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
    memcpy(packer->tool_hash, tool_hash, SL_BODY_HASH);
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
    assert(text.length < UINT32_MAX - SL_BODY_TEXT_EXTRA);
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
    if (sl_kind_holds_text(kind))
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
    *text_bytes += known->length + SL_BODY_TEXT_EXTRA;
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
    sl_put_32(to + 4, packer->questions);
    sl_put_32(to + 8, (uint32_t)packer->count);
    sl_put_32(to + 12, (uint32_t)text_bytes);
    sl_put_32(to + 16, packer->form);
    memcpy(to + 20, packer->tool_hash, SL_BODY_HASH);
    return to + SL_BODY_HEADER;
}

static uint8_t *write_first(const struct sl_packer *packer, uint8_t *to) {
    size_t cell = 0;
    for (uint64_t question = 0; question <= packer->questions; question++, to += 4) {
        while (cell < packer->count && packer->cells[cell].question < question)
            cell++;
        sl_put_32(to, (uint32_t)cell);
    }
    return to;
}

static uint32_t place_of(const struct sl_packer *packer, uint32_t number) {
    return number > 0 ? packer->known[number - 1].place : 0;
}

static uint8_t *write_cells(const struct sl_packer *packer, uint8_t *to) {
    for (size_t i = 0; i < packer->count; i++, to += SL_BODY_CELL) {
        const struct cell *cell = &packer->cells[i];
        sl_put_16(to, cell->row);
        to[2] = cell->state;
        to[3] = cell->kind;
        sl_put_16(to + 4, cell->sources);
        sl_put_16(to + 6, 0);
        sl_put_32(to + 8, sl_kind_holds_text(cell->kind) ? place_of(packer, cell->text)
                                                         : (uint32_t)cell->number);
        sl_put_32(to + 12, place_of(packer, cell->evidence));
    }
    return to;
}

static void write_texts(const struct sl_packer *packer, uint8_t *to) {
    for (size_t i = 0; i < packer->known_count; i++) {
        const struct known *known = &packer->known[i];
        if (known->place == 0)
            continue;
        uint8_t *text = to + known->place - 1;
        sl_put_32(text, known->length);
        memcpy(text + 4, packer->bytes.bytes + known->from, known->length);
        text[4 + known->length] = '\0';
    }
}

void sl_packer_finish(struct sl_packer *packer, uint8_t **bytes, size_t *length) {
    settle(packer);
    size_t text_bytes = find_places(packer);
    *length = SL_BODY_HEADER + 4 * ((size_t)packer->questions + 1) + SL_BODY_CELL * packer->count +
              text_bytes;
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

static inline size_t text_size(const uint8_t *at, size_t left, bool token) {
    (void)token;
    if (left <= SL_BODY_TEXT_EXTRA)
        return 0;
    size_t length = sl_get_32(at);
    if (length == 0 || length > left - SL_BODY_TEXT_EXTRA || at[4 + length] != '\0')
        return 0;
    return SL_BODY_TEXT_EXTRA + length;
}

enum sl_status sl_body_open(const void *bytes, size_t length, struct sl_body *out,
                            struct sl_error *err) {
    struct sl_body body = {0};
    enum sl_status status = sl_body_read_header(magic, bytes, length, &body, err);
    if (status == SL_OK)
        status = sl_body_check_cells(&body, text_size, err);
    if (status == SL_OK)
        *out = body;
    return status;
}

void sl_body_cells(const struct sl_body *body, uint32_t question, uint32_t *from, uint32_t *to) {
    *from = *to = 0;
    if (question >= body->questions)
        return;
    *from = sl_get_32(body->first + 4 * (size_t)question);
    *to = sl_get_32(body->first + 4 * ((size_t)question + 1));
}

static struct sl_text text_at(const struct sl_body *body, uint32_t place) {
    if (place == 0)
        return (struct sl_text){"", 0};
    const uint8_t *text = body->texts + place - 1;
    uint32_t length = sl_get_32(text);
    if (length & SL_SLIM_STUB)
        return (struct sl_text){"", 0};
    return (struct sl_text){(const char *)text + 4, length};
}

uint16_t sl_body_value(const struct sl_body *body, uint32_t cell, struct sl_value *out) {
    assert(cell < body->cells);
    const uint8_t *at = body->cell + (size_t)SL_BODY_CELL * cell;
    uint32_t value = sl_get_32(at + 8);
    bool text = sl_kind_holds_text(at[3]);
    *out = (struct sl_value){.state = at[2],
                             .kind = at[3],
                             .number = text ? 0 : (int32_t)value,
                             .text = text_at(body, text ? value : 0),
                             .sources = sl_get_16(at + 4),
                             .evidence = text_at(body, sl_get_32(at + 12))};
    return sl_get_16(at);
}

bool sl_body_cell(const struct sl_body *body, uint32_t question, uint16_t row, uint32_t *cell) {
    uint32_t from, to;
    sl_body_cells(body, question, &from, &to);
    uint32_t end = to;
    while (from < to) {
        uint32_t middle = from + (to - from) / 2;
        if (sl_get_16(body->cell + (size_t)SL_BODY_CELL * middle) < row)
            from = middle + 1;
        else
            to = middle;
    }
    if (from == end || sl_get_16(body->cell + (size_t)SL_BODY_CELL * from) != row)
        return false;
    *cell = from;
    return true;
}

bool sl_body_find(const struct sl_body *body, uint32_t question, uint16_t row,
                  struct sl_value *out) {
    uint32_t cell;
    if (sl_body_cell(body, question, row, &cell)) {
        sl_body_value(body, cell, out);
        return true;
    }
    *out = (struct sl_value){.state = SL_NOT_YET, .text = {"", 0}, .evidence = {"", 0}};
    return false;
}
