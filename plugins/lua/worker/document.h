/*
 * worker/document.h - the paper that a report script writes: headings, paragraphs, lists, tables,
 * charts and boxes in order, as JSON in the form of summary/document.h.
 */
#pragma once
#include "worker.h"

/* In a protected call: pushes a new document, kept as worker->document. kind: its kind until the
 * script says another. */
void sl_document_push(lua_State *L, const char *kind);
