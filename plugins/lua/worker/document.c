#include "document.h"
#include "binding.h"
#include "facts.h"
#include "value.h"
#include <string.h>

enum { BOXES_MOST = 4, BLOCKS_MOST = 5000 };

struct paper {
    uint32_t kind; /* SL_THING_DOCUMENT */
    int boxes;     /* open ones */
    int blocks;
    json_t *into[BOXES_MOST + 1]; /* lists of blocks, the innermost last */
};

static struct paper *paper_of(lua_State *L) {
    struct paper *paper = sl_thing_at(L, 1, SL_THING_DOCUMENT);
    if (paper == NULL)
        luaL_error(L, "write doc:paragraph(...) with a colon, not a dot");
    sl_worker_progress(sl_worker_of(L));
    return paper;
}

static json_t *text_at(lua_State *L, int index) {
    size_t length;
    struct sl_error err = {0};
    if (lua_type(L, index) != LUA_TSTRING)
        luaL_error(L, "a text is needed, not a %s", luaL_typename(L, index));
    const char *bytes = lua_tolstring(L, index, &length);
    if (sl_text_check((struct sl_text){bytes, length}, &err) != SL_OK)
        luaL_error(L, "%s", err.text);
    return json_stringn_nocheck(bytes, length);
}

static void set_text(lua_State *L, const char *key) {
    paper_of(L);
    json_object_set_new(sl_worker_of(L)->document, key, text_at(L, 2));
}

/* A block is complete before it is added, so that nothing is half made when a script fails. */
static int add_block(lua_State *L, struct paper *paper, const char *kind, json_t *block) {
    json_object_set_new(block, "block", json_string(kind));
    json_array_append_new(paper->into[paper->boxes], block);
    if (++paper->blocks > BLOCKS_MOST)
        return luaL_error(L, "a document has at most %d blocks", BLOCKS_MOST);
    return 0;
}

static int doc_kind(lua_State *L) {
    set_text(L, "kind");
    return 0;
}

static int doc_title(lua_State *L) {
    set_text(L, "title");
    return 0;
}

static int doc_subtitle(lua_State *L) {
    set_text(L, "subtitle");
    return 0;
}

static int doc_notice(lua_State *L) {
    set_text(L, "notice");
    return 0;
}

static int doc_basis(lua_State *L) {
    paper_of(L);
    json_t *document = sl_worker_of(L)->document, *lines = json_object_get(document, "basis");
    json_t *line = text_at(L, 2);
    if (lines == NULL) {
        lines = json_array();
        json_object_set_new(document, "basis", lines);
    }
    json_array_append_new(lines, line);
    return 0;
}

static int doc_heading(lua_State *L) {
    struct paper *paper = paper_of(L);
    lua_Integer level = luaL_checkinteger(L, 2);
    luaL_argcheck(L, level >= 1 && level <= 4, 2, "a level is 1 to 4");
    json_t *text = text_at(L, 3), *block = json_object();
    json_object_set_new(block, "level", json_integer(level));
    json_object_set_new(block, "text", text);
    return add_block(L, paper, "heading", block);
}

static int doc_paragraph(lua_State *L) {
    struct paper *paper = paper_of(L);
    json_t *text = text_at(L, 2), *block = json_object();
    json_object_set_new(block, "text", text);
    return add_block(L, paper, "paragraph", block);
}

/* The table at index 2 as JSON, where an empty table is a list. */
static json_t *table_at(lua_State *L, const char *what) {
    json_t *value = NULL;
    struct sl_error err = {0};
    if (!lua_istable(L, 2))
        luaL_error(L, "a table is needed: doc:%s{ ... }", what);
    if (sl_value_read(L, 2, what, &value, &err) != SL_OK)
        luaL_error(L, "%s: %s", err.field, err.text);
    return value;
}

static int doc_list(lua_State *L) {
    struct paper *paper = paper_of(L);
    bool numbered = lua_toboolean(L, 3);
    json_t *items = table_at(L, "list"), *block = json_object();
    json_object_set_new(block, "items", items);
    if (numbered)
        json_object_set_new(block, "numbered", json_true());
    return add_block(L, paper, "list", block);
}

static json_t *object_at(lua_State *L, const char *what, const char *const *fields, size_t count) {
    json_t *block = table_at(L, what);
    for (size_t i = 0; i < count; i++) {
        if (json_object_get(block, fields[i]) != NULL)
            continue;
        json_decref(block);
        luaL_error(L, "a %s needs the field %s", what, fields[i]);
    }
    return block;
}

static int doc_table(lua_State *L) {
    static const char *const fields[] = {"caption", "columns", "rows"};
    struct paper *paper = paper_of(L);
    return add_block(L, paper, "table", object_at(L, "table", fields, 3));
}

/* false in a series stands for no value; a Lua list can't hold nil. */
static void settle_series(json_t *chart) {
    static const char *const lists[] = {"values", "from", "to"};
    json_t *series = json_object_get(chart, "series");
    for (size_t i = 0; i < json_array_size(series); i++) {
        for (size_t k = 0; k < 3; k++) {
            json_t *values = json_object_get(json_array_get(series, i), lists[k]);
            for (size_t v = 0; v < json_array_size(values); v++)
                if (json_is_false(json_array_get(values, v)))
                    json_array_set_new(values, v, json_null());
        }
    }
}

static int doc_chart(lua_State *L) {
    static const char *const fields[] = {"kind", "title", "text", "rows", "series"};
    struct paper *paper = paper_of(L);
    json_t *chart = object_at(L, "chart", fields, 5);
    settle_series(chart);
    return add_block(L, paper, "chart", chart);
}

static int doc_box(lua_State *L) {
    struct paper *paper = paper_of(L);
    luaL_checktype(L, 3, LUA_TFUNCTION);
    if (paper->boxes == BOXES_MOST)
        return luaL_error(L, "boxes are at most %d deep", BOXES_MOST);
    json_t *title = text_at(L, 2), *block = json_object(), *blocks = json_array();
    json_object_set_new(block, "title", title);
    json_object_set_new(block, "blocks", blocks);
    add_block(L, paper, "box", block);
    paper->into[++paper->boxes] = blocks;
    lua_settop(L, 3);
    lua_pushvalue(L, 1);
    lua_call(L, 1, 0);
    paper->boxes--;
    return 0;
}

static const struct sl_binding bindings[] = {
    {"title", doc_title, "doc:title(text)", "The title of the paper."},
    {"subtitle", doc_subtitle, "doc:subtitle(text)", "Period and cohort in words."},
    {"kind", doc_kind, "doc:kind(name)", "\"themed\", \"clinic\"; the report's code unless given."},
    {"notice", doc_notice, "doc:notice(text)", "\"Not for publication\" and the like."},
    {"basis", doc_basis, "doc:basis(text)", "A line of the annex on what the paper rests on."},
    {"heading", doc_heading, "doc:heading(level, text)", "Level 1 stands below the title."},
    {"paragraph", doc_paragraph, "doc:paragraph(text)", "One paragraph, without markup."},
    {"list", doc_list, "doc:list(items [, numbered])", "Items are texts."},
    {"table", doc_table, "doc:table{ caption =, columns =, rows = }",
     "A column is its title, or { title =, number = true }; a row is a list of texts and whole "
     "numbers."},
    {"chart", doc_chart, "doc:chart{ kind =, title =, text =, rows =, series =, unit = }",
     "kind: \"grades\", \"stacked\", \"bars\", \"intervals\" or \"run\". text says the same in "
     "words. A row is { label =, n = }, a series { label =, values =, token =, from =, to = }; "
     "false is no value."},
    {"box", doc_box, "doc:box(title, function(doc) ... end)",
     "What the function writes stands in a box."},
};

const struct sl_noun sl_noun_document = {
    "document", SL_NOUN_THING,
    "The paper that a report writes, given to write as doc, behind the figures. A report returns "
    "{ code =, title =, kind = \"report\", write = function(figures, doc) ... end }.",
    bindings, sizeof bindings / sizeof *bindings};

void sl_document_push(lua_State *L, const char *kind) {
    struct sl_worker *w = sl_worker_of(L);
    json_t *blocks = json_array();
    json_decref(w->document);
    w->document = json_object();
    json_object_set_new(w->document, "blocks", blocks);
    json_object_set_new(w->document, "kind", json_string(kind));
    struct paper *paper = lua_newuserdatauv(L, sizeof *paper, 0);
    *paper = (struct paper){.kind = SL_THING_DOCUMENT, .into = {blocks}};
    sl_noun_push_metatable(L, &sl_noun_document, NULL);
    lua_setmetatable(L, -2);
}
