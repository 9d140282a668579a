#include "practice/answer_fault.h"
#include <string.h>

/* What a question allows, for messages: "yes (Yes), partly (Partly), no (No)". */

enum { LISTED_MOST = 12, SCALE10_MOST = 10 };

static void list_tokens(const struct sl_token *tokens, size_t count, struct sl_buffer *out) {
    sl_buffer_text(out, "");
    for (size_t i = 0; i < count && i < LISTED_MOST; i++)
        sl_buffer_format(out, "%s%s (%s)", i > 0 ? ", " : "", tokens[i].token, tokens[i].label);
    if (count > LISTED_MOST)
        sl_buffer_format(out, " and %zu more", count - LISTED_MOST);
}

enum sl_status sl_answer_not_a_token(const struct sl_question *question, struct sl_text text,
                                     struct sl_error *err) {
    SL_AUTO(sl_buffer_drop) struct sl_buffer allowed = {0};
    list_tokens(question->tokens, question->token_count, &allowed);
    return sl_fail(err, SL_INVALID, question->code, "%s: '%.*s' is not one of %s", question->code,
                   (int)(text.length < 80 ? text.length : 80), text.bytes, allowed.bytes);
}

enum sl_status sl_answer_refuse(const struct sl_question *question, const struct sl_token *token,
                                struct sl_error *err) {
    return sl_fail(err, SL_REFUSED, question->code,
                   "%s: with \"%s\" this case can't be audited by this person; give it to someone "
                   "else",
                   question->code, token->label);
}

enum sl_status sl_answer_check_chosen(const struct sl_question *question, size_t count,
                                      struct sl_error *err) {
    if (question->most <= 0 || count <= (size_t)question->most)
        return SL_OK;
    return sl_fail(err, SL_INVALID, question->code, "%s: %zu are chosen, at most %d may be",
                   question->code, count, question->most);
}

int sl_answer_most(const struct sl_question *question) {
    return question->type == SL_SCALE10 ? SCALE10_MOST : question->most;
}

enum sl_status sl_answer_out_of_range(const struct sl_question *question, struct sl_error *err) {
    return sl_fail(err, SL_INVALID, question->code, "%s: a whole number from %d to %d is wanted",
                   question->code, question->least, sl_answer_most(question));
}

bool sl_answer_is_plain(struct sl_text text) {
    for (size_t i = 0; i < text.length; i++)
        if ((unsigned char)text.bytes[i] >= 0x7f ||
            ((unsigned char)text.bytes[i] < 0x20 && text.bytes[i] != '\n' && text.bytes[i] != '\t'))
            return false;
    return true;
}

enum sl_status sl_answer_not_answered(const struct sl_question *question, struct sl_error *err) {
    return sl_fail(err, SL_INVALID, question->code,
                   question->type == SL_TIMELY
                       ? "%s is worked out from its days; give %s.start and %s.end"
                       : "%s is a heading; its parts are answered",
                   question->code, question->code, question->code);
}

enum sl_status sl_answer_wants_reason(const struct sl_question *question, struct sl_error *err) {
    SL_AUTO(sl_buffer_drop) struct sl_buffer allowed = {0};
    list_tokens(question->na_reasons, question->na_reason_count, &allowed);
    if (question->na_reason_count == 0)
        return sl_fail(err, SL_INVALID, question->code, "%s always applies: n/a is no answer to it",
                       question->code);
    return sl_fail(err, SL_INVALID, question->code, "%s: n/a needs one of these reasons: %s",
                   question->code, allowed.bytes);
}

bool sl_answer_can_be_unevidenced(const struct sl_question *question) {
    return !question->judgement && !question->overall && question->type != SL_GROUP &&
           question->type != SL_LINK;
}

enum sl_status sl_answer_never_unevidenced(const struct sl_question *question,
                                           struct sl_error *err) {
    return sl_fail(err, SL_INVALID, question->code,
                   "%s is a judgement, heading or link: not evidenced is no answer to it",
                   question->code);
}
