#include "practice/answer_fault.h"
#include <ctype.h>
#include <string.h>
#include <strings.h>

enum { LINK_MOST = 64 };

static bool is_blind(struct sl_text text, const char *word) {
    return strlen(word) == text.length && strncasecmp(text.bytes, word, text.length) == 0;
}

/* A token as people type it: any case, a space for its underscore. */
static bool is_typed(struct sl_text text, const char *token) {
    if (strlen(token) != text.length)
        return false;
    for (size_t i = 0; i < text.length; i++)
        if (tolower((unsigned char)text.bytes[i]) != tolower((unsigned char)token[i]) &&
            (token[i] != '_' || text.bytes[i] != ' '))
            return false;
    return true;
}

/* By token, then by label without regard to case. NULL: none. */
static const struct sl_token *find_token(const struct sl_token *tokens, size_t count,
                                         struct sl_text text) {
    for (size_t i = 0; i < count; i++)
        if (sl_text_is(text, tokens[i].token))
            return &tokens[i];
    for (size_t i = 0; i < count; i++)
        if (is_blind(text, tokens[i].label) || is_typed(text, tokens[i].token))
            return &tokens[i];
    return NULL;
}

static enum sl_status read_token(const struct sl_question *question, struct sl_text text,
                                 struct sl_value *out, struct sl_error *err) {
    const struct sl_token *token = find_token(question->tokens, question->token_count, text);
    if (token == NULL)
        return sl_answer_not_a_token(question, text, err);
    if (token->refused)
        return sl_answer_refuse(question, token, err);
    out->kind = SL_VALUE_TOKEN;
    out->text = sl_text_of(token->token);
    return SL_OK;
}

/* Which of the tokens are chosen, then the tool's order. */
static void join_chosen(const struct sl_question *question, const bool *chosen,
                        struct sl_buffer *words) {
    for (size_t i = 0; i < question->token_count; i++)
        if (chosen[i])
            sl_buffer_format(words, "%s%s", words->length > 0 ? " " : "",
                             question->tokens[i].token);
}

static const char *separators_in(struct sl_text text) {
    static const char *const tried[] = {";", "|", "\n", ","};
    for (size_t i = 0; i < SL_COUNT(tried); i++)
        if (memchr(text.bytes, tried[i][0], text.length) != NULL)
            return tried[i];
    return " ";
}

static enum sl_status choose_one(const struct sl_question *question, struct sl_text part,
                                 bool *chosen, struct sl_error *err) {
    const struct sl_token *token = find_token(question->tokens, question->token_count, part);
    if (token == NULL)
        return sl_answer_not_a_token(question, part, err);
    if (token->refused)
        return sl_answer_refuse(question, token, err);
    chosen[token - question->tokens] = true;
    return SL_OK;
}

static enum sl_status choose_all(const struct sl_question *question, struct sl_text text,
                                 bool *chosen, struct sl_error *err) {
    if (find_token(question->tokens, question->token_count, text) != NULL)
        return choose_one(question, text, chosen, err);
    const char *separators = separators_in(text);
    enum sl_status status = SL_OK;
    for (size_t at = 0, end; at < text.length && status == SL_OK; at = end + 1) {
        end = sl_answer_cut(text, at, separators);
        struct sl_text part = sl_text_trim((struct sl_text){text.bytes + at, end - at});
        if (part.length > 0)
            status = choose_one(question, part, chosen, err);
    }
    return status;
}

static enum sl_status read_tokens(const struct sl_question *question, struct sl_text text,
                                  struct sl_buffer *words, struct sl_value *out,
                                  struct sl_error *err) {
    SL_AUTO(sl_free) bool *chosen = sl_new(question->token_count + 1, sizeof *chosen);
    size_t count = 0;
    enum sl_status status = choose_all(question, text, chosen, err);
    for (size_t i = 0; i < question->token_count; i++)
        count += chosen[i];
    if (status == SL_OK)
        status = sl_answer_check_chosen(question, count, err);
    if (status != SL_OK)
        return status;
    join_chosen(question, chosen, words);
    out->kind = SL_VALUE_TOKENS;
    out->text = (struct sl_text){words->bytes, words->length};
    return SL_OK;
}

static enum sl_status read_number(const struct sl_question *question, struct sl_text text,
                                  struct sl_value *out, struct sl_error *err) {
    int32_t number = 0;
    if (text.length == 0 || text.length > 7)
        return sl_answer_out_of_range(question, err);
    for (size_t i = 0; i < text.length; i++) {
        if (!isdigit((unsigned char)text.bytes[i]))
            return sl_answer_out_of_range(question, err);
        number = number * 10 + (text.bytes[i] - '0');
    }
    out->kind = SL_VALUE_NUMBER;
    out->number = number;
    return number < question->least || number > sl_answer_most(question)
               ? sl_answer_out_of_range(question, err)
               : SL_OK;
}

static enum sl_status read_day(const struct sl_question *question, struct sl_text text,
                               struct sl_value *out, struct sl_error *err) {
    char copy[64];
    struct sl_error fault = {0};
    sl_day day;
    if (text.length >= sizeof copy)
        return sl_fail(err, SL_INVALID, question->code, "%s: a day is wanted, not words",
                       question->code);
    memcpy(copy, text.bytes, text.length);
    copy[text.length] = '\0';
    if (sl_day_parse_uk(copy, &day, &fault) != SL_OK)
        return sl_fail(err, SL_INVALID, question->code, "%s: %s", question->code, fault.text);
    out->kind = SL_VALUE_DAY;
    out->number = day;
    return SL_OK;
}

/* Checked and composed; ASCII is so already. */
static enum sl_status take_words(const struct sl_question *question, struct sl_text text,
                                 struct sl_buffer *words, struct sl_text *out,
                                 struct sl_error *err) {
    if (text.length > SL_TEXT_MOST)
        return sl_fail(err, SL_INVALID, question->code, "%s: the text is longer than %d bytes",
                       question->code, SL_TEXT_MOST);
    *out = text;
    if (sl_answer_is_plain(text))
        return SL_OK;
    SL_AUTO(sl_free) char *composed = NULL;
    struct sl_error fault = {0};
    if (sl_text_compose(text, &composed, &fault) != SL_OK)
        return sl_fail(err, SL_INVALID, question->code, "%s: %s", question->code, fault.text);
    sl_buffer_text(words, composed);
    *out = (struct sl_text){words->bytes, words->length};
    return SL_OK;
}

static enum sl_status read_words(const struct sl_question *question, struct sl_text text,
                                 struct sl_buffer *words, struct sl_value *out,
                                 struct sl_error *err) {
    out->kind = SL_VALUE_TEXT;
    return take_words(question, text, words, &out->text, err);
}

/* References: words without spaces, joined by one space. */
static enum sl_status read_link(const struct sl_question *question, struct sl_text text,
                                struct sl_buffer *words, struct sl_value *out,
                                struct sl_error *err) {
    static const char separators[] = " ,;|\n\t";
    for (size_t at = 0, end; at < text.length; at = end + 1) {
        end = sl_answer_cut(text, at, separators);
        struct sl_text part = sl_text_trim((struct sl_text){text.bytes + at, end - at});
        if (part.length > LINK_MOST)
            return sl_fail(err, SL_INVALID, question->code,
                           "%s: references of at most 64 characters are wanted, not words",
                           question->code);
        if (part.length > 0)
            sl_buffer_text(words, words->length > 0 ? " " : "");
        sl_buffer_add(words, part.bytes, part.length);
    }
    out->kind = SL_VALUE_TEXT;
    out->text = (struct sl_text){words->bytes, words->length};
    return SL_OK;
}

/* Not applicable */

/* Behind "n/a" or "not applicable": false when text is neither. */
static bool is_na(struct sl_text text, struct sl_text *reason) {
    static const char *const words[] = {"not applicable", "not_applicable", "n/a", "na"};
    for (size_t i = 0; i < SL_COUNT(words); i++) {
        size_t length = strlen(words[i]);
        if (text.length < length || strncasecmp(text.bytes, words[i], length) != 0)
            continue;
        struct sl_text rest =
            sl_text_trim((struct sl_text){text.bytes + length, text.length - length});
        if (rest.length > 0 && strchr(":-(,", rest.bytes[0]) == NULL)
            continue;
        if (rest.length > 0 && rest.bytes[0] == '(' && rest.bytes[rest.length - 1] == ')')
            rest.length--;
        if (rest.length > 0)
            rest = sl_text_trim((struct sl_text){rest.bytes + 1, rest.length - 1});
        *reason = rest;
        return true;
    }
    return false;
}

static enum sl_status read_na(const struct sl_question *question, struct sl_text reason,
                              struct sl_buffer *words, struct sl_value *out, struct sl_error *err) {
    struct sl_text code, said, checked;
    sl_answer_split_reason(reason, &code, &said);
    const struct sl_token *known =
        find_token(question->na_reasons, question->na_reason_count, code);
    if (known == NULL)
        return sl_answer_wants_reason(question, err);
    if (known->needs_text && said.length == 0)
        return sl_fail(err, SL_INVALID, question->code,
                       "%s: the reason '%s' needs words: \"n/a: %s: why\"", question->code,
                       known->token, known->token);
    SL_AUTO(sl_buffer_drop) struct sl_buffer composed = {0};
    enum sl_status status = take_words(question, said, &composed, &checked, err);
    if (status != SL_OK)
        return status;
    out->state = SL_NOT_APPLICABLE;
    out->kind = SL_VALUE_TEXT;
    out->text = sl_text_of(known->token);
    if (said.length == 0)
        return SL_OK;
    sl_buffer_format(words, "%s: ", known->token);
    sl_buffer_add(words, checked.bytes, checked.length);
    out->text = (struct sl_text){words->bytes, words->length};
    return SL_OK;
}

static bool is_unevidenced(const struct sl_question *question, struct sl_text text) {
    if (question->type == SL_QUESTION_TEXT && question->in_rows)
        return false;
    return is_blind(text, "not evidenced") || is_blind(text, "not_evidenced");
}

static enum sl_status read_unevidenced(const struct sl_question *question, struct sl_value *out,
                                       struct sl_error *err) {
    if (!sl_answer_can_be_unevidenced(question))
        return sl_answer_never_unevidenced(question, err);
    out->state = SL_NOT_EVIDENCED;
    return SL_OK;
}

static enum sl_status read_answered(const struct sl_question *question, struct sl_text text,
                                    struct sl_buffer *words, struct sl_value *out,
                                    struct sl_error *err) {
    out->state = SL_ANSWERED;
    switch (question->type) {
    case SL_GRADE:
    case SL_MET:
    case SL_YES_NO:
    case SL_CHOICE:
        return read_token(question, text, out, err);
    case SL_CHOICES:
        return read_tokens(question, text, words, out, err);
    case SL_SCALE10:
    case SL_COUNT:
        return read_number(question, text, out, err);
    case SL_QUESTION_DAY:
        return read_day(question, text, out, err);
    case SL_QUESTION_TEXT:
        return read_words(question, text, words, out, err);
    case SL_LINK:
        return read_link(question, text, words, out, err);
    case SL_TIMELY:
    case SL_GROUP:
    case SL_QUESTION_TYPES:
        break;
    }
    return sl_answer_not_answered(question, err);
}

enum sl_status sl_answer_read(const struct sl_question *question, struct sl_text text,
                              struct sl_buffer *words, struct sl_value *out, struct sl_error *err) {
    struct sl_value value = {.state = SL_NOT_YET, .text = {"", 0}, .evidence = {"", 0}};
    struct sl_text reason;
    enum sl_status status = SL_OK;
    sl_buffer_clear(words);
    text = sl_text_trim(text);
    bool free_words = question->type == SL_QUESTION_TEXT && question->na_reason_count == 0;
    if (text.length == 0)
        status = SL_OK;
    else if (!free_words && find_token(question->tokens, question->token_count, text) == NULL &&
             is_na(text, &reason))
        status = read_na(question, reason, words, &value, err);
    else if (is_unevidenced(question, text))
        status = read_unevidenced(question, &value, err);
    else
        status = read_answered(question, text, words, &value, err);
    if (status == SL_OK)
        *out = value;
    return status;
}
