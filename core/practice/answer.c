#include "practice/answer_fault.h"
#include <assert.h>
#include <string.h>

static const char *const state_codes[] = {
    [SL_NOT_YET] = "not_yet",
    [SL_ANSWERED] = "answered",
    [SL_NOT_APPLICABLE] = "not_applicable",
    [SL_NOT_EVIDENCED] = "not_evidenced",
};
static_assert(SL_COUNT(state_codes) == SL_ANSWER_STATES, "one each");

const char *sl_answer_state_code(enum sl_answer_state state) {
    return state_codes[state];
}

enum sl_answer_state sl_answer_state_of(const char *code) {
    size_t state = 0;
    while (state < SL_ANSWER_STATES && strcmp(code, state_codes[state]) != 0)
        state++;
    return (enum sl_answer_state)state;
}

bool sl_answer_next_token(struct sl_text tokens, size_t *at, struct sl_text *token) {
    while (*at < tokens.length && tokens.bytes[*at] == ' ')
        (*at)++;
    if (*at >= tokens.length)
        return false;
    const char *from = tokens.bytes + *at;
    const char *space = memchr(from, ' ', tokens.length - *at);
    *token = (struct sl_text){from, space != NULL ? (size_t)(space - from) : tokens.length - *at};
    *at += token->length;
    return true;
}

size_t sl_answer_cut(struct sl_text text, size_t at, const char *separators) {
    while (at < text.length && strchr(separators, text.bytes[at]) == NULL)
        at++;
    return at;
}

/* "other: the words" is reason other. */
void sl_answer_split_reason(struct sl_text reason, struct sl_text *code, struct sl_text *words) {
    const char *colon = memchr(reason.bytes, ':', reason.length);
    size_t at = colon != NULL ? (size_t)(colon - reason.bytes) : reason.length;
    size_t behind = colon != NULL ? at + 1 : at;
    *code = sl_text_trim((struct sl_text){reason.bytes, at});
    *words = sl_text_trim((struct sl_text){reason.bytes + behind, reason.length - behind});
}

/* Checking a finished value */

static enum sl_value_kind kind_of(const struct sl_question *question) {
    switch (question->type) {
    case SL_GRADE:
    case SL_MET:
    case SL_YES_NO:
    case SL_CHOICE:
        return SL_VALUE_TOKEN;
    case SL_CHOICES:
        return SL_VALUE_TOKENS;
    case SL_SCALE10:
    case SL_COUNT:
        return SL_VALUE_NUMBER;
    case SL_QUESTION_DAY:
        return SL_VALUE_DAY;
    case SL_QUESTION_TEXT:
    case SL_LINK:
        return SL_VALUE_TEXT;
    case SL_TIMELY:
    case SL_GROUP:
    case SL_QUESTION_TYPES:
        break;
    }
    return SL_VALUE_NONE;
}

static enum sl_status check_tokens(const struct sl_question *question, struct sl_text tokens,
                                   struct sl_error *err) {
    const struct sl_token *last = NULL;
    struct sl_text token;
    size_t count = 0;
    for (size_t at = 0; sl_answer_next_token(tokens, &at, &token); count++) {
        const struct sl_token *known = sl_question_token(question, token);
        if (known == NULL)
            return sl_answer_not_a_token(question, token, err);
        if (last != NULL && known <= last)
            return sl_fail(err, SL_INVALID, question->code,
                           "%s: tokens stand once each, in the tool's order", question->code);
        last = known;
    }
    return sl_answer_check_chosen(question, count, err);
}

static enum sl_status check_token(const struct sl_question *question, struct sl_text token,
                                  struct sl_error *err) {
    const struct sl_token *known = sl_question_token(question, token);
    if (known == NULL)
        return sl_answer_not_a_token(question, token, err);
    return known->refused ? sl_answer_refuse(question, known, err) : SL_OK;
}

static enum sl_status check_words(const struct sl_question *question, struct sl_text words,
                                  struct sl_error *err) {
    struct sl_error fault = {0};
    if (words.length > SL_TEXT_MOST ||
        (!sl_answer_is_plain(words) && sl_text_check(words, &fault) != SL_OK))
        return sl_fail(err, SL_INVALID, question->code, "%s: %s", question->code,
                       fault.text[0] != '\0' ? fault.text : "the text is too long");
    return SL_OK;
}

static enum sl_status check_answered(const struct sl_question *question,
                                     const struct sl_value *value, struct sl_error *err) {
    enum sl_value_kind kind = kind_of(question);
    if (kind == SL_VALUE_NONE)
        return sl_answer_not_answered(question, err);
    if (value->kind != kind)
        return sl_fail(err, SL_INVALID, question->code,
                       "%s is of type %s and can't hold this value", question->code,
                       sl_question_type_name(question->type));
    switch (kind) {
    case SL_VALUE_TOKEN:
        return check_token(question, value->text, err);
    case SL_VALUE_TOKENS:
        return check_tokens(question, value->text, err);
    case SL_VALUE_NUMBER:
        return value->number < question->least || value->number > sl_answer_most(question)
                   ? sl_answer_out_of_range(question, err)
                   : SL_OK;
    default:
        return check_words(question, value->text, err);
    }
}

static enum sl_status check_na(const struct sl_question *question, const struct sl_value *value,
                               struct sl_error *err) {
    struct sl_text code, words;
    sl_answer_split_reason(value->text, &code, &words);
    for (size_t i = 0; i < question->na_reason_count; i++)
        if (sl_text_is(code, question->na_reasons[i].token))
            return check_words(question, words, err);
    return sl_answer_wants_reason(question, err);
}

static enum sl_status check_sources(const struct sl_question *question, uint16_t sources,
                                    struct sl_error *err) {
    if (question->sources == 0 || (sources & ~question->sources) == 0)
        return SL_OK;
    SL_AUTO(sl_buffer_drop) struct sl_buffer allowed = {0};
    sl_sources_write(question->sources, &allowed);
    return sl_fail(err, SL_INVALID, question->code, "%s takes its evidence from: %s",
                   question->code, allowed.bytes);
}

enum sl_status sl_answer_check(const struct sl_question *question, const struct sl_value *value,
                               struct sl_error *err) {
    enum sl_status status = SL_OK;
    if (value->state == SL_ANSWERED)
        status = check_answered(question, value, err);
    else if (value->state == SL_NOT_APPLICABLE)
        status = check_na(question, value, err);
    else if (value->state == SL_NOT_EVIDENCED && !sl_answer_can_be_unevidenced(question))
        status = sl_answer_never_unevidenced(question, err);
    if (status == SL_OK)
        status = check_sources(question, value->sources, err);
    if (status == SL_OK && value->evidence.length > 0)
        status = check_words(question, value->evidence, err);
    return status;
}

/* Writing */

static void write_token(const struct sl_token *tokens, size_t count, struct sl_text token,
                        enum sl_answer_style style, struct sl_buffer *out) {
    for (size_t i = 0; i < count && style == SL_ANSWER_LABELS; i++)
        if (sl_text_is(token, tokens[i].token)) {
            sl_buffer_text(out, tokens[i].label);
            return;
        }
    sl_buffer_add(out, token.bytes, token.length);
}

static void write_tokens(const struct sl_question *question, struct sl_text tokens,
                         enum sl_answer_style style, struct sl_buffer *out) {
    struct sl_text token;
    bool first = true;
    for (size_t at = 0; sl_answer_next_token(tokens, &at, &token); first = false) {
        sl_buffer_text(out, first ? "" : "; ");
        write_token(question->tokens, question->token_count, token, style, out);
    }
}

static void write_na(const struct sl_question *question, const struct sl_value *value,
                     enum sl_answer_style style, struct sl_buffer *out) {
    struct sl_text code, words;
    sl_answer_split_reason(value->text, &code, &words);
    sl_buffer_text(out, style == SL_ANSWER_LABELS ? "Not applicable: " : "n/a: ");
    write_token(question->na_reasons, question->na_reason_count, code, style, out);
    if (words.length > 0)
        sl_buffer_format(out, ": %.*s", (int)words.length, words.bytes);
}

void sl_answer_write(const struct sl_question *question, const struct sl_value *value,
                     enum sl_answer_style style, struct sl_buffer *out) {
    char day[32];
    if (value->state == SL_NOT_APPLICABLE)
        write_na(question, value, style, out);
    else if (value->state == SL_NOT_EVIDENCED)
        sl_buffer_text(out, style == SL_ANSWER_LABELS ? "Not evidenced" : "not evidenced");
    if (value->state != SL_ANSWERED)
        return;
    if (value->kind == SL_VALUE_NUMBER)
        sl_buffer_format(out, "%d", (int)value->number);
    else if (value->kind == SL_VALUE_DAY && style == SL_ANSWER_LABELS)
        sl_buffer_text(out, sl_day_words(value->number, day, sizeof day));
    else if (value->kind == SL_VALUE_DAY)
        sl_buffer_text(out, sl_day_format(value->number, day));
    else if (value->kind == SL_VALUE_TEXT)
        sl_buffer_add(out, value->text.bytes, value->text.length);
    else
        write_tokens(question, value->text, style, out);
}

enum sl_status sl_sources_read(struct sl_text text, uint16_t *out, struct sl_error *err) {
    uint16_t sources = 0;
    for (size_t at = 0, end; at < text.length; at = end + 1) {
        end = sl_answer_cut(text, at, " ,;|\n\t");
        struct sl_text code = {text.bytes + at, end - at};
        uint16_t bit = sl_source_of(code);
        if (code.length > 0 && bit == 0)
            return sl_fail(err, SL_INVALID, "sources",
                           "'%.*s' is no evidence source: record, worker, manager, child, parent, "
                           "partner, observation, data",
                           (int)(code.length < 80 ? code.length : 80), code.bytes);
        sources |= bit;
    }
    *out = sources;
    return SL_OK;
}

void sl_sources_write(uint16_t sources, struct sl_buffer *out) {
    bool first = true;
    for (int i = 0; i < 16; i++) {
        uint16_t bit = (uint16_t)(sources & (1u << i));
        if (bit == 0)
            continue;
        sl_buffer_format(out, "%s%s", first ? "" : ", ", sl_source_code(bit));
        first = false;
    }
}
