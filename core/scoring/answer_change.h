/*
 * scoring/answer_change.h - answers that might have been given instead, and a packed body with some
 * of them in the place of its own. Only answers that have an order of worth, and numbers and days,
 * have neighbours; what people wrote has none.
 */
#pragma once
#include "practice/tool.h"

struct sl_answer_change {
    uint32_t question;
    uint16_t row;
    struct sl_value value; /* texts borrowed from the tool */
};

enum { SL_NEIGHBOURS_MOST = 2 };

/* The next better and the next worse answer to what stands in the body; a number or day by one.
 * What is not evidenced has the worst answer beside it. Returns how many. */
size_t sl_answer_neighbours(const struct sl_question *question, const struct sl_value *value,
                            struct sl_value out[SL_NEIGHBOURS_MOST]);
/* Does the question have answers in an order of worth? */
bool sl_answer_is_ranked(const struct sl_question *question);
/* Of such a question, how many answers are better than this one; 0 for the best, -1 when it isn't
 * answered or does not apply. What is not evidenced comes behind the worst. */
int sl_answer_steps_up(const struct sl_question *question, const struct sl_value *value);
/* The answer so many steps from the best (0), with the evidence that was there. */
struct sl_value sl_answer_at(const struct sl_question *question, const struct sl_value *value,
                             int steps);

/* The body with these answers; bytes owned by the caller. */
void sl_body_changed(const struct sl_body *body, const struct sl_answer_change *changes,
                     size_t count, uint8_t **bytes, size_t *length);
