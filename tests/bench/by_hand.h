/*
 * bench/by_hand.h - a packed body (base/pack.h) of the tool REVIEW read as somebody would who
 * writes the scoring in C for this one tool: by places, without a check.
 */
#pragma once
#include "base/text.h"
#include "review.h"

/* Texts are borrowed from the body. */
void by_hand_read(struct sl_text body, Rev *review);
