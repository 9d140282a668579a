#include "practice/answer.h"
#include "practice/form.h"
#include "practice/import_key.h"
#include "practice/import_text.h"
#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const head_fields[] = {
    "tool",    "version", "id",    "form",      "case_ref", "family_group", "team",     "worker",
    "auditor", "day",     "route", "programme", "state",    "grade",        "graded_on"};
enum { HEAD_FIELDS = SL_COUNT(head_fields) };

/* Text of one field, gathered from its lines. */
struct typed {
    struct sl_buffer text;
    long line; /* 0: the field is not there */
};

struct answer {
    size_t question;
    uint16_t row;
    struct typed part[SL_KEY_PARTS];
};

struct fault {
    long line;
    char *sentence;
};

struct reader {
    const char *name;
    struct sl_text text;
    const struct sl_tool *tool; /* NULL: only the head is wanted */
    struct typed head[HEAD_FIELDS];
    struct answer *answers;
    size_t answer_count;
    struct typed *current; /* where lines that go on belong */
    size_t blank;          /* lines seen since */
    struct fault *faults;
    size_t fault_count;
    struct sl_error first;
};

static void reader_drop(struct reader *reader) {
    for (size_t i = 0; i < HEAD_FIELDS; i++)
        sl_buffer_drop(&reader->head[i].text);
    for (size_t i = 0; i < reader->answer_count; i++)
        for (int part = 0; part < SL_KEY_PARTS; part++)
            sl_buffer_drop(&reader->answers[i].part[part].text);
    for (size_t i = 0; i < reader->fault_count; i++)
        free(reader->faults[i].sentence);
    free(reader->answers);
    free(reader->faults);
}

static void fault(struct reader *reader, long line, const char *field, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
static void fault(struct reader *reader, long line, const char *field, const char *format, ...) {
    char sentence[480];
    va_list values;
    va_start(values, format);
    vsnprintf(sentence, sizeof sentence, format, values);
    va_end(values);
    struct sl_error err;
    sl_fail(&err, SL_INVALID, field, "%s", sentence);
    reader->faults = sl_resize(reader->faults, reader->fault_count + 1, sizeof *reader->faults);
    reader->faults[reader->fault_count++] = (struct fault){line, sl_copy(err.text)};
    if (reader->first.status != SL_OK)
        return;
    sl_fail_at(&err, SL_INVALID, reader->name, line, 0);
    reader->first = err;
}

/* Length of what looks like a key before a colon: no spaces, letters first; 0: none. */
static size_t key_length(struct sl_text line) {
    size_t i = 0;
    if (line.length == 0 || !isalpha((unsigned char)line.bytes[0]))
        return 0;
    while (i < line.length && i <= SL_IMPORT_KEY_MOST &&
           (isalnum((unsigned char)line.bytes[i]) || strchr("_.[]-", line.bytes[i]) != NULL))
        i++;
    bool closed = i < line.length && line.bytes[i] == ':' &&
                  (i + 1 == line.length || strchr(" \t", line.bytes[i + 1]) != NULL);
    return closed && i <= SL_IMPORT_KEY_MOST ? i : 0;
}

static struct answer *answer_for(struct reader *reader, size_t question, uint16_t row) {
    for (size_t i = reader->answer_count; i > 0; i--)
        if (reader->answers[i - 1].question == question && reader->answers[i - 1].row == row)
            return &reader->answers[i - 1];
    reader->answers = sl_resize(reader->answers, reader->answer_count + 1, sizeof *reader->answers);
    struct answer *answer = &reader->answers[reader->answer_count++];
    *answer = (struct answer){.question = question, .row = row};
    return answer;
}

static struct typed *field_of(struct reader *reader, long line, const char *text) {
    struct sl_import_key key;
    struct sl_error err = {0};
    for (size_t i = 0; i < HEAD_FIELDS; i++)
        if (strcmp(head_fields[i], text) == 0)
            return &reader->head[i];
    if (reader->tool == NULL)
        return NULL;
    enum sl_status status = sl_import_key_read(reader->tool, text, &key, &err);
    if (status == SL_OK)
        return &answer_for(reader, key.question, key.row)->part[key.part];
    fault(reader, line, text, "%s%s", err.text,
          status == SL_NOT_FOUND
              ? " If this line belongs to the answer above, put a space before it."
              : "");
    return NULL;
}

static void take_key(struct reader *reader, long number, struct sl_text line, size_t length) {
    char key[SL_IMPORT_KEY_MOST + 1];
    snprintf(key, sizeof key, "%.*s", (int)length, line.bytes);
    struct typed *typed = field_of(reader, number, key);
    reader->current = NULL;
    reader->blank = 0;
    if (typed == NULL)
        return;
    if (typed->line > 0) {
        fault(reader, number, key, "%s is answered on line %ld already.", key, typed->line);
        return;
    }
    struct sl_text value =
        sl_text_trim((struct sl_text){line.bytes + length + 1, line.length - length - 1});
    typed->line = number;
    sl_buffer_add(&typed->text, value.bytes, value.length);
    reader->current = typed;
}

/* A line that goes on with the answer above; blank lines between are kept. */
static void take_more(struct reader *reader, long number, struct sl_text line) {
    struct sl_text more = sl_text_trim(line);
    if (more.length == 0) {
        reader->blank++;
        return;
    }
    if (reader->current == NULL) {
        if (reader->tool != NULL)
            fault(reader, number, "", "This line belongs to no answer.");
        return;
    }
    if (reader->current->text.length > 0)
        for (size_t i = 0; i <= reader->blank; i++)
            sl_buffer_char(&reader->current->text, '\n');
    sl_buffer_add(&reader->current->text, more.bytes, more.length);
    reader->blank = 0;
}

/* The next line; false at the end. */
static bool next_line(struct sl_text text, size_t *at, struct sl_text *line) {
    if (*at >= text.length)
        return false;
    const char *from = text.bytes + *at;
    const char *end = memchr(from, '\n', text.length - *at);
    *line = (struct sl_text){from, end != NULL ? (size_t)(end - from) : text.length - *at};
    *at += line->length + 1;
    return true;
}

static bool is_mark(struct sl_text line) {
    return line.length >= 3 && memcmp(line.bytes, "# !", 3) == 0;
}

static void read_lines(struct reader *reader) {
    size_t at = 0;
    struct sl_text line;
    for (long number = 1; next_line(reader->text, &at, &line); number++) {
        size_t length = key_length(line);
        if (line.length > 0 && line.bytes[0] == '#')
            continue;
        if (length > 0)
            take_key(reader, number, line, length);
        else
            take_more(reader, number, line);
    }
}

static const char *head_text(const struct reader *reader, const char *field) {
    for (size_t i = 0; i < HEAD_FIELDS; i++)
        if (strcmp(head_fields[i], field) == 0 && reader->head[i].text.bytes != NULL)
            return reader->head[i].text.bytes;
    return "";
}

static long head_line(const struct reader *reader, const char *field) {
    for (size_t i = 0; i < HEAD_FIELDS; i++)
        if (strcmp(head_fields[i], field) == 0 && reader->head[i].line > 0)
            return reader->head[i].line;
    return 1;
}

static sl_day head_day(struct reader *reader, const char *field) {
    struct sl_error err = {0};
    sl_day day = SL_DAY_NONE;
    if (head_text(reader, field)[0] != '\0' &&
        sl_day_parse_uk(head_text(reader, field), &day, &err) != SL_OK)
        fault(reader, head_line(reader, field), field, "%s: %s", field, err.text);
    return day;
}

static void read_head(struct reader *reader, struct sl_record *record) {
    struct sl_record_head head = {.id = head_text(reader, "id"),
                                  .form = head_text(reader, "form"),
                                  .case_ref = head_text(reader, "case_ref"),
                                  .family_group = head_text(reader, "family_group"),
                                  .team = head_text(reader, "team"),
                                  .worker = head_text(reader, "worker"),
                                  .auditor = head_text(reader, "auditor"),
                                  .day = head_day(reader, "day"),
                                  .route = head_text(reader, "route"),
                                  .programme = head_text(reader, "programme"),
                                  .state = head_text(reader, "state"),
                                  .grade = head_text(reader, "grade"),
                                  .graded_on = head_day(reader, "graded_on")};
    struct sl_error err = {0};
    if (strcmp(head_text(reader, "tool"), sl_tool_code(reader->tool)) != 0)
        fault(reader, head_line(reader, "tool"), "tool",
              "tool: this form is read with %s, and the text says '%.40s'.",
              sl_tool_code(reader->tool), head_text(reader, "tool"));
    else if (reader->fault_count == 0 && sl_record_set_head(record, &head, &err) != SL_OK)
        fault(reader, head_line(reader, err.field), err.field, "%s", err.text);
}

static const char *typed_text(const struct typed *typed) {
    return typed->text.bytes != NULL ? typed->text.bytes : "";
}

static void read_answer(struct reader *reader, struct sl_record *record,
                        const struct answer *answer) {
    const struct sl_question *question = sl_tool_question(reader->tool, answer->question);
    const struct typed *part = answer->part;
    const char *value = typed_text(&part[SL_KEY_VALUE]),
               *evidence = typed_text(&part[SL_KEY_EVIDENCE]);
    struct sl_error err = {0};
    uint16_t sources = 0;
    if (sl_sources_read(sl_text_of(typed_text(&part[SL_KEY_SOURCE])), &sources, &err) != SL_OK) {
        fault(reader, part[SL_KEY_SOURCE].line, question->code, "%s: %s", question->code, err.text);
        return;
    }
    if (value[0] == '\0' && (evidence[0] != '\0' || sources != 0)) {
        fault(reader, evidence[0] != '\0' ? part[SL_KEY_EVIDENCE].line : part[SL_KEY_SOURCE].line,
              question->code, "%s: there is evidence here but no answer.", question->code);
        return;
    }
    if (sl_record_answer(record, answer->question, answer->row, value, sources, evidence, &err) !=
        SL_OK)
        fault(reader, part[SL_KEY_VALUE].line, question->code, "%s", err.text);
}

static void tell_missing(void *context, size_t question, uint16_t row, const char *sentence) {
    struct reader *reader = context;
    long line = 1;
    for (size_t i = 0; i < reader->answer_count; i++) {
        const struct answer *answer = &reader->answers[i];
        if (answer->question == question && answer->row == row &&
            answer->part[SL_KEY_VALUE].line > 0)
            line = answer->part[SL_KEY_VALUE].line;
    }
    fault(reader, line, sl_tool_question(reader->tool, question)->code, "%s", sentence);
}

static int by_line(const void *one, const void *other) {
    const struct fault *a = one, *b = other;
    return (a->line > b->line) - (a->line < b->line);
}

/* The text with its faults above their lines, older marks left out. */
static char *mark(struct reader *reader) {
    struct sl_buffer out = {0};
    struct sl_text line;
    size_t at = 0, next = 0;
    if (reader->fault_count > 0)
        qsort(reader->faults, reader->fault_count, sizeof *reader->faults, by_line);
    for (long number = 1; next_line(reader->text, &at, &line); number++) {
        for (; next < reader->fault_count && reader->faults[next].line <= number; next++)
            sl_buffer_format(&out, "# ! %s\n", reader->faults[next].sentence);
        if (is_mark(line))
            continue;
        sl_buffer_add(&out, line.bytes, line.length);
        if (at <= reader->text.length)
            sl_buffer_char(&out, '\n');
    }
    for (; next < reader->fault_count; next++)
        sl_buffer_format(&out, "# ! %s\n", reader->faults[next].sentence);
    return sl_buffer_take(&out);
}

static enum sl_status clean(const char *name, struct sl_text text, struct sl_import_text *out,
                            struct sl_error *err) {
    if (text.length > SL_FORM_MOST)
        return sl_fail(err, SL_INVALID, "", "%s: A filled form has at most %d bytes.", name,
                       SL_FORM_MOST);
    return sl_import_text_take(name, text.bytes, text.length, out, err);
}

enum sl_status sl_form_tool(const char *name, struct sl_text text, char tool[64], int64_t *version,
                            struct sl_error *err) {
    SL_AUTO(sl_import_text_drop) struct sl_import_text whole = {0};
    enum sl_status status = clean(name, text, &whole, err);
    if (status != SL_OK)
        return status;
    SL_AUTO(reader_drop)
    struct reader reader = {.name = name, .text = {whole.bytes, whole.length}};
    read_lines(&reader);
    const char *code = head_text(&reader, "tool"), *number = head_text(&reader, "version");
    if (code[0] == '\0' || strlen(code) >= 64)
        return sl_fail(err, SL_INVALID, "tool",
                       "%s:%ld: The text does not say with which tool it is filled in; 'tool: STD' "
                       "is wanted.",
                       name, head_line(&reader, "tool"));
    size_t digits = strspn(number, "0123456789");
    if (number[digits] != '\0' || digits > 9)
        return sl_fail(err, SL_INVALID, "version", "%s:%ld: '%.40s' is no version of a tool.", name,
                       head_line(&reader, "version"), number);
    memcpy(tool, code, strlen(code) + 1);
    *version = strtol(number, NULL, 10);
    return SL_OK;
}

enum sl_status sl_form_read(const char *name, struct sl_text text, struct sl_record *record,
                            bool complete, char **marked, size_t *faults, struct sl_error *err) {
    SL_AUTO(sl_import_text_drop) struct sl_import_text whole = {0};
    enum sl_status status = clean(name, text, &whole, err);
    if (status != SL_OK)
        return status;
    SL_AUTO(reader_drop)
    struct reader reader = {
        .name = name, .text = {whole.bytes, whole.length}, .tool = sl_record_tool(record)};
    read_lines(&reader);
    read_head(&reader, record);
    for (size_t i = 0; i < reader.answer_count; i++)
        read_answer(&reader, record, &reader.answers[i]);
    if (complete && reader.fault_count == 0)
        sl_record_missing(record, tell_missing, &reader);
    if (faults != NULL)
        *faults = reader.fault_count;
    if (marked != NULL)
        *marked = mark(&reader);
    if (reader.fault_count > 0 && err != NULL)
        *err = reader.first;
    return reader.fault_count > 0 ? SL_INVALID : SL_OK;
}
