#include "base/result.h"
#include <stdlib.h>
#include <string.h>

enum {
    HEAD = 16,
    VALUE = 12,
    REASON = 12,
    CITE = 16,
    NO_CLAUSE = 0xffff,
    VALUES_MOST = (SL_RESULT_MOST - HEAD) / VALUE,
    REASONS_MOST = (SL_RESULT_MOST - HEAD) / REASON,
    CITES_MOST = (SL_RESULT_MOST - HEAD) / CITE,
    TEXTS_MOST = SL_RESULT_MOST / 6,
    SLOTS = 32768, /* of the table that finds a text again */
    TEXT_FRAME = 5 /* four bytes of length before a text, a NUL behind it */
};

static const char MAGIC[4] = {'S', 'L', 'R', '1'};

struct kept_text {
    uint32_t from, length; /* in the pool */
    uint32_t slot;
    uint32_t place; /* in the finished texts, 0 while not there */
};

struct value {
    uint16_t output, row;
    uint8_t kind;
    int32_t number; /* or a kept text */
};

struct reason {
    uint16_t clause, row;
    uint32_t text; /* kept text + 1; 0 none */
    uint16_t first_cite, cites;
};

struct sl_result_maker {
    bool full;
    size_t values, reasons, cites, texts, pool_used;
    struct value value[VALUES_MOST];
    struct reason reason[REASONS_MOST];
    struct sl_result_cite cite[CITES_MOST];
    struct kept_text text[TEXTS_MOST];
    uint16_t slot[SLOTS]; /* kept text + 1; 0 none */
    char pool[SL_RESULT_MOST];
    size_t length, texts_from;
    uint8_t bytes[SL_RESULT_MOST];
};

struct sl_result_maker *sl_result_maker_new(void) {
    struct sl_result_maker *maker = sl_resize(NULL, 1, sizeof *maker);
    maker->length = maker->texts_from = maker->texts = 0;
    memset(maker->slot, 0, sizeof maker->slot);
    sl_result_begin(maker);
    return maker;
}

void sl_result_maker_free(struct sl_result_maker *maker) {
    free(maker);
}

void sl_result_begin(struct sl_result_maker *maker) {
    maker->full = false;
    for (size_t i = 0; i < maker->texts; i++)
        maker->slot[maker->text[i].slot] = 0;
    maker->values = maker->reasons = maker->cites = maker->texts = maker->pool_used = 0;
}

/* Where the text stands in the table, or belongs. */
static uint32_t slot_of(const struct sl_result_maker *maker, struct sl_text text) {
    uint32_t hash = 2166136261u;
    for (size_t i = 0; i < text.length; i++)
        hash = (hash ^ (unsigned char)text.bytes[i]) * 16777619u;
    for (uint32_t at = (hash ^ hash >> 15) % SLOTS;; at = (at + 1) % SLOTS) {
        if (maker->slot[at] == 0)
            return at;
        const struct kept_text *kept = &maker->text[maker->slot[at] - 1];
        if (kept->length == text.length &&
            memcmp(maker->pool + kept->from, text.bytes, text.length) == 0)
            return at;
    }
}

static uint32_t keep_text(struct sl_result_maker *maker, struct sl_text text) {
    if (text.length > SL_RESULT_TEXT_MOST) {
        maker->full = true;
        return 0;
    }
    uint32_t slot = slot_of(maker, text);
    if (maker->slot[slot] > 0)
        return maker->slot[slot] - 1u;
    if (maker->texts == TEXTS_MOST || text.length > sizeof maker->pool - maker->pool_used) {
        maker->full = true;
        return 0;
    }
    memcpy(maker->pool + maker->pool_used, text.bytes, text.length);
    maker->text[maker->texts] =
        (struct kept_text){(uint32_t)maker->pool_used, (uint32_t)text.length, slot, 0};
    maker->pool_used += text.length;
    maker->slot[slot] = (uint16_t)++maker->texts;
    return (uint32_t)maker->texts - 1;
}

static bool is_before(const struct value *value, uint16_t output, uint16_t row) {
    return value->output < output || (value->output == output && value->row < row);
}

/* Where a value for output and row stands or belongs; mostly behind the last. */
static size_t value_place(const struct sl_result_maker *maker, uint16_t output, uint16_t row) {
    size_t low = 0, high = maker->values;
    if (high > 0 && is_before(&maker->value[high - 1], output, row))
        return high;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (is_before(&maker->value[middle], output, row))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool is_text_kind(unsigned kind) {
    return kind == SL_RESULT_TOKEN || kind == SL_RESULT_TEXT;
}

void sl_result_put(struct sl_result_maker *maker, const struct sl_result_value *value) {
    size_t at = value_place(maker, value->output, value->row);
    bool there = at < maker->values && maker->value[at].output == value->output &&
                 maker->value[at].row == value->row;
    if (!there && maker->values == VALUES_MOST) {
        maker->full = true;
        return;
    }
    int32_t number =
        is_text_kind(value->kind) ? (int32_t)keep_text(maker, value->text) : value->number;
    if (!there && at < maker->values)
        memmove(&maker->value[at + 1], &maker->value[at],
                (maker->values - at) * sizeof maker->value[0]);
    maker->values += !there;
    maker->value[at] = (struct value){value->output, value->row, (uint8_t)value->kind, number};
}

void sl_result_reason_add(struct sl_result_maker *maker, uint16_t clause, uint16_t row,
                          struct sl_text text) {
    if (maker->reasons == REASONS_MOST) {
        maker->full = true;
        return;
    }
    uint32_t kept = text.length > 0 ? keep_text(maker, text) + 1 : 0;
    maker->reason[maker->reasons++] = (struct reason){clause, row, kept, (uint16_t)maker->cites, 0};
}

void sl_result_cite_add(struct sl_result_maker *maker, const struct sl_result_cite *cite) {
    if (maker->reasons == 0)
        return;
    if (maker->cites == CITES_MOST) {
        maker->full = true;
        return;
    }
    maker->cite[maker->cites++] = *cite;
    maker->reason[maker->reasons - 1].cites++;
}

void sl_result_cites_add(struct sl_result_maker *maker, const uint16_t *questions, size_t count) {
    if (maker->reasons == 0 || count > (size_t)(CITES_MOST - maker->cites)) {
        maker->full = maker->full || maker->reasons > 0;
        return;
    }
    struct sl_result_cite *cite = &maker->cite[maker->cites];
    for (size_t i = 0; i < count; i++)
        cite[i] = (struct sl_result_cite){.question = questions[i], .part = SL_CITE_VALUE};
    maker->cites += count;
    maker->reason[maker->reasons - 1].cites =
        (uint16_t)(maker->reason[maker->reasons - 1].cites + count);
}

static void put16(uint8_t *at, uint32_t number) {
    at[0] = (uint8_t)number;
    at[1] = (uint8_t)(number >> 8);
}

static void put32(uint8_t *at, uint32_t number) {
    put16(at, number);
    put16(at + 2, number >> 16);
}

static uint32_t place_text(struct sl_result_maker *maker, uint32_t kept) {
    struct kept_text *text = &maker->text[kept];
    if (text->place > 0)
        return text->place;
    if (maker->full || maker->length + text->length + TEXT_FRAME > SL_RESULT_MOST) {
        maker->full = true;
        return 0;
    }
    uint8_t *at = maker->bytes + maker->length;
    put32(at, text->length);
    memcpy(at + 4, maker->pool + text->from, text->length);
    at[4 + text->length] = '\0';
    text->place = (uint32_t)(maker->length - maker->texts_from) + 1;
    maker->length += text->length + TEXT_FRAME;
    return text->place;
}

static void write_value(struct sl_result_maker *maker, size_t index, uint8_t *at) {
    const struct value *value = &maker->value[index];
    uint32_t number = (uint32_t)value->number;
    put16(at, value->output);
    put16(at + 2, value->row);
    put32(at + 4, value->kind);
    put32(at + 8, is_text_kind(value->kind) ? place_text(maker, number) : number);
}

static void write_reason(struct sl_result_maker *maker, size_t index, uint8_t *at) {
    const struct reason *reason = &maker->reason[index];
    put16(at, reason->clause);
    put16(at + 2, reason->row);
    put32(at + 4, reason->text > 0 ? place_text(maker, reason->text - 1) : 0);
    put16(at + 8, reason->first_cite);
    put16(at + 10, reason->cites);
}

static void write_cite(const struct sl_result_cite *cite, uint8_t *at) {
    put16(at, cite->question);
    put16(at + 2, cite->row);
    put32(at + 4, cite->part);
    put32(at + 8, cite->from);
    put32(at + 12, cite->to);
}

static void write_head(struct sl_result_maker *maker, enum sl_result_status status) {
    uint8_t *at = maker->bytes;
    memcpy(at, MAGIC, sizeof MAGIC);
    put16(at + 4, status);
    put16(at + 6, (uint32_t)maker->values);
    put16(at + 8, (uint32_t)maker->reasons);
    put16(at + 10, (uint32_t)maker->cites);
    put32(at + 12, (uint32_t)(maker->length - maker->texts_from));
}

static void write_all(struct sl_result_maker *maker, enum sl_result_status status) {
    uint8_t *at = maker->bytes + HEAD;
    for (size_t i = 0; i < maker->texts; i++)
        maker->text[i].place = 0;
    for (size_t i = 0; i < maker->values; i++, at += VALUE)
        write_value(maker, i, at);
    for (size_t i = 0; i < maker->reasons; i++, at += REASON)
        write_reason(maker, i, at);
    for (size_t i = 0; i < maker->cites; i++, at += CITE)
        write_cite(&maker->cite[i], at);
    write_head(maker, status);
}

static bool is_sentence_only(enum sl_result_status status) {
    return status == SL_RESULT_FAILED || status == SL_RESULT_LIMIT;
}

bool sl_result_finish(struct sl_result_maker *maker, enum sl_result_status status,
                      struct sl_text text, const uint8_t **bytes, size_t *length) {
    if (status == SL_RESULT_WANTS)
        sl_result_begin(maker);
    if (is_sentence_only(status)) {
        sl_result_begin(maker);
        sl_result_reason_add(maker, NO_CLAUSE, 0, text);
    }
    size_t fixed = HEAD + maker->values * VALUE + maker->reasons * REASON + maker->cites * CITE;
    if (maker->full || fixed > SL_RESULT_MOST)
        return false;
    maker->length = maker->texts_from = fixed;
    write_all(maker, status);
    if (maker->full)
        return false;
    *bytes = maker->bytes;
    *length = maker->length;
    return true;
}

static uint16_t get16(const uint8_t *at) {
    return (uint16_t)(at[0] | at[1] << 8);
}

static uint32_t get32(const uint8_t *at) {
    return get16(at) | (uint32_t)get16(at + 2) << 16;
}

static const uint8_t *value_bytes(const struct sl_result *result, uint16_t index) {
    return result->bytes + HEAD + (size_t)index * VALUE;
}

static const uint8_t *reason_bytes(const struct sl_result *result, uint16_t index) {
    return value_bytes(result, result->values) + (size_t)index * REASON;
}

static const uint8_t *cite_bytes(const struct sl_result *result, uint16_t index) {
    return reason_bytes(result, result->reasons) + (size_t)index * CITE;
}

static struct sl_text text_at(const struct sl_result *result, uint32_t place) {
    if (place == 0)
        return (struct sl_text){"", 0};
    const uint8_t *at = result->texts + place - 1;
    return (struct sl_text){(const char *)at + 4, get32(at)};
}

static enum sl_status refuse(struct sl_error *err, const char *what) {
    return sl_fail(err, SL_INVALID, "", "The packed result is damaged: %s.", what);
}

/* Texts stand in the order in which values and reasons first name them, each once. */
struct text_walk {
    const struct sl_result *result;
    size_t next; /* where the next text begins */
    uint8_t starts[SL_RESULT_MOST / 8];
};

static enum sl_status check_new_text(struct text_walk *walk, struct sl_error *err) {
    const struct sl_result *result = walk->result;
    size_t left = result->text_bytes - walk->next;
    if (left < TEXT_FRAME)
        return refuse(err, "a text is cut off");
    const uint8_t *at = result->texts + walk->next;
    size_t length = get32(at);
    if (length > SL_RESULT_TEXT_MOST || length > left - TEXT_FRAME)
        return refuse(err, "a text is too long");
    if (at[4 + length] != '\0')
        return refuse(err, "a text has no end");
    if (sl_text_check((struct sl_text){(const char *)at + 4, length}, NULL) != SL_OK)
        return refuse(err, "a text isn't clean UTF-8");
    walk->starts[walk->next / 8] |= (uint8_t)(1 << walk->next % 8);
    walk->next += length + TEXT_FRAME;
    return SL_OK;
}

static enum sl_status check_text(struct text_walk *walk, uint32_t place, struct sl_error *err) {
    if (place == 0 || place - 1 > walk->next)
        return refuse(err, "a text is missing");
    size_t from = place - 1;
    if (from == walk->next)
        return check_new_text(walk, err);
    return walk->starts[from / 8] >> from % 8 & 1 ? SL_OK : refuse(err, "a text is missing");
}

static bool follows(const uint8_t *before, const uint8_t *value) {
    uint16_t output = get16(value), earlier = get16(before);
    return output > earlier || (output == earlier && get16(value + 2) > get16(before + 2));
}

static enum sl_status check_values(struct text_walk *walk, struct sl_error *err) {
    for (uint16_t i = 0; i < walk->result->values; i++) {
        const uint8_t *at = value_bytes(walk->result, i);
        uint32_t kind = get32(at + 4);
        if (kind < SL_RESULT_TOKEN || kind > SL_RESULT_TEXT)
            return refuse(err, "a value is of no known kind");
        if (i > 0 && !follows(at - VALUE, at))
            return refuse(err, "its values are out of order");
        if (is_text_kind(kind) && check_text(walk, get32(at + 8), err) != SL_OK)
            return SL_INVALID;
    }
    return SL_OK;
}

static enum sl_status check_reasons(struct text_walk *walk, struct sl_error *err) {
    const struct sl_result *result = walk->result;
    bool sentence_only = is_sentence_only(result->status);
    if (sentence_only && (result->values > 0 || result->reasons != 1 || result->cites > 0))
        return refuse(err, "a failure has one sentence and nothing else");
    uint32_t cites = 0;
    for (uint16_t i = 0; i < result->reasons; i++) {
        const uint8_t *at = reason_bytes(result, i);
        uint32_t text = get32(at + 4);
        if ((get16(at) == NO_CLAUSE) != sentence_only || (sentence_only && text == 0))
            return refuse(err, "a reason has no clause");
        if (text > 0 && check_text(walk, text, err) != SL_OK)
            return SL_INVALID;
        if (get16(at + 8) != cites)
            return refuse(err, "its cites are out of order");
        cites += get16(at + 10);
    }
    return cites == result->cites ? SL_OK : refuse(err, "a cite belongs to no reason");
}

static enum sl_status check_cites(const struct sl_result *result, struct sl_error *err) {
    for (uint16_t i = 0; i < result->cites; i++) {
        const uint8_t *at = cite_bytes(result, i);
        if (get32(at + 4) > SL_CITE_EVIDENCE)
            return refuse(err, "a cite is of no known part");
        if (get32(at + 8) > get32(at + 12))
            return refuse(err, "a cited span ends before it begins");
    }
    return SL_OK;
}

static enum sl_status read_head(const uint8_t *bytes, size_t length, struct sl_result *result,
                                struct sl_error *err) {
    if (length < HEAD || length > SL_RESULT_MOST || memcmp(bytes, MAGIC, sizeof MAGIC) != 0)
        return refuse(err, "it doesn't begin as one");
    *result = (struct sl_result){.status = get16(bytes + 4),
                                 .values = get16(bytes + 6),
                                 .reasons = get16(bytes + 8),
                                 .cites = get16(bytes + 10),
                                 .bytes = bytes,
                                 .text_bytes = get32(bytes + 12)};
    size_t fixed = HEAD + (size_t)result->values * VALUE + (size_t)result->reasons * REASON +
                   (size_t)result->cites * CITE;
    if (result->status >= SL_RESULT_STATUSES)
        return refuse(err, "it has no known status");
    if (fixed > length || length - fixed != result->text_bytes)
        return refuse(err, "its length is wrong");
    if (result->status == SL_RESULT_WANTS && length > HEAD)
        return refuse(err, "it wants the whole body and says something nevertheless");
    result->texts = bytes + fixed;
    return SL_OK;
}

enum sl_status sl_result_open(const void *bytes, size_t length, struct sl_result *out,
                              struct sl_error *err) {
    struct sl_result result;
    enum sl_status status = read_head(bytes, length, &result, err);
    if (status != SL_OK)
        return status;
    struct text_walk walk;
    walk.result = &result;
    walk.next = 0;
    memset(walk.starts, 0, result.text_bytes / 8 + 1);
    if (check_values(&walk, err) != SL_OK || check_reasons(&walk, err) != SL_OK ||
        check_cites(&result, err) != SL_OK)
        return SL_INVALID;
    if (walk.next != result.text_bytes)
        return refuse(err, "a text belongs to nothing");
    *out = result;
    return SL_OK;
}

enum sl_result_status sl_result_status_of(const void *bytes, size_t length) {
    uint16_t status = length < HEAD ? SL_RESULT_STATUSES : get16((const uint8_t *)bytes + 4);
    return status < SL_RESULT_STATUSES ? (enum sl_result_status)status : SL_RESULT_STATUSES;
}

struct sl_result_value sl_result_value_at(const struct sl_result *result, uint16_t index) {
    const uint8_t *at = value_bytes(result, index);
    struct sl_result_value value = {get16(at), get16(at + 2), at[4], 0, {"", 0}};
    if (is_text_kind(value.kind))
        value.text = text_at(result, get32(at + 8));
    else
        value.number = (int32_t)get32(at + 8);
    return value;
}

struct sl_result_reason sl_result_reason_at(const struct sl_result *result, uint16_t index) {
    const uint8_t *at = reason_bytes(result, index);
    return (struct sl_result_reason){get16(at), get16(at + 2), text_at(result, get32(at + 4)),
                                     get16(at + 8), get16(at + 10)};
}

struct sl_result_cite sl_result_cite_at(const struct sl_result *result, uint16_t index) {
    const uint8_t *at = cite_bytes(result, index);
    return (struct sl_result_cite){get16(at), get16(at + 2), at[4], get32(at + 8), get32(at + 12)};
}
