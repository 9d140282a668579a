/*
 * lua/manual.c - prints what is made from the tables that register the language:
 *   page         the manual page, docs/rules/language.md
 *   luacheck     the configuration for luacheck, language/luacheckrc
 *   annotations  for the Lua language server, language/annotations.lua
 *   completion   names for editors as JSON, language/completion.json
 */
#include "base/json.h"
#include "base/text.h"
#include "worker/binding.h"
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *how(const struct sl_noun *noun) {
    switch (noun->kind) {
    case SL_NOUN_BASE:
        return "Base";
    case SL_NOUN_LIBRARY:
        return "Library";
    default:
        return "Thing";
    }
}

static void print_noun(const struct sl_noun *noun) {
    printf("\n## %s: %s\n\n%s\n\n", how(noun), noun->name, noun->about);
    for (size_t i = 0; i < noun->count; i++)
        printf("- `%s`  \n  %s\n", noun->bindings[i].signature, noun->bindings[i].sentence);
}

static void print_lacking(void) {
    printf(
        "\n## What rules lack\n\nThese names of Lua answer \"... isn't available in rules\", with "
        "the line:\n\n");
    for (size_t i = 0; i < sl_lacking_count; i++) {
        const char *instead = sl_lacking[i].instead;
        printf("- `%s`%s\n", sl_lacking[i].name, instead);
    }
}

static void print_columns(void) {
    printf(
        "\n## Tables of settings\n\n"
        "`columns` declares what the cells of a table in `settings` hold, row by row; whoever "
        "changes the rule\n"
        "in a [workbook](workbook.md) gets a sheet for it, and a faulty cell keeps the rule from "
        "being read:\n\n"
        "```lua\n"
        "columns = { ceilings = { { \"when\", \"condition\" }, { \"at_most\", \"O G R I\" }, { "
        "\"because\", \"text?\" } } },\n"
        "```\n\n"
        "Types: `condition` (asked by `f:holds`), `question`, `clause`, tokens such as `O G R "
        "I`, `integer 0..100`,\n"
        "`hundredths`, `yes_no`, `text`, `day`. A `?` behind one lets a cell be left out. "
        "Questions that conditions and cells\n"
        "name need not stand in `needs`; groups that conditions name are lists of questions in "
        "`settings.groups`.\n");
}

static void print_page(void) {
    printf("# The rule language\n\n"
           "This page is printed by the program that registers the names it lists "
           "(`plugins/lua/manual.c`).\n"
           "A rule is one Lua 5.4 file that returns one table; what its fields are, and the limits "
           "a rule runs under,\n"
           "is told in [rules](../quality-lead/rules.md). A script can use the names below and no "
           "others. "
           "`->` stands before\n"
           "what a function gives back; brackets are round what may be left out.\n\n"
           "The same names are printed for tools, into `plugins/lua/language`: `luacheckrc` for "
           "`luacheck --config`,\n"
           "`annotations.lua` for the Lua language server (as a file of its workspace), "
           "`completion.json` for other editors.\n");
    print_columns();
    for (size_t i = 0; i < sl_noun_count; i++)
        print_noun(sl_nouns[i]);
    print_lacking();
}

/* Texts have methods, and the same as a library: text.has_any(t, list). */
static bool stands_alone(const struct sl_noun *noun) {
    return noun->kind == SL_NOUN_LIBRARY || noun == &sl_noun_text;
}

static void print_luacheck(void) {
    const struct sl_noun *base = &sl_noun_base;
    printf("-- Names of the rule language, for luacheck.\n"
           "std = {\n  read_globals = {\n");
    for (size_t i = 0; i < base->count; i++)
        printf("    \"%s\",\n", base->bindings[i].name);
    for (size_t i = 0; i < sl_noun_count; i++) {
        const struct sl_noun *noun = sl_nouns[i];
        if (!stands_alone(noun))
            continue;
        printf("    %s = { fields = {\n", noun->name);
        for (size_t k = 0; k < noun->count; k++)
            printf("      \"%s\",\n", noun->bindings[k].name);
        printf("    } },\n");
    }
    printf("  },\n}\nmax_line_length = false\nunused_args = false\n");
}

/* One word of a signature's right side as a type of the language server. */
static const char *type_of(struct sl_text word) {
    static const struct {
        const char *word, *type;
    } types[] = {{"boolean", "boolean"}, {"integer", "integer"},   {"integers", "integer"},
                 {"number", "number"},   {"string", "string"},     {"table", "table"},
                 {"token", "string"},    {"day", "integer"},       {"text", "sightline.text"},
                 {"ease", "integer"},    {"grade", "integer"},     {"sum", "integer"},
                 {"weight", "integer"},  {"answered", "integer"},  {"ticks", "integer"},
                 {"rows", "integer"},    {"questions", "string[]"}};
    for (size_t i = 0; i < SL_COUNT(types); i++)
        if (sl_text_is(word, types[i].word))
            return types[i].type;
    return "any";
}

static struct sl_text trimmed(const char *from, const char *to) {
    return sl_text_trim((struct sl_text){from, (size_t)(to - from)});
}

/* "text or nil" is sightline.text?; "sum, weight" are two. */
static void print_returns(const char *signature) {
    const char *arrow = strstr(signature, " -> ");
    for (const char *at = arrow != NULL ? arrow + 4 : NULL; at != NULL;) {
        const char *comma = strchr(at, ','), *end = comma != NULL ? comma : at + strlen(at);
        const char *or_nil = strstr(at, " or nil");
        bool maybe = or_nil != NULL && or_nil < end;
        printf("---@return %s%s\n", type_of(trimmed(at, maybe ? or_nil : end)), maybe ? "?" : "");
        at = comma != NULL ? comma + 1 : NULL;
    }
}

static bool is_name(struct sl_text word) {
    for (size_t i = 0; i < word.length; i++)
        if (!isalnum((unsigned char)word.bytes[i]) && word.bytes[i] != '_')
            return false;
    return word.length > 0 && isalpha((unsigned char)*word.bytes) && !sl_text_is(word, "function");
}

static void add_once(json_t *names, struct sl_text name) {
    SL_AUTO(sl_json_drop) json_t *added = json_stringn(name.bytes, name.length);
    for (size_t i = 0; i < json_array_size(names); i++)
        if (json_equal(json_array_get(names, i), added))
            return;
    json_array_append(names, added);
}

/* "class or question" is class. */
static struct sl_text first_of(struct sl_text words) {
    const char *blank = memmem(words.bytes, words.length, " or ", 4);
    if (blank != NULL)
        words.length = (size_t)(blank - words.bytes);
    return words;
}

/* The names between the parentheses of a signature, each once; those that are no names, such as a
 * table written out, are called options. */
static json_t *parameters_of(const struct sl_binding *binding) {
    json_t *names = json_array();
    SL_AUTO(sl_free) char *call = sl_format("%s(", binding->name);
    const char *found = strstr(binding->signature, call);
    if (found == NULL) {
        json_array_append_new(names, json_string("..."));
        return names;
    }
    const char *at = found + strlen(call), *close = strchr(at, ')');
    while (close != NULL && at < close) {
        size_t length = strcspn(at, ",{[]\")");
        struct sl_text word = first_of(trimmed(at, at + length));
        if (sl_text_is(word, "...") || is_name(word))
            add_once(names, word);
        else if (at[length] == '{' || at[length] == '"')
            add_once(names, SL_TEXT("options"));
        if (at[length] == '{' || at[length] == '"')
            break;
        at += length + 1;
    }
    return names;
}

static void print_parameters(const struct sl_binding *binding) {
    SL_AUTO(sl_json_drop) json_t *names = parameters_of(binding);
    for (size_t i = 0; i < json_array_size(names); i++)
        printf("%s%s", i > 0 ? ", " : "", json_string_value(json_array_get(names, i)));
}

static void print_binding(const struct sl_noun *noun, const struct sl_binding *binding) {
    const char *between = noun->kind == SL_NOUN_THING ? ":" : ".";
    printf("\n---%s\n---`%s`\n", binding->sentence, binding->signature);
    if (binding->function == NULL) {
        printf("%s%s%s = 0\n", noun->name, between, binding->name);
        return;
    }
    print_returns(binding->signature);
    if (noun->kind == SL_NOUN_BASE)
        printf("function %s(", binding->name);
    else
        printf("function %s%s%s(", noun->name, between, binding->name);
    print_parameters(binding);
    printf(") end\n");
}

/* For the Lua language server: one class a noun, one function a binding. */
static void print_annotations(void) {
    printf("---@meta\n-- The rule language, for the Lua language server. Printed by "
           "plugins/lua/manual.c.\n");
    for (size_t i = 0; i < sl_noun_count; i++) {
        const struct sl_noun *noun = sl_nouns[i];
        if (noun->kind != SL_NOUN_BASE)
            printf("\n---@class sightline.%s\n%s%s = {}\n", noun->name,
                   stands_alone(noun) ? "" : "local ", noun->name);
        for (size_t k = 0; k < noun->count; k++)
            print_binding(noun, &noun->bindings[k]);
    }
}

static json_t *completion_of(const struct sl_noun *noun) {
    static const char *const kinds[] = {"base", "library", "thing"};
    json_t *names = json_array();
    for (size_t i = 0; i < noun->count; i++) {
        const struct sl_binding *binding = &noun->bindings[i];
        json_array_append_new(names,
                              json_pack("{s:s, s:s, s:s}", "name", binding->name, "signature",
                                        binding->signature, "sentence", binding->sentence));
    }
    return json_pack("{s:s, s:s, s:s, s:o}", "noun", noun->name, "kind", kinds[noun->kind], "about",
                     noun->about, "names", names);
}

static void print_completion(void) {
    json_t *nouns = json_array(), *lacking = json_array();
    for (size_t i = 0; i < sl_noun_count; i++)
        json_array_append_new(nouns, completion_of(sl_nouns[i]));
    for (size_t i = 0; i < sl_lacking_count; i++)
        json_array_append_new(lacking, json_string(sl_lacking[i].name));
    SL_AUTO(sl_json_drop) json_t *all = json_pack("{s:o, s:o}", "nouns", nouns, "lacking", lacking);
    SL_AUTO(sl_free) char *text = sl_json_pretty(all);
    puts(text);
}

int main(int argc, char **argv) {
    static const struct {
        const char *name;
        void (*print)(void);
    } options[] = {{"page", print_page},
                   {"luacheck", print_luacheck},
                   {"annotations", print_annotations},
                   {"completion", print_completion}};
    for (size_t i = 0; argc == 2 && i < SL_COUNT(options); i++) {
        if (strcmp(argv[1], options[i].name) != 0)
            continue;
        options[i].print();
        return 0;
    }
    fprintf(stderr, "sightline-lua-manual page|luacheck|annotations|completion\n");
    return 64;
}
