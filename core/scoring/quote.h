/*
 * scoring/quote.h - the words a reason points at, with the words around them.
 */
#pragma once
#include "base/json.h"
#include "base/text.h"

/* Adds "before", "quote" and "after" of the span, whole characters each; nothing for an empty span
 * or one that lies outside the text. */
void sl_quote_add(json_t *cite, struct sl_text text, size_t from, size_t to);
