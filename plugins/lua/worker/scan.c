#include "scan.h"
#include "base/memory.h"
#include <ctype.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NESTED_MOST = 16, PATH_MOST = 200, WORD_MOST = 64, DEPTH_MOST = 80, CHAIN_MOST = 150 };

enum token_kind { TOKEN_END, TOKEN_NAME, TOKEN_STRING, TOKEN_NUMBER, TOKEN_SYMBOL };

struct token {
    enum token_kind kind;
    struct sl_text text; /* of a string: what stands between its quotes, escapes as written */
    long line;
};

struct scanner {
    const char *at, *end;
    long line;
};

static bool is_name_byte(char c) {
    return isalnum((unsigned char)c) || c == '_';
}

static void step(struct scanner *s) {
    if (*s->at++ == '\n')
        s->line++;
}

/* The level of a long bracket that opens at at, -1 when there is none: [[ is 0, [=[ is 1. */
static int bracket_level(const struct scanner *s) {
    const char *at = s->at + 1;
    while (at < s->end && *at == '=')
        at++;
    return at < s->end && *at == '[' ? (int)(at - s->at - 1) : -1;
}

static struct sl_text skip_bracket(struct scanner *s, int level) {
    for (int i = 0; i < level + 2; i++)
        step(s);
    const char *from = s->at;
    for (; s->at < s->end; step(s)) {
        const char *close = s->at + 1;
        if (*s->at != ']')
            continue;
        while (close < s->end && *close == '=')
            close++;
        if (close < s->end && *close == ']' && close - s->at - 1 == level) {
            struct sl_text inside = {from, (size_t)(s->at - from)};
            s->at = close + 1;
            return inside;
        }
    }
    return (struct sl_text){from, (size_t)(s->end - from)};
}

static void skip_comment(struct scanner *s) {
    s->at += 2;
    int level = s->at < s->end && *s->at == '[' ? bracket_level(s) : -1;
    if (level >= 0) {
        skip_bracket(s, level);
        return;
    }
    while (s->at < s->end && *s->at != '\n')
        s->at++;
}

static void skip_blanks(struct scanner *s) {
    while (s->at < s->end) {
        if (s->end - s->at >= 2 && s->at[0] == '-' && s->at[1] == '-')
            skip_comment(s);
        else if (isspace((unsigned char)*s->at))
            step(s);
        else
            return;
    }
}

/* A backslash and what it stands before; \z goes on to the next thing that is no white space, over
 * the ends of lines. */
static void skip_escape(struct scanner *s) {
    step(s);
    bool to_next = s->at < s->end && *s->at == 'z';
    if (s->at < s->end)
        step(s);
    while (to_next && s->at < s->end && isspace((unsigned char)*s->at))
        step(s);
}

static struct sl_text skip_quoted(struct scanner *s) {
    char quote = *s->at++;
    const char *from = s->at;
    while (s->at < s->end && *s->at != quote && *s->at != '\n') {
        if (*s->at == '\\')
            skip_escape(s);
        else
            step(s);
    }
    struct sl_text inside = {from, (size_t)(s->at - from)};
    if (s->at < s->end && *s->at == quote)
        s->at++;
    return inside;
}

static struct token next_token(struct scanner *s) {
    skip_blanks(s);
    struct token token = {TOKEN_END, {s->at, 0}, s->line};
    if (s->at >= s->end)
        return token;
    const char *from = s->at;
    int level = *from == '[' ? bracket_level(s) : -1;
    if (level >= 0) {
        token.kind = TOKEN_STRING;
        token.text = skip_bracket(s, level);
        return token;
    }
    if (*from == '"' || *from == '\'') {
        token.kind = TOKEN_STRING;
        token.text = skip_quoted(s);
        return token;
    }
    token.kind = isdigit((unsigned char)*from) ? TOKEN_NUMBER
                 : is_name_byte(*from)         ? TOKEN_NAME
                                               : TOKEN_SYMBOL;
    do
        s->at++;
    while (token.kind != TOKEN_SYMBOL && s->at < s->end &&
           (is_name_byte(*s->at) || (token.kind == TOKEN_NUMBER && *s->at == '.')));
    token.text.length = (size_t)(s->at - from);
    return token;
}

static bool is(const struct token *token, const char *word) {
    return token->kind != TOKEN_STRING && sl_text_is(token->text, word);
}

static struct scanner start(struct sl_text source) {
    return (struct scanner){source.bytes, source.bytes + source.length, 1};
}

static int opens_block(const struct token *token) {
    if (token->kind != TOKEN_NAME)
        return 0;
    if (is(token, "function") || is(token, "do") || is(token, "if") || is(token, "repeat"))
        return 1;
    return is(token, "end") || is(token, "until") ? -1 : 0;
}

static bool opens(const struct token *token) {
    return is(token, "{") || is(token, "(") || is(token, "[");
}

static bool closes(const struct token *token) {
    return is(token, "}") || is(token, ")") || is(token, "]");
}

static bool is_one_of(const struct token *token, const char *symbols) {
    return token->kind == TOKEN_SYMBOL && strchr(symbols, *token->text.bytes) != NULL;
}

/* Operators of which the compiler holds each until it has read the last: ^ and .. and signs before
 * a value. */
static bool holds_on(const struct token *before, const struct token *token) {
    if (is(token, "^") || is(token, "not") || is(token, "::"))
        return true;
    if (is(token, ".") || is(token, ":"))
        return is(before, is(token, ".") ? "." : ":");
    return is_one_of(token, "-~#") && is_one_of(before, "-~#+*/%^.=(,&|<>");
}

/* The compiler gives up beyond a depth without saying where; this says it first. */
static enum sl_status refuse_depth(const char *path, struct sl_text source, struct sl_error *err) {
    struct scanner s = start(source);
    struct token before = {TOKEN_END, {"", 0}, 1}, token;
    int depth = 0, chain = 0;
    while ((token = next_token(&s)).kind != TOKEN_END) {
        depth += opens(&token) - closes(&token) + opens_block(&token);
        if (is_one_of(&token, "=,;") || opens_block(&token) != 0 || closes(&token))
            chain = 0;
        chain += holds_on(&before, &token);
        if (depth > DEPTH_MOST || chain > CHAIN_MOST)
            return sl_fail(err, SL_RULE, "", "%s:%ld: this is nested too deep", path, token.line);
        before = token;
    }
    return SL_OK;
}

static enum sl_status refuse_words(const char *path, struct sl_text source, struct sl_error *err) {
    struct scanner s = start(source);
    struct token before = {TOKEN_END, {"", 0}, 1}, token;
    while ((token = next_token(&s)).kind != TOKEN_END) {
        if (is(&token, "_ENV"))
            return sl_fail(err, SL_RULE, "", "%s:%ld: _ENV isn't available in rules", path,
                           token.line);
        if (is(&token, "close") && is(&before, "<"))
            return sl_fail(err, SL_RULE, "", "%s:%ld: <close> isn't available in rules", path,
                           token.line);
        before = token;
    }
    return SL_OK;
}

enum sl_status sl_scan_check(const char *path, struct sl_text source, int bytes_most,
                             struct sl_error *err) {
    if (source.length > (size_t)bytes_most)
        return sl_fail(err, SL_RULE, "", "%s: a script has at most %d bytes, this one has %zu",
                       path, bytes_most, source.length);
    struct sl_error why = {0};
    if (sl_text_check(source, &why) != SL_OK)
        return sl_fail(err, SL_RULE, "", "%s: %s", path, why.text);
    enum sl_status status = refuse_words(path, source, err);
    return status == SL_OK ? refuse_depth(path, source, err) : status;
}

void sl_scan_uses(struct sl_text source, json_t *names) {
    struct scanner s = start(source);
    struct token before[3] = {{TOKEN_END, {"", 0}, 1}, {TOKEN_END, {"", 0}, 1}};
    struct token token;
    while ((token = next_token(&s)).kind != TOKEN_END) {
        bool called = is(&before[0], "use") || (is(&before[0], "(") && is(&before[1], "use"));
        const struct token *left = is(&before[0], "use") ? &before[1] : &before[2];
        if (token.kind == TOKEN_STRING && called && !is(left, ".") && !is(left, ":"))
            json_array_append_new(names, json_stringn(token.text.bytes, token.text.length));
        before[2] = before[1];
        before[1] = before[0];
        before[0] = token;
    }
}

void sl_scan_words(struct sl_text source, json_t *names, json_t *strings) {
    struct scanner s = start(source);
    struct token token;
    while ((token = next_token(&s)).kind != TOKEN_END) {
        char word[WORD_MOST];
        bool of_use = token.kind == TOKEN_NAME || token.kind == TOKEN_STRING;
        if (!of_use || token.text.length >= sizeof word)
            continue;
        memcpy(word, token.text.bytes, token.text.length);
        word[token.text.length] = '\0';
        json_object_set_new(token.kind == TOKEN_NAME ? names : strings, word, json_true());
    }
}

/* One table constructor inside another. */
struct level {
    size_t path; /* length of the path of the table itself */
    int place;   /* of the next field without a name */
};

struct walk {
    struct scanner scanner;
    struct token token; /* the one looked at */
    char path[PATH_MOST];
    json_t *lines;
};

static void forward(struct walk *w) {
    w->token = next_token(&w->scanner);
}

/* The rest of a field's value, up to the comma or brace that ends it. */
static void skip_value(struct walk *w) {
    int nested = 0;
    for (; w->token.kind != TOKEN_END; forward(w)) {
        if (nested == 0 && (closes(&w->token) || is(&w->token, ",") || is(&w->token, ";")))
            return;
        nested += opens(&w->token) - closes(&w->token) + opens_block(&w->token);
    }
}

static void walk_table(struct walk *w, int depth);

static void walk_value(struct walk *w, int depth) {
    if (is(&w->token, "{") && depth < NESTED_MOST) {
        walk_table(w, depth + 1);
        forward(w);
    }
    skip_value(w);
}

static void note_field(struct walk *w, size_t base, struct sl_text name, long line) {
    snprintf(w->path + base, sizeof w->path - base, "%s%.*s", base > 0 ? "." : "", (int)name.length,
             name.bytes);
    json_object_set_new(w->lines, w->path, json_integer(line));
}

/* One equals sign, not the two of a comparison. */
static bool assigns(const struct walk *w) {
    struct scanner ahead = w->scanner;
    struct token next = next_token(&ahead);
    return is(&w->token, "=") && !is(&next, "=");
}

/* A field is `name = value`, `["name"] = value`, or a value that gets the next place. */
static bool read_key(struct walk *w, struct sl_text *name) {
    struct walk before = *w;
    *name = w->token.text;
    if (is(&w->token, "[")) {
        forward(w);
        *name = w->token.text;
        forward(w);
    } else if (w->token.kind != TOKEN_NAME) {
        return false;
    }
    forward(w);
    if (assigns(w)) {
        forward(w);
        return true;
    }
    w->scanner = before.scanner;
    w->token = before.token;
    return false;
}

static void walk_table(struct walk *w, int depth) {
    struct level level = {strlen(w->path), 1};
    forward(w);
    while (w->token.kind != TOKEN_END && !is(&w->token, "}")) {
        long line = w->token.line;
        struct sl_text name;
        char place[12];
        if (!read_key(w, &name)) {
            snprintf(place, sizeof place, "%d", level.place++);
            name = sl_text_of(place);
        }
        note_field(w, level.path, name, line);
        walk_value(w, depth);
        w->path[level.path] = '\0';
        if (is(&w->token, ",") || is(&w->token, ";"))
            forward(w);
        else if (!is(&w->token, "}"))
            return;
    }
}

json_t *sl_scan_lines(struct sl_text source) {
    struct walk w = {.scanner = start(source), .lines = json_object()};
    int blocks = 0;
    for (forward(&w); w.token.kind != TOKEN_END; forward(&w)) {
        blocks += opens_block(&w.token);
        if (blocks > 0 || !is(&w.token, "return"))
            continue;
        forward(&w);
        if (is(&w.token, "{"))
            walk_table(&w, 0);
    }
    return w.lines;
}
