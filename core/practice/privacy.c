#include "practice/privacy.h"
#include "practice/import_text.h"
#include "practice/record.h"
#include <assert.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BIRTH_REACH = 24, HITS_MOST = 32, ADDRESS_WORDS = 4 };

static const char *const labels[] = {
    [SL_PRIVACY_BIRTH] = "a date of birth",
    [SL_PRIVACY_POSTCODE] = "a postcode",
    [SL_PRIVACY_ADDRESS] = "an address",
    [SL_PRIVACY_NUMBER] = "an NHS or other personal number",
    [SL_PRIVACY_PUPIL] = "a pupil number",
    [SL_PRIVACY_INSURANCE] = "a national insurance number",
    [SL_PRIVACY_TELEPHONE] = "a telephone number",
    [SL_PRIVACY_EMAIL] = "an e-mail address",
    [SL_PRIVACY_TITLE] = "the name of a person",
    [SL_PRIVACY_NAME] = "a name of your list",
};
static_assert(SL_COUNT(labels) == SL_PRIVACY_KINDS, "one each");

/* A is a letter, 9 a digit, a space a space or hyphen that may be missing. */
static const struct {
    const char *shape;
    enum sl_privacy_kind kind;
} shapes[] = {
    {"A9 9AA", SL_PRIVACY_POSTCODE},         {"A99 9AA", SL_PRIVACY_POSTCODE},
    {"AA9 9AA", SL_PRIVACY_POSTCODE},        {"AA99 9AA", SL_PRIVACY_POSTCODE},
    {"A9A 9AA", SL_PRIVACY_POSTCODE},        {"AA9A 9AA", SL_PRIVACY_POSTCODE},
    {"AA 99 99 99 A", SL_PRIVACY_INSURANCE}, {"A999999999999", SL_PRIVACY_PUPIL},
    {"999 999 9999", SL_PRIVACY_NUMBER},     {"99999 999999", SL_PRIVACY_TELEPHONE},
    {"9999 999 9999", SL_PRIVACY_TELEPHONE}, {"999 9999 9999", SL_PRIVACY_TELEPHONE},
};

const char *sl_privacy_label(enum sl_privacy_kind kind) {
    return labels[kind];
}

static bool is_word_byte(char c) {
    return isalnum((unsigned char)c) || (unsigned char)c >= 0x80;
}

static char at(struct sl_text text, size_t place) {
    return place < text.length ? text.bytes[place] : '\0';
}

/* Bytes that the shape takes at place; 0 when it doesn't stand there as a whole word. */
static size_t shape_at(struct sl_text text, size_t place, const char *shape) {
    size_t i = place;
    for (; *shape != '\0'; shape++) {
        char c = at(text, i);
        if (*shape == ' ') {
            i += c == ' ' || c == '-';
            continue;
        }
        if (*shape == 'A' ? !isalpha((unsigned char)c) : !isdigit((unsigned char)c))
            return 0;
        i++;
    }
    return is_word_byte(at(text, i)) ? 0 : i - place;
}

static bool starts_word(struct sl_text text, size_t place) {
    return place == 0 || !is_word_byte(text.bytes[place - 1]);
}

static bool find_shape(struct sl_text text, size_t place, struct sl_privacy_hit *hit) {
    for (size_t i = 0; i < SL_COUNT(shapes); i++) {
        size_t length = shape_at(text, place, shapes[i].shape);
        if (length == 0)
            continue;
        *hit = (struct sl_privacy_hit){shapes[i].kind, {place, place + length}};
        return true;
    }
    return false;
}

static size_t word_length(struct sl_text text, size_t place) {
    size_t i = place;
    while (i < text.length && is_word_byte(text.bytes[i]))
        i++;
    return i - place;
}

static bool word_is(struct sl_text text, size_t place, const char *word) {
    size_t length = word_length(text, place);
    return length == strlen(word) && strncasecmp(text.bytes + place, word, length) == 0;
}

static bool word_is_any(struct sl_text text, size_t place, const char *const *words, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (word_is(text, place, words[i]))
            return true;
    return false;
}

static size_t skip_spaces(struct sl_text text, size_t place) {
    while (place < text.length && strchr(" .\t", text.bytes[place]) != NULL)
        place++;
    return place;
}

static bool find_title(struct sl_text text, size_t place, struct sl_privacy_hit *hit) {
    static const char *const titles[] = {"mr", "mrs", "ms", "miss", "mx", "dr", "prof"};
    if (!word_is_any(text, place, titles, SL_COUNT(titles)))
        return false;
    size_t behind = place + word_length(text, place), name = skip_spaces(text, behind);
    if (name == behind || !isupper((unsigned char)at(text, name)))
        return false;
    *hit = (struct sl_privacy_hit){SL_PRIVACY_TITLE, {place, name + word_length(text, name)}};
    return true;
}

/* Bytes of "born", "DOB", "d.o.b." or "date of birth" at place; 0 when none stands there. */
static size_t birth_words_at(struct sl_text text, size_t place) {
    static const char *const phrases[] = {"date of birth", "d.o.b", "dob", "born"};
    for (size_t i = 0; i < SL_COUNT(phrases); i++) {
        size_t length = strlen(phrases[i]);
        if (place + length <= text.length &&
            strncasecmp(text.bytes + place, phrases[i], length) == 0 &&
            !is_word_byte(at(text, place + length)))
            return length;
    }
    return 0;
}

/* ... with a figure close behind it. */
static bool find_birth(struct sl_text text, size_t place, struct sl_privacy_hit *hit) {
    size_t length = birth_words_at(text, place);
    if (length == 0)
        return false;
    for (size_t i = place + length; i < text.length && i < place + length + BIRTH_REACH; i++) {
        if (!isdigit((unsigned char)text.bytes[i]))
            continue;
        *hit = (struct sl_privacy_hit){SL_PRIVACY_BIRTH, {place, i + word_length(text, i)}};
        return true;
    }
    return false;
}

/* "12 Long Acre Road": a number, then up to four capitalised words of which the last is a kind of
 * street. */
static bool find_address(struct sl_text text, size_t place, struct sl_privacy_hit *hit) {
    static const char *const streets[] = {
        "street",  "road",    "avenue", "close", "lane",  "drive",  "court", "crescent",
        "terrace", "gardens", "grove",  "way",   "place", "square", "st",    "rd"};
    if (!isdigit((unsigned char)text.bytes[place]))
        return false;
    size_t i = place + word_length(text, place);
    for (int words = 0; words < ADDRESS_WORDS && at(text, i) == ' '; words++) {
        i++;
        if (!isupper((unsigned char)at(text, i)))
            return false;
        bool is_street = words > 0 && word_is_any(text, i, streets, SL_COUNT(streets));
        i += word_length(text, i);
        if (!is_street)
            continue;
        *hit = (struct sl_privacy_hit){SL_PRIVACY_ADDRESS, {place, i}};
        return true;
    }
    return false;
}

static bool is_mail_byte(char c) {
    return is_word_byte(c) || (c != '\0' && strchr("._%+-", c) != NULL);
}

static bool find_email(struct sl_text text, size_t place, struct sl_privacy_hit *hit) {
    size_t i = place, sign;
    while (is_mail_byte(at(text, i)))
        i++;
    sign = i;
    if (sign == place || at(text, sign) != '@')
        return false;
    for (i = sign + 1; is_mail_byte(at(text, i));)
        i++;
    const char *dot = memchr(text.bytes + sign + 1, '.', i - sign - 1);
    if (dot == NULL || !is_word_byte(dot[1]))
        return false;
    *hit = (struct sl_privacy_hit){SL_PRIVACY_EMAIL, {place, i}};
    return true;
}

static bool find_at(struct sl_text text, size_t place, struct sl_privacy_hit *hit) {
    return find_birth(text, place, hit) || find_email(text, place, hit) ||
           find_shape(text, place, hit) || find_title(text, place, hit) ||
           find_address(text, place, hit);
}

size_t sl_privacy_screen(struct sl_text text, const struct sl_phrases *names,
                         struct sl_privacy_hit *hits, size_t most) {
    size_t count = 0, place = 0;
    struct sl_phrase_hit name = {{0, 0}, 0};
    bool has_name = names != NULL && sl_phrases_find(names, text, 0, &name);
    while (place < text.length && count < most) {
        struct sl_privacy_hit hit = {SL_PRIVACY_NAME, name.span};
        bool found = is_word_byte(text.bytes[place]) && starts_word(text, place) &&
                     (find_at(text, place, &hit) || (has_name && name.span.from == place));
        if (found)
            hits[count++] = hit;
        place = found ? hit.span.to : place + 1;
        if (has_name && name.span.from < place)
            has_name = sl_phrases_find(names, text, place, &name);
    }
    return count;
}

enum sl_status sl_privacy_names_read(const char *path, struct sl_phrases **out,
                                     struct sl_error *err) {
    SL_AUTO(sl_import_text_drop) struct sl_import_text text = {0};
    enum sl_status status = sl_import_text_read(path, SL_IMPORT_TEXT_MOST, &text, err);
    if (status != SL_OK)
        return status;
    char **names = sl_new(SL_PHRASES_MOST, sizeof *names);
    size_t count = 0;
    bool too_many = false;
    for (char *state = NULL, *line = strtok_r(text.bytes, "\n", &state); line != NULL;
         line = strtok_r(NULL, "\n", &state)) {
        struct sl_text name = sl_text_trim(sl_text_of(line));
        too_many = too_many || count + 2 > SL_PHRASES_MOST;
        if (name.length == 0 || too_many)
            continue;
        names[count++] = sl_copy_bytes(name.bytes, name.length);
        names[count++] = sl_format("%.*s's", (int)name.length, name.bytes);
    }
    if (count == 0)
        status = sl_fail(err, SL_INVALID, "", "%s holds no names.", path);
    else if (too_many)
        status =
            sl_fail(err, SL_INVALID, "", "%s holds more than %d names.", path, SL_PHRASES_MOST / 2);
    else
        status = sl_phrases_new((const char *const *)names, count, out, err);
    for (size_t i = 0; i < count; i++)
        free(names[i]);
    free(names);
    return status;
}

struct screening {
    const struct sl_record *record;
    const struct sl_phrases *names;
    void (*told)(void *context, size_t question, unsigned row, const char *sentence);
    void *context;
    size_t count;
};

static void screen_text(struct screening *screening, size_t question, unsigned row,
                        struct sl_text text, bool is_evidence) {
    struct sl_privacy_hit hits[HITS_MOST];
    size_t count = sl_privacy_screen(text, screening->names, hits, HITS_MOST);
    const struct sl_tool *tool = sl_record_tool(screening->record);
    for (size_t i = 0; i < count; i++) {
        char sentence[240], place[24] = "";
        if (row > 0)
            snprintf(place, sizeof place, ", row %u", row);
        snprintf(sentence, sizeof sentence,
                 "%s%s%s: this looks like %s; put a role such as Mum or school nurse, or leave it "
                 "out.",
                 sl_tool_question(tool, question)->code, place, is_evidence ? ", evidence" : "",
                 sl_privacy_label(hits[i].kind));
        if (screening->told != NULL)
            screening->told(screening->context, question, row, sentence);
    }
    screening->count += count;
}

static void screen_answer(struct screening *screening, size_t question, uint16_t row) {
    struct sl_value value;
    if (!sl_record_value(screening->record, question, row, &value))
        return;
    bool is_text = value.kind == SL_VALUE_TEXT;
    if (is_text)
        screen_text(screening, question, row, value.text, false);
    if (value.evidence.length > 0)
        screen_text(screening, question, row, value.evidence, true);
}

size_t sl_privacy_screen_record(const struct sl_record *record, const struct sl_phrases *names,
                                void (*told)(void *context, size_t question, unsigned row,
                                             const char *sentence),
                                void *context) {
    struct screening screening = {record, names, told, context, 0};
    const struct sl_tool *tool = sl_record_tool(record);
    for (size_t q = 0; q < sl_tool_questions(tool); q++) {
        size_t section = sl_tool_question(tool, q)->section;
        bool repeats = sl_tool_section(tool, section)->rows != NULL;
        uint16_t rows = repeats ? sl_record_rows(record, section) : 0;
        if (!repeats)
            screen_answer(&screening, q, 0);
        for (uint16_t row = 1; row <= rows; row++)
            screen_answer(&screening, q, row);
    }
    return screening.count;
}
