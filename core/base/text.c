#include "base/text.h"
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

enum { MARKS_MOST = 30 }; /* in a row: Stream-Safe Text Format, UAX #15 */

struct sl_text sl_text_of(const char *c_string) {
    return (struct sl_text){c_string, c_string != NULL ? strlen(c_string) : 0};
}

bool sl_text_is(struct sl_text text, const char *c_string) {
    size_t length = c_string != NULL ? strlen(c_string) : 0;
    return text.length == length && (length == 0 || memcmp(text.bytes, c_string, length) == 0);
}

size_t sl_text_point(struct sl_text text, size_t at, int32_t *point) {
    unsigned char first = (unsigned char)text.bytes[at];
    *point = first;
    if (first < 0x80)
        return 1;
    utf8proc_ssize_t read = utf8proc_iterate((const utf8proc_uint8_t *)text.bytes + at,
                                             (utf8proc_ssize_t)(text.length - at), point);
    return read > 0 ? (size_t)read : 1; /* the point is -1 then */
}

bool sl_text_is_letter(int32_t point) {
    if (point < 0x80)
        return (point >= '0' && point <= '9') || (point >= 'a' && point <= 'z') ||
               (point >= 'A' && point <= 'Z');
    utf8proc_category_t category = utf8proc_category(point);
    return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_ND;
}

bool sl_text_is_space(int32_t point) {
    if (point < 0x80)
        return point == ' ' || (point >= '\t' && point <= '\r');
    utf8proc_category_t category = utf8proc_category(point);
    return category >= UTF8PROC_CATEGORY_ZS && category <= UTF8PROC_CATEGORY_ZP;
}

static size_t space_at_end(struct sl_text text) {
    size_t from = text.length - 1;
    while (from > 0 && text.length - from < 4 && ((unsigned char)text.bytes[from] & 0xc0) == 0x80)
        from--;
    int32_t point;
    size_t step = sl_text_point(text, from, &point);
    return step == text.length - from && sl_text_is_space(point) ? step : 0;
}

struct sl_text sl_text_trim(struct sl_text text) {
    int32_t point;
    while (text.length > 0) {
        size_t step = sl_text_point(text, 0, &point);
        if (!sl_text_is_space(point))
            break;
        text.bytes += step;
        text.length -= step;
    }
    for (size_t step; text.length > 0 && (step = space_at_end(text)) > 0;)
        text.length -= step;
    return text;
}

static bool is_between(int32_t point, int32_t first, int32_t last) {
    return point >= first && point <= last;
}

static bool is_control(int32_t point) {
    return point < 0x20 || is_between(point, 0x7f, 0x9f);
}

static bool is_bidi_override(int32_t point) {
    return is_between(point, 0x202a, 0x202e) || is_between(point, 0x2066, 0x2069);
}

/* Spaces without width, deprecated format characters, tags that are in no flag, and code points
 * that are never characters. Joiners and direction marks belong to the spelling of some languages.
 */
static bool is_never_text(int32_t point, int32_t before) {
    const int32_t black_flag = 0x1f3f4;
    if (is_between(point, 0xe0000, 0xe007f))
        return before != black_flag && !is_between(before, 0xe0020, 0xe007f);
    return point == 0xfeff || is_between(point, 0x206a, 0x206f) ||
           is_between(point, 0xfff9, 0xfffb) || is_between(point, 0xfdd0, 0xfdef) ||
           (point & 0xfffe) == 0xfffe;
}

/* Is a text of such points surely composed? The first that may not be is U+0300; the others are
 * the dashes, quotes and bullets of word processors, and currency signs. */
static bool is_composed(int32_t point) {
    return point < 0x300 || is_between(point, 0x2010, 0x205e) || is_between(point, 0x20a0, 0x20bf);
}

static enum sl_status refuse(struct sl_error *err, struct sl_text text, size_t at, int32_t point) {
    long line = 1, column = 1;
    int32_t passed;
    for (size_t i = 0; i < at; i += sl_text_point(text, i, &passed), column++)
        if (text.bytes[i] == '\n') {
            line++;
            column = 0;
        }
    if (point < 0)
        return sl_fail(err, SL_INVALID, "",
                       "Line %ld, character %ld is not UTF-8 (byte %02X); save the text as UTF-8.",
                       line, column, (unsigned)(unsigned char)text.bytes[at]);
    if (point == 0)
        return sl_fail(err, SL_INVALID, "",
                       "Line %ld, character %ld holds a NUL (U+0000), which no text may have.",
                       line, column);
    if (is_control(point))
        return sl_fail(err, SL_INVALID, "",
                       "Line %ld, character %ld holds the control character U+%04X; only tab and "
                       "newline are allowed.",
                       line, column, (unsigned)point);
    if (is_bidi_override(point))
        return sl_fail(
            err, SL_INVALID, "",
            "Line %ld, character %ld holds U+%04X, which turns the order of letters; take "
            "it out.",
            line, column, (unsigned)point);
    if (is_never_text(point, 0))
        return sl_fail(err, SL_INVALID, "",
                       "Line %ld, character %ld holds the invisible character U+%04X; take it out.",
                       line, column, (unsigned)point);
    return sl_fail(err, SL_INVALID, "",
                   "Line %ld, character %ld puts more than %d marks on one letter (U+%04X).", line,
                   column, MARKS_MOST, (unsigned)point);
}

struct walk {
    int32_t before; /* the point before */
    int marks;      /* combining marks in a row */
    bool composed;  /* surely, so far */
    bool returns;   /* a carriage return was met */
};

static bool is_allowed(struct walk *walk, int32_t point) {
    if (point < 0 || is_control(point) || is_bidi_override(point) ||
        is_never_text(point, walk->before))
        return false;
    walk->composed = walk->composed && is_composed(point);
    if (point < 0x300)
        walk->marks = 0;
    else if (utf8proc_get_property(point)->combining_class == 0)
        walk->marks = 0;
    else if (++walk->marks > MARKS_MOST)
        return false;
    walk->before = point;
    return true;
}

/* Where a run of printable ASCII, tabs and newlines that begins at at ends. */
static size_t plain_end(struct sl_text text, size_t at) {
    while (at < text.length) {
        unsigned char c = (unsigned char)text.bytes[at];
        if ((c < 0x20 && c != '\t' && c != '\n') || c >= 0x7f)
            break;
        at++;
    }
    return at;
}

static enum sl_status walk_text(struct sl_text text, struct walk *walk, struct sl_error *err) {
    if (text.length > SL_TEXT_MOST)
        return sl_fail(err, SL_INVALID, "", "The text has %zu bytes; at most %d are allowed.",
                       text.length, SL_TEXT_MOST);
    *walk = (struct walk){.composed = true};
    for (size_t at = 0; (at = plain_end(text, at)) < text.length;) {
        int32_t point;
        size_t step = sl_text_point(text, at, &point);
        bool line_end = point == '\r' && at + 1 < text.length && text.bytes[at + 1] == '\n';
        walk->returns = walk->returns || line_end;
        if (at > 0 && (unsigned char)text.bytes[at - 1] < 0x80) {
            walk->marks = 0;
            walk->before = 0;
        }
        if (!line_end && !is_allowed(walk, point))
            return refuse(err, text, at, point);
        at += step;
    }
    return SL_OK;
}

enum sl_status sl_text_check(struct sl_text text, struct sl_error *err) {
    struct walk walk;
    return walk_text(text, &walk, err);
}

static void add_without_returns(struct sl_buffer *out, struct sl_text text) {
    while (text.length > 0) {
        const char *found = memchr(text.bytes, '\r', text.length);
        size_t length = found != NULL ? (size_t)(found - text.bytes) : text.length;
        sl_buffer_add(out, text.bytes, length);
        size_t passed = found != NULL ? length + 1 : length;
        text = (struct sl_text){text.bytes + passed, text.length - passed};
    }
}

static struct sl_text compose(struct sl_text text) {
    utf8proc_uint8_t *composed = NULL;
    utf8proc_ssize_t length =
        utf8proc_map((const utf8proc_uint8_t *)text.bytes, (utf8proc_ssize_t)text.length, &composed,
                     (utf8proc_option_t)(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
    if (length < 0)
        abort(); /* checked text fails only for want of memory */
    return (struct sl_text){(char *)composed, (size_t)length};
}

enum sl_status sl_text_compose_into(struct sl_text text, struct sl_buffer *out,
                                    struct sl_error *err) {
    struct walk walk;
    enum sl_status status = walk_text(text, &walk, err);
    if (status != SL_OK)
        return status;
    struct sl_text composed = walk.composed ? text : compose(text);
    if (walk.returns)
        add_without_returns(out, composed);
    else
        sl_buffer_add(out, composed.bytes, composed.length);
    if (!walk.composed)
        free((char *)composed.bytes);
    return SL_OK;
}

enum sl_status sl_text_compose(struct sl_text text, char **out, struct sl_error *err) {
    struct sl_buffer buffer = {0};
    enum sl_status status = sl_text_compose_into(text, &buffer, err);
    if (status == SL_OK)
        *out = sl_buffer_take(&buffer);
    return status;
}

static bool is_bullet(int32_t point) {
    static const int32_t bullets[] = {0xb7,   0x2022, 0x2023, 0x2043, 0x2219, 0x25a0, 0x25aa,
                                      0x25b8, 0x25ba, 0x25cb, 0x25cf, 0x25e6, 0xf0a7, 0xf0b7};
    for (size_t i = 0; i < SL_COUNT(bullets); i++)
        if (bullets[i] == point)
            return true;
    return false;
}

static bool is_invisible(int32_t point) {
    return point == 0xad || point == 0x61c || is_between(point, 0x200b, 0x200f) ||
           point == 0x2060 || point == 0xfeff || is_between(point, 0xfe00, 0xfe0f);
}

/* 0 for what is left out. */
static int32_t plain_point(int32_t point) {
    if (is_invisible(point))
        return 0;
    if (is_between(point, 0x2018, 0x201b) || point == 0x2032 || point == 0xb4)
        return '\'';
    if (is_between(point, 0x201c, 0x201f) || point == 0x2033 || point == 0xab || point == 0xbb)
        return '"';
    if (is_between(point, 0x2010, 0x2015) || point == 0x2212)
        return '-';
    if (is_bullet(point) || sl_text_is_space(point))
        return ' ';
    return utf8proc_tolower(point);
}

/* Makes eight bytes of ASCII small; false, and nothing done, when there are others among them. */
static bool make_small(const char *from, char *to) {
    const uint64_t each = 0x0101010101010101;
    uint64_t word;
    memcpy(&word, from, sizeof word);
    if ((word & each * 0x80) != 0)
        return false;
    uint64_t from_a = word + each * (0x80 - 'A'), behind_z = word + each * (0x7f - 'Z');
    word |= ((from_a ^ behind_z) & each * 0x80) >> 2;
    memcpy(to, &word, sizeof word);
    return true;
}

/* How many bytes of the original one step takes; moves *to behind the plain ones. */
static size_t add_plain(struct sl_text text, size_t at, char **to) {
    if (at + 8 <= text.length && make_small(text.bytes + at, *to)) {
        *to += 8;
        return 8;
    }
    int32_t point;
    size_t step = sl_text_point(text, at, &point);
    if (point < 0x80) /* what is no UTF-8 stays as it is */
        *(*to)++ = (char)(point >= 'A' && point <= 'Z' ? point + ('a' - 'A') : text.bytes[at]);
    else if ((point = plain_point(point)) != 0)
        *to += utf8proc_encode_char(point, (utf8proc_uint8_t *)*to);
    return step;
}

void sl_text_plain(struct sl_text text, struct sl_buffer *plain, size_t **map) {
    /* a two-byte capital may have a three-byte small letter, nothing grows more */
    size_t most = text.length + text.length / 2 + 1;
    size_t *places = map != NULL ? sl_resize(NULL, most, sizeof *places) : NULL;
    sl_buffer_clear(plain);
    sl_buffer_reserve(plain, most);
    char *to = plain->bytes;
    for (size_t at = 0, step; at < text.length; at += step) {
        char *from = to;
        step = add_plain(text, at, &to);
        size_t stride = step == 8 ? 1 : 0; /* ASCII goes byte for byte */
        for (size_t place = at; places != NULL && from < to; from++, place += stride)
            places[from - plain->bytes] = place;
    }
    *to = '\0';
    plain->length = (size_t)(to - plain->bytes);
    if (places != NULL) {
        places[plain->length] = text.length;
        *map = places;
    }
}
