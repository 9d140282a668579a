/*
 * base/pack_peek.h - the answer to a question read out of a body or slim body that nobody has
 * checked as a whole: only the frame and what is asked for are looked at, so it costs the same
 * however long the body is. For who looks at few questions of many records; a body that is wrong
 * elsewhere isn't noticed here.
 */
#pragma once
#include "base/pack.h"

/* The frame alone. False when the lengths aren't what they say. */
bool sl_peek_open(struct sl_text bytes, struct sl_body *out);
/* The token a question outside repeating sections was answered with; false when there is none, or
 * no sense in it. Borrowed from the body. */
bool sl_peek_token(const struct sl_body *body, uint32_t question, struct sl_text *out);
/* The same for a question's answer, whatever it is; sl_text is empty for a text that a slim body
 * only tells of, and evidence is left out. False, and SL_NOT_YET, when there is none. */
bool sl_peek_value(const struct sl_body *body, uint32_t question, struct sl_value *out);
