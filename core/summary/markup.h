/*
 * summary/markup.h - text made safe for XML and HTML, between tags and inside quoted attributes.
 */
#pragma once
#include "base/text.h"

/* Adds the text with & < > " ' replaced by references. */
void sl_markup_put(struct sl_buffer *out, struct sl_text text);
void sl_markup_text(struct sl_buffer *out, const char *text);
