#include "practice/cell_count.h"
#include "store/query.h"
#include <stdlib.h>
#include <string.h>

/* Texts of a cell: places (tool, team, month, basis) and things (tool, question, value) are known
 * by numbers, and a cell by the two. */
struct words {
    struct sl_buffer texts;
    size_t *places; /* of word n in texts */
    uint32_t *slots;
    size_t count, capacity, slot_count;
};

struct cell {
    uint32_t place, thing; /* + 1 */
    int64_t n;
};

struct sl_cell_count {
    struct words places, things;
    struct cell *cells;
    size_t used, slot_count;
};

enum { FIRST_SLOTS = 1024 };

static uint64_t mix(uint64_t hash, uint64_t more) {
    hash = (hash ^ more) * UINT64_C(0x9e3779b97f4a7c15);
    return hash ^ hash >> 32;
}

static uint64_t hash_text(const char *text, size_t length) {
    uint64_t hash = length;
    for (size_t i = 0; i < length; i++)
        hash = mix(hash, (unsigned char)text[i]);
    return hash;
}

static const char *word(const struct words *words, size_t number, size_t *length) {
    size_t from = words->places[number];
    size_t to = number + 1 < words->count ? words->places[number + 1] : words->texts.length;
    *length = to - from;
    return words->texts.bytes + from;
}

static void put_slot(struct words *words, uint32_t number) {
    size_t length;
    const char *text = word(words, number, &length);
    size_t at = hash_text(text, length) & (words->slot_count - 1);
    while (words->slots[at] != 0)
        at = (at + 1) & (words->slot_count - 1);
    words->slots[at] = number + 1;
}

static void grow_words(struct words *words) {
    if (words->count == words->capacity) {
        words->capacity = words->capacity > 0 ? 2 * words->capacity : FIRST_SLOTS / 2;
        words->places = sl_resize(words->places, words->capacity, sizeof *words->places);
    }
    if (2 * (words->count + 1) <= words->slot_count)
        return;
    words->slot_count = words->slot_count > 0 ? 2 * words->slot_count : FIRST_SLOTS;
    free(words->slots);
    words->slots = sl_new(words->slot_count, sizeof *words->slots);
    for (uint32_t i = 0; i < words->count; i++)
        put_slot(words, i);
}

/* The number of a word, from 1. */
static uint32_t know(struct words *words, const char *text, size_t length) {
    grow_words(words);
    size_t at = hash_text(text, length) & (words->slot_count - 1), known;
    for (; words->slots[at] != 0; at = (at + 1) & (words->slot_count - 1)) {
        const char *other = word(words, words->slots[at] - 1, &known);
        if (known == length && memcmp(other, text, length) == 0)
            return words->slots[at];
    }
    words->places[words->count++] = words->texts.length;
    sl_buffer_add(&words->texts, text, length);
    words->slots[at] = (uint32_t)words->count;
    return (uint32_t)words->count;
}

static void drop_words(struct words *words) {
    sl_buffer_drop(&words->texts);
    free(words->places);
    free(words->slots);
}

struct sl_cell_count *sl_cell_count_new(void) {
    struct sl_cell_count *count = sl_new(1, sizeof *count);
    count->slot_count = FIRST_SLOTS;
    count->cells = sl_new(FIRST_SLOTS, sizeof *count->cells);
    return count;
}

void sl_cell_count_free(struct sl_cell_count *count) {
    if (count == NULL)
        return;
    drop_words(&count->places);
    drop_words(&count->things);
    free(count->cells);
    free(count);
}

void sl_cell_count_drop(struct sl_cell_count **count) {
    sl_cell_count_free(*count);
    *count = NULL;
}

static struct cell *find_cell(struct cell *cells, size_t slots, uint32_t place, uint32_t thing) {
    size_t at = mix(place, thing) & (slots - 1);
    while (cells[at].place != 0 && (cells[at].place != place || cells[at].thing != thing))
        at = (at + 1) & (slots - 1);
    return &cells[at];
}

static void grow_cells(struct sl_cell_count *count) {
    if (2 * (count->used + 1) <= count->slot_count)
        return;
    size_t slots = 2 * count->slot_count;
    struct cell *cells = sl_new(slots, sizeof *cells);
    for (size_t i = 0; i < count->slot_count; i++)
        if (count->cells[i].place != 0)
            *find_cell(cells, slots, count->cells[i].place, count->cells[i].thing) =
                count->cells[i];
    free(count->cells);
    count->cells = cells;
    count->slot_count = slots;
}

struct adding {
    struct sl_cell_count *count;
    const char *tool;
    uint32_t place;
    int64_t n;
    struct sl_buffer thing;
};

static enum sl_status add_one(void *context, const char *question, struct sl_text value,
                              struct sl_error *err) {
    (void)err;
    struct adding *adding = context;
    sl_buffer_clear(&adding->thing);
    sl_buffer_add(&adding->thing, adding->tool, strlen(adding->tool) + 1);
    sl_buffer_add(&adding->thing, question, strlen(question) + 1);
    sl_buffer_add(&adding->thing, value.bytes, value.length);
    sl_buffer_char(&adding->thing, '\0');
    uint32_t thing = know(&adding->count->things, adding->thing.bytes, adding->thing.length);
    grow_cells(adding->count);
    struct cell *cell =
        find_cell(adding->count->cells, adding->count->slot_count, adding->place, thing);
    if (cell->place == 0) {
        adding->count->used++;
        cell->place = adding->place;
        cell->thing = thing;
    }
    cell->n += adding->n;
    return SL_OK;
}

static uint32_t know_place(struct sl_cell_count *count, const char *team, const char *month,
                           const char *basis) {
    SL_AUTO(sl_buffer_drop) struct sl_buffer text = {0};
    sl_buffer_add(&text, team, strlen(team) + 1);
    sl_buffer_add(&text, month, strlen(month) + 1);
    sl_buffer_add(&text, basis, strlen(basis) + 1);
    return know(&count->places, text.bytes, text.length);
}

enum sl_status sl_cell_count_add(struct sl_cell_count *count, const struct sl_tool *tool,
                                 const struct sl_cell_place *place, const struct sl_body *body,
                                 int64_t n, struct sl_error *err) {
    char month[SL_DAY_SIZE];
    if (place->basis == NULL)
        return SL_OK;
    sl_day_format(place->day, month);
    month[7] = '\0';
    struct adding adding = {.count = count, .tool = place->tool, .n = n};
    adding.place = know_place(count, place->team, month, place->basis);
    enum sl_status status = sl_cell_values(tool, body, place->grade, add_one, &adding, err);
    sl_buffer_drop(&adding.thing);
    return status;
}

size_t sl_cell_count_size(const struct sl_cell_count *count) {
    size_t size = 0;
    for (size_t i = 0; i < count->slot_count; i++)
        size += count->cells[i].place != 0 && count->cells[i].n != 0;
    return size;
}

/* The words of a cell, each behind the NUL of the one before. */
static struct sl_cell cell_of(const struct sl_cell_count *count, const struct cell *kept) {
    size_t length;
    struct sl_cell cell = {.n = kept->n};
    cell.team = word(&count->places, kept->place - 1, &length);
    cell.month = cell.team + strlen(cell.team) + 1;
    cell.basis = cell.month + strlen(cell.month) + 1;
    cell.tool = word(&count->things, kept->thing - 1, &length);
    cell.question = cell.tool + strlen(cell.tool) + 1;
    cell.value = cell.question + strlen(cell.question) + 1;
    return cell;
}

enum sl_status sl_cell_count_keep(const struct sl_cell_count *count, struct sl_store *store,
                                  struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q =
        sl_query_open(store,
                      "INSERT INTO summary_cell (tool, question, value, team, month, basis, n)"
                      " VALUES (:tool, :question, :value, :team, :month, :basis, :n)",
                      err);
    for (size_t i = 0; i < count->slot_count && q.status == SL_OK; i++) {
        if (count->cells[i].place == 0 || count->cells[i].n == 0)
            continue;
        struct sl_cell cell = cell_of(count, &count->cells[i]);
        sl_query_again(&q);
        sl_query_text(&q, ":tool", cell.tool);
        sl_query_text(&q, ":question", cell.question);
        sl_query_text(&q, ":value", cell.value);
        sl_query_text(&q, ":team", cell.team);
        sl_query_text(&q, ":month", cell.month);
        sl_query_text(&q, ":basis", cell.basis);
        sl_query_int(&q, ":n", cell.n);
        sl_query_run(&q);
    }
    return q.status;
}

struct comparing {
    const struct sl_cell_count *count;
    size_t seen;
};

static uint32_t known_word(const struct words *words, const char *text, size_t length) {
    if (words->slot_count == 0)
        return 0;
    size_t at = hash_text(text, length) & (words->slot_count - 1), known;
    for (; words->slots[at] != 0; at = (at + 1) & (words->slot_count - 1)) {
        const char *other = word(words, words->slots[at] - 1, &known);
        if (known == length && memcmp(other, text, length) == 0)
            return words->slots[at];
    }
    return 0;
}

static int64_t counted(const struct sl_cell_count *count, const struct sl_cell *cell) {
    SL_AUTO(sl_buffer_drop) struct sl_buffer text = {0};
    sl_buffer_add(&text, cell->team, strlen(cell->team) + 1);
    sl_buffer_add(&text, cell->month, strlen(cell->month) + 1);
    sl_buffer_add(&text, cell->basis, strlen(cell->basis) + 1);
    uint32_t place = known_word(&count->places, text.bytes, text.length);
    sl_buffer_clear(&text);
    sl_buffer_add(&text, cell->tool, strlen(cell->tool) + 1);
    sl_buffer_add(&text, cell->question, strlen(cell->question) + 1);
    sl_buffer_add(&text, cell->value, strlen(cell->value) + 1);
    uint32_t thing = known_word(&count->things, text.bytes, text.length);
    return place != 0 && thing != 0 ? find_cell(count->cells, count->slot_count, place, thing)->n
                                    : 0;
}

static enum sl_status compare_one(void *context, const struct sl_cell *cell, struct sl_error *err) {
    struct comparing *comparing = context;
    int64_t n = counted(comparing->count, cell);
    comparing->seen++;
    if (n == cell->n)
        return SL_OK;
    return sl_fail(err, SL_INVALID, "summary_cell",
                   "The kept count of %s, question '%s', answer '%s', team %s, %s (%s) is %lld, "
                   "counted anew it is %lld",
                   cell->tool, cell->question, cell->value, cell->team, cell->month, cell->basis,
                   (long long)cell->n, (long long)n);
}

enum sl_status sl_cell_count_compare(const struct sl_cell_count *count, struct sl_store *store,
                                     struct sl_error *err) {
    struct comparing comparing = {.count = count};
    const struct sl_cell_choice all = {0};
    enum sl_status status = sl_cell_each(store, &all, compare_one, &comparing, err);
    size_t size = sl_cell_count_size(count);
    if (status == SL_OK && comparing.seen != size)
        status =
            sl_fail(err, SL_INVALID, "summary_cell",
                    "%zu summary cells are kept, counted anew there are %zu", comparing.seen, size);
    return status;
}
