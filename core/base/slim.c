#include "base/slim.h"
#include "base/pack_inside.h"
#include <assert.h>
#include <stdlib.h>

enum { STUB = 14, FIND = 8, TOLD_MOST = 65535 };

static const char magic[4] = "SLS1";

static bool digits(const char *at, int count) {
    for (int i = 0; i < count; i++)
        if (at[i] < '0' || at[i] > '9')
            return false;
    return true;
}

bool sl_slim_has_date(struct sl_text text) {
    for (size_t i = 0; i + 10 <= text.length; i++) {
        const char *at = text.bytes + i;
        if (!digits(at, 2))
            continue;
        if ((at[2] == '/' && digits(at + 3, 2) && at[5] == '/' && digits(at + 6, 4)) ||
            (digits(at + 2, 2) && at[4] == '-' && digits(at + 5, 2) && at[7] == '-' &&
             digits(at + 8, 2)))
            return true;
    }
    return false;
}

struct making {
    const struct sl_body *body;
    const struct sl_phrases *const *lists;
    size_t count;
    struct sl_buffer *out;
    size_t begin, texts; /* in out, of the slim body and of its texts */
    uint32_t *token;     /* places of tokens, in rising order */
    size_t tokens;
    uint32_t *old, *new; /* places of the texts met so far, in rising order */
    size_t met;
    struct sl_phrase_hit hits[SL_SLIM_FINDS_MOST + 1];
};

static int by_place(const void *a, const void *b) {
    uint32_t one = *(const uint32_t *)a, other = *(const uint32_t *)b;
    return (one > other) - (one < other);
}

static void note_tokens(struct making *making) {
    const struct sl_body *body = making->body;
    for (uint32_t i = 0; i < body->cells; i++) {
        unsigned kind = body->cell[(size_t)SL_BODY_CELL * i + 3];
        uint32_t place = sl_slim_place(body, i, false);
        if (place > 0 && (kind == SL_VALUE_TOKEN || kind == SL_VALUE_TOKENS))
            making->token[making->tokens++] = place;
    }
    qsort(making->token, making->tokens, sizeof *making->token, by_place);
}

static bool is_token(const struct making *making, uint32_t place) {
    return bsearch(&place, making->token, making->tokens, sizeof place, by_place) != NULL;
}

static void put_find(struct making *making, size_t list, const struct sl_phrase_hit *hit) {
    uint8_t bytes[FIND] = {(uint8_t)list, 0};
    sl_put_16(bytes + 2, (uint16_t)hit->phrase);
    sl_put_16(bytes + 4, (uint16_t)hit->span.from);
    sl_put_16(bytes + 6, (uint16_t)hit->span.to);
    sl_buffer_add(making->out, bytes, sizeof bytes);
}

/* How many; more than SL_SLIM_FINDS_MOST: too many. */
static size_t put_finds(struct making *making, struct sl_text text) {
    size_t finds = 0;
    for (size_t list = 0; list < making->count && finds <= SL_SLIM_FINDS_MOST; list++) {
        size_t found = sl_phrases_spans(making->lists[list], text, making->hits,
                                        SL_SLIM_FINDS_MOST + 1 - finds);
        for (size_t i = 0; i < found; i++)
            put_find(making, list, &making->hits[i]);
        finds += found;
    }
    return finds;
}

static uint16_t characters_in(struct sl_text text) {
    size_t count = 0;
    for (size_t i = 0; i < text.length; i++)
        count += ((unsigned char)text.bytes[i] & 0xc0) != 0x80;
    return (uint16_t)count;
}

/* Most texts are plain ASCII, whose digits are found faster here than by their categories. */
static bool has_digit(struct sl_text text) {
    unsigned seen = 0;
    for (size_t i = 0; i < text.length; i++) {
        unsigned c = (unsigned char)text.bytes[i];
        if (c - '0' < 10)
            return true;
        seen |= c;
    }
    return seen >= 0x80 && sl_text_has_digit(text);
}

static unsigned signs_of(struct sl_text text) {
    return (has_digit(text) ? SL_SLIM_DIGIT : 0u) | (sl_slim_has_date(text) ? SL_SLIM_DATE : 0u) |
           (sl_text_trim(text).length == 0 ? SL_SLIM_BLANK : 0u);
}

static void put_stub(struct making *making, struct sl_text text) {
    size_t begin = making->out->length, finds = SL_SLIM_FINDS_MOST + 1;
    uint8_t head[STUB] = {0};
    sl_put_32(head, (uint32_t)text.length | SL_SLIM_STUB);
    head[10] = SL_SLIM_UNTOLD;
    sl_buffer_add(making->out, head, sizeof head);
    if (text.length <= TOLD_MOST)
        finds = put_finds(making, text);
    if (finds > SL_SLIM_FINDS_MOST) {
        making->out->length = begin + STUB;
        return;
    }
    uint8_t *stub = (uint8_t *)making->out->bytes + begin;
    sl_put_16(stub + 4, (uint16_t)sl_text_words(text));
    sl_put_16(stub + 6, (uint16_t)sl_text_sentences(text));
    sl_put_16(stub + 8, characters_in(text));
    stub[10] = (uint8_t)signs_of(text);
    sl_put_16(stub + 12, (uint16_t)finds);
}

static struct sl_text text_in_body(const struct sl_body *body, uint32_t place) {
    const uint8_t *at = body->texts + place - 1;
    return (struct sl_text){(const char *)at + 4, sl_get_32(at)};
}

/* The place that a text of the body has in the slim one; it is put there when it is new. */
static uint32_t take_text(struct making *making, uint32_t place) {
    if (place == 0)
        return 0;
    const uint32_t *known = bsearch(&place, making->old, making->met, sizeof place, by_place);
    if (known != NULL)
        return making->new[known - making->old];
    struct sl_text text = text_in_body(making->body, place);
    uint32_t to = (uint32_t)(making->out->length - making->texts) + 1;
    if (text.length <= SL_SLIM_SHORT || is_token(making, place))
        sl_buffer_add(making->out, text.bytes - 4, text.length + SL_BODY_TEXT_EXTRA);
    else
        put_stub(making, text);
    making->old[making->met] = place;
    making->new[making->met++] = to;
    return to;
}

static void put_texts(struct making *making) {
    const struct sl_body *body = making->body;
    size_t cells = making->begin + (size_t)(body->cell - body->bytes);
    for (uint32_t i = 0; i < body->cells; i++) {
        size_t cell = cells + (size_t)SL_BODY_CELL * i;
        uint32_t value = take_text(making, sl_slim_place(body, i, false));
        uint32_t evidence = take_text(making, sl_slim_place(body, i, true));
        uint8_t *at = (uint8_t *)making->out->bytes + cell;
        if (value > 0)
            sl_put_32(at + 8, value);
        sl_put_32(at + 12, evidence);
    }
}

void sl_slim_make(const struct sl_body *body, const struct sl_phrases *const *lists, size_t count,
                  struct sl_buffer *out) {
    assert(count <= SL_SLIM_LISTS_MOST);
    size_t fixed = (size_t)(body->texts - body->bytes), places = 2 * (size_t)body->cells + 1;
    SL_AUTO(sl_free) uint32_t *room = sl_resize(NULL, 3 * places, sizeof *room);
    struct making making;
    making.body = body;
    making.lists = lists;
    making.count = count;
    making.out = out;
    making.begin = out->length;
    making.texts = out->length + fixed;
    making.token = room;
    making.old = room + places;
    making.new = room + 2 * places;
    making.tokens = making.met = 0;
    note_tokens(&making);
    sl_buffer_add(out, body->bytes, fixed);
    put_texts(&making);
    uint8_t *head = (uint8_t *)out->bytes + making.begin;
    memcpy(head, magic, sizeof magic);
    sl_put_32(head + 12, (uint32_t)(out->length - making.texts));
}

/* Places rise over all lists: list and byte as one number do. */
static inline bool finds_are_sound(const uint8_t *find, size_t count, size_t length) {
    uint32_t before = 0;
    bool sound = true;
    for (size_t i = 0; i < count; i++, find += FIND) {
        uint32_t list = find[0], ends = sl_get_16(find + 6);
        uint32_t begins_at = list << 16 | sl_get_16(find + 4), ends_at = list << 16 | ends;
        sound &= (list < SL_SLIM_LISTS_MOST) & (find[1] == 0) & (begins_at >= before) &
                 (ends_at > begins_at) & (ends <= length);
        before = ends_at;
    }
    return sound;
}

static inline size_t stub_size(const uint8_t *at, size_t left) {
    size_t length = sl_get_32(at) & ~SL_SLIM_STUB;
    if (left < STUB || length == 0)
        return 0;
    size_t finds = sl_get_16(at + 12);
    bool told = (at[10] & SL_SLIM_UNTOLD) == 0;
    if (at[10] > SL_SLIM_SIGNS || at[11] != 0 || finds > SL_SLIM_FINDS_MOST ||
        finds * FIND > left - STUB || (told && length > TOLD_MOST) || (!told && finds > 0) ||
        !finds_are_sound(at + STUB, finds, length))
        return 0;
    return STUB + finds * FIND;
}

static inline size_t text_size(const uint8_t *at, size_t left, bool token) {
    if (left <= SL_BODY_TEXT_EXTRA)
        return 0;
    size_t length = sl_get_32(at);
    if (length & SL_SLIM_STUB)
        return token ? 0 : stub_size(at, left);
    if (length == 0 || length > left - SL_BODY_TEXT_EXTRA || at[4 + length] != '\0')
        return 0;
    return SL_BODY_TEXT_EXTRA + length;
}

enum sl_status sl_slim_open(const void *bytes, size_t length, struct sl_body *out,
                            struct sl_error *err) {
    struct sl_body body = {0};
    enum sl_status status = sl_body_read_header(magic, bytes, length, &body, err);
    if (status == SL_OK)
        status = sl_body_check_cells(&body, text_size, err);
    if (status == SL_OK)
        *out = body;
    return status;
}

bool sl_slim_bytes_are(const void *bytes, size_t length) {
    return length >= sizeof magic && memcmp(bytes, magic, sizeof magic) == 0;
}

bool sl_slim_is(const struct sl_body *body) {
    return sl_slim_bytes_are(body->bytes, body->length);
}

uint32_t sl_slim_place(const struct sl_body *body, uint32_t cell, bool evidence) {
    const uint8_t *at = body->cell + (size_t)SL_BODY_CELL * cell;
    if (evidence)
        return sl_get_32(at + 12);
    return sl_kind_holds_text(at[3]) ? sl_get_32(at + 8) : 0;
}

bool sl_slim_text(const struct sl_body *body, uint32_t place, struct sl_text *text,
                  struct sl_slim_stub *stub) {
    if (place == 0) {
        *text = (struct sl_text){"", 0};
        return true;
    }
    const uint8_t *at = body->texts + place - 1;
    uint32_t length = sl_get_32(at);
    if ((length & SL_SLIM_STUB) == 0) {
        *text = (struct sl_text){(const char *)at + 4, length};
        return true;
    }
    *stub = (struct sl_slim_stub){.length = length & ~SL_SLIM_STUB,
                                  .words = sl_get_16(at + 4),
                                  .sentences = sl_get_16(at + 6),
                                  .characters = sl_get_16(at + 8),
                                  .signs = at[10],
                                  .finds = sl_get_16(at + 12),
                                  .find = at + STUB};
    return false;
}

struct sl_slim_find sl_slim_find_at(const struct sl_slim_stub *stub, uint16_t index) {
    const uint8_t *at = stub->find + (size_t)FIND * index;
    return (struct sl_slim_find){at[0], sl_get_16(at + 2), sl_get_16(at + 4), sl_get_16(at + 6)};
}
