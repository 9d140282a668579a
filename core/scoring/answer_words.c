#include "scoring/answer_words.h"
#include <inttypes.h>
#include <string.h>

static void add_token_labels(struct sl_buffer *words, const struct sl_question *question,
                             struct sl_text tokens) {
    while (tokens.length > 0) {
        const char *space = memchr(tokens.bytes, ' ', tokens.length);
        size_t length = space == NULL ? tokens.length : (size_t)(space - tokens.bytes);
        struct sl_text one = {tokens.bytes, length};
        const struct sl_token *token = sl_question_token(question, one);
        sl_buffer_text(words, words->length > 0 ? ", " : "");
        if (token != NULL)
            sl_buffer_text(words, token->label);
        else
            sl_buffer_add(words, one.bytes, one.length);
        size_t behind = space == NULL ? length : length + 1;
        tokens = (struct sl_text){tokens.bytes + behind, tokens.length - behind};
    }
}

char *sl_answer_words(const struct sl_question *question, const struct sl_value *value) {
    char day[SL_DAY_SIZE];
    struct sl_buffer words = {0};
    if (value->state == SL_NOT_APPLICABLE)
        sl_buffer_format(&words, "not applicable: %.*s", (int)value->text.length,
                         value->text.bytes);
    else if (value->state == SL_NOT_EVIDENCED)
        sl_buffer_text(&words, "not evidenced");
    else if (value->state == SL_NOT_YET)
        sl_buffer_text(&words, "not yet answered");
    else if (value->kind == SL_VALUE_NUMBER)
        sl_buffer_format(&words, "%" PRId32, value->number);
    else if (value->kind == SL_VALUE_DAY)
        sl_buffer_text(&words, sl_day_format(value->number, day));
    else if (value->kind == SL_VALUE_TEXT)
        sl_buffer_add(&words, value->text.bytes, value->text.length);
    else
        add_token_labels(&words, question, value->text);
    return sl_buffer_take(&words);
}
