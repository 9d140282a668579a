#include "scoring/answer_change.h"

enum { SCALE10_MOST = 10 };

bool sl_answer_is_ranked(const struct sl_question *question) {
    return question->token_count > 1 && question->tokens[0].rank > 0 &&
           (question->type == SL_GRADE || question->type == SL_MET || question->type == SL_YES_NO ||
            question->type == SL_CHOICE);
}

int sl_answer_steps_up(const struct sl_question *question, const struct sl_value *value) {
    if (value->state == SL_NOT_EVIDENCED)
        return (int)question->token_count;
    if (value->state != SL_ANSWERED || value->kind != SL_VALUE_TOKEN)
        return -1;
    const struct sl_token *token = sl_question_token(question, value->text);
    if (token == NULL)
        return -1;
    int better = 0;
    for (size_t i = 0; i < question->token_count; i++)
        better += question->tokens[i].rank > token->rank;
    return better;
}

struct sl_value sl_answer_at(const struct sl_question *question, const struct sl_value *value,
                             int steps) {
    struct sl_value made = *value;
    made.state = SL_ANSWERED;
    made.kind = SL_VALUE_TOKEN;
    for (size_t i = 0; i < question->token_count; i++) {
        struct sl_value at = {.state = SL_ANSWERED,
                              .kind = SL_VALUE_TOKEN,
                              .text = sl_text_of(question->tokens[i].token)};
        if (sl_answer_steps_up(question, &at) == steps)
            made.text = at.text;
    }
    return made;
}

static size_t ranked_neighbours(const struct sl_question *question, const struct sl_value *value,
                                struct sl_value out[SL_NEIGHBOURS_MOST]) {
    int steps = sl_answer_steps_up(question, value);
    size_t count = 0;
    if (steps > 0)
        out[count++] = sl_answer_at(question, value, steps - 1);
    if (steps >= 0 && steps + 1 < (int)question->token_count)
        out[count++] = sl_answer_at(question, value, steps + 1);
    return count;
}

static size_t number_neighbours(const struct sl_question *question, const struct sl_value *value,
                                struct sl_value out[SL_NEIGHBOURS_MOST]) {
    size_t count = 0;
    bool counted = value->kind == SL_VALUE_NUMBER;
    int most = question->type == SL_SCALE10 ? SCALE10_MOST : question->most;
    for (int step = 1; step >= -1; step -= 2) {
        int32_t number = value->number + step;
        if (counted && (number < question->least || number > most))
            continue;
        out[count] = *value;
        out[count++].number = number;
    }
    return count;
}

size_t sl_answer_neighbours(const struct sl_question *question, const struct sl_value *value,
                            struct sl_value out[SL_NEIGHBOURS_MOST]) {
    if (sl_answer_is_ranked(question))
        return ranked_neighbours(question, value, out);
    bool number = value->kind == SL_VALUE_NUMBER || value->kind == SL_VALUE_DAY;
    if (value->state == SL_ANSWERED && number)
        return number_neighbours(question, value, out);
    return 0;
}

void sl_body_changed(const struct sl_body *body, const struct sl_answer_change *changes,
                     size_t count, uint8_t **bytes, size_t *length) {
    SL_AUTO(sl_packer_drop)
    struct sl_packer *packer = sl_packer_new(body->tool_hash, body->questions);
    sl_packer_set_form(packer, body->form);
    for (uint32_t question = 0; question < body->questions; question++) {
        uint32_t from, to;
        sl_body_cells(body, question, &from, &to);
        for (uint32_t cell = from; cell < to; cell++) {
            struct sl_value value;
            uint16_t row = sl_body_value(body, cell, &value);
            sl_packer_put(packer, question, row, &value);
        }
    }
    for (size_t i = 0; i < count; i++)
        sl_packer_put(packer, changes[i].question, changes[i].row, &changes[i].value);
    sl_packer_finish(packer, bytes, length);
}
