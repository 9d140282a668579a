#include "attack.h"
#include "base/file.h"
#include <check.h>
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { FILE_MOST = 256 << 10 };

static int hex_digit(char c) {
    return isdigit((unsigned char)c) ? c - '0' : tolower((unsigned char)c) - 'a' + 10;
}

/* What stands between {{N: and }}, its escapes undone. */
static void add_unescaped(struct sl_buffer *out, const char *from, const char *to) {
    for (; from < to; from++) {
        if (*from != '\\' || from + 1 >= to) {
            sl_buffer_char(out, *from);
        } else if (from[1] == 'n') {
            sl_buffer_char(out, '\n');
            from++;
        } else if (from[1] == 'x' && from + 3 < to) {
            sl_buffer_char(out, (char)(hex_digit(from[2]) * 16 + hex_digit(from[3])));
            from += 3;
        }
    }
}

static struct sl_text expand(const char *bytes, size_t length) {
    struct sl_buffer out = {0};
    const char *at = bytes, *end = bytes + length;
    while (at < end) {
        char *colon = NULL;
        bool marked = end - at > 4 && at[0] == '{' && at[1] == '{' && isdigit((unsigned char)at[2]);
        unsigned long times = marked ? strtoul(at + 2, &colon, 10) : 0;
        const char *close = marked && *colon == ':' ? strstr(colon, "}}") : NULL;
        if (close == NULL) {
            sl_buffer_char(&out, *at++);
            continue;
        }
        while (times-- > 0)
            add_unescaped(&out, colon + 1, close);
        at = close + 2;
    }
    size_t whole = out.length;
    return (struct sl_text){sl_buffer_take(&out), whole};
}

/* The rest of the line that begins with start; NULL when there is none. */
static char *line_after(struct sl_text source, const char *start) {
    const char *found = memmem(source.bytes, source.length, start, strlen(start));
    if (found == NULL)
        return NULL;
    found += strlen(start);
    size_t left = source.length - (size_t)(found - source.bytes);
    const char *end = memchr(found, '\n', left);
    size_t length = end != NULL ? (size_t)(end - found) : left;
    while (length > 0 && found[length - 1] == '\r')
        length--;
    return sl_copy_bytes(found, length);
}

static const char before_attack[] =
    "return {\n"
    "  code = \"attack\", title = \"An attack\", kind = \"check\", applies = { \"STD\" },\n"
    "  needs = { \"minutes\", \"SJ\", \"X1\", \"plan.action\" },\n"
    "  lists = { \"soft_verbs\", \"holidays.england\" },\n"
    "  settings = { good = 250, names = { \"x\", \"y\" }, weights = { SJ = 3 } },\n"
    "  clauses = { L1 = \"Read to its end\" },\n"
    "  outputs = {\n"
    "    { \"grade\", \"O G R I\" }, { \"n\", \"integer -100..1000\" }, { \"m\", \"hundredths\" "
    "},\n"
    "    { \"on\", \"day\" }, { \"yes\", \"yes_no\" }, { \"words\", \"text\" },\n"
    "  },\n"
    "  score = function(f, s, out)\n"
    "    if f:count(\"minutes\") == 1 then\n";
static const char behind_attack[] =
    "    end\n"
    "    out:value(\"n\", 5, \"L1\", \"SJ\")\n"
    "  end,\n"
    "  examples = function()\n"
    "    return {\n"
    "      { name = \"attacked\", given = { minutes = 1, SJ = \"G\", X1 = [==[";
static const char behind_text[] =
    "]==] }, expect = { n = 5 } },\n"
    "      { name = \"the next\", given = { minutes = 2, SJ = \"G\" }, expect = { n = 5 } },\n"
    "    }\n"
    "  end,\n"
    "}\n";

/* A whole rule around what score does to the attacked record. */
static void wrap(struct attack *attack) {
    struct sl_buffer out = {0};
    sl_buffer_text(&out, before_attack);
    sl_buffer_add(&out, attack->source.bytes, attack->source.length);
    sl_buffer_format(&out, "%s%s%s", behind_attack, attack->text, behind_text);
    free((void *)(uintptr_t)attack->source.bytes);
    size_t length = out.length;
    attack->source = (struct sl_text){sl_buffer_take(&out), length};
}

void attack_read(const char *folder, const char *name, struct attack *out) {
    SL_AUTO(sl_free) char *path = sl_format("%s/%s.lua", folder, name);
    SL_AUTO(sl_free) char *bytes = NULL;
    size_t length = 0;
    ck_assert_int_eq(sl_file_read(path, FILE_MOST, &bytes, &length, NULL), SL_OK);
    *out = (struct attack){.name = sl_copy(name), .source = expand(bytes, length)};
    out->about = line_after(out->source, "--- ");
    out->expected = line_after(out->source, "--- expect: ");
    out->text = line_after(out->source, "--- text: ");
    ck_assert_msg(out->expected != NULL, "%s says what must happen", path);
    if (out->text == NULL)
        out->text = sl_copy("To support Mum");
    char *colon = strstr(out->expected, ": ");
    out->words = sl_copy(colon != NULL ? colon + 2 : "");
    if (colon != NULL)
        *colon = '\0';
    SL_AUTO(sl_free) char *file = line_after(out->source, "--- file: ");
    if (file == NULL)
        wrap(out);
}

void attack_drop(struct attack *attack) {
    free((void *)(uintptr_t)attack->source.bytes);
    free(attack->name);
    free(attack->about);
    free(attack->expected);
    free(attack->words);
    free(attack->text);
    *attack = (struct attack){0};
}

bool attack_expects(const struct attack *attack, const char *status) {
    SL_AUTO(sl_free) char *all = sl_copy(attack->expected);
    char *rest = all;
    for (char *one; (one = strtok_r(rest, " ", &rest)) != NULL;)
        if (strcmp(one, status) == 0)
            return true;
    return false;
}

struct walk {
    const char *folder, *class;
    void (*each)(void *context, const char *name);
    void *context;
    size_t count;
};

static enum sl_status visit_file(void *context, const char *name, struct sl_error *err) {
    struct walk *walk = context;
    size_t length = strlen(name);
    (void)err;
    if (length <= 4 || strcmp(name + length - 4, ".lua") != 0)
        return SL_OK;
    SL_AUTO(sl_free) char *whole = sl_format("%s/%.*s", walk->class, (int)length - 4, name);
    walk->each(walk->context, whole);
    walk->count++;
    return SL_OK;
}

static enum sl_status visit_class(void *context, const char *name, struct sl_error *err) {
    struct walk *walk = context;
    SL_AUTO(sl_free) char *path = sl_format("%s/%s", walk->folder, name);
    walk->class = name;
    return sl_file_each(path, visit_file, walk, err);
}

size_t attack_each(const char *folder, const char *class,
                   void (*each)(void *context, const char *name), void *context) {
    struct walk walk = {folder, class, each, context, 0};
    enum sl_status status = *class != '\0' ? visit_class(&walk, class, NULL)
                                           : sl_file_each(folder, visit_class, &walk, NULL);
    ck_assert_int_eq(status, SL_OK);
    return walk.count;
}
