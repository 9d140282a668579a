/*
 * lua/manual.c - prints what is made from the tables that register the language: the manual page
 * (no argument), the names for luacheck ("globals"), the annotations for editors ("annotations").
 */
#include "worker/binding.h"
#include <stdio.h>
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

static void print_page(void) {
    printf("# The rule language\n\n"
           "This page is printed by the program that registers the names it lists "
           "(`plugins/lua/manual.c`).\n"
           "A rule is one Lua 5.4 file that returns one table; what its fields are, and the limits "
           "a rule runs under,\n"
           "is told in [rules](../quality-lead/rules.md). A script can use the names below and no "
           "others. "
           "`->` stands before\n"
           "what a function gives back; brackets are round what may be left out.\n");
    for (size_t i = 0; i < sl_noun_count; i++)
        print_noun(sl_nouns[i]);
}

static void print_globals(void) {
    const struct sl_noun *base = &sl_noun_base;
    printf("-- Names of the rule language, for luacheck.\nstd = \"none\"\nread_globals = {\n");
    for (size_t i = 0; i < base->count; i++)
        printf("  \"%s\",\n", base->bindings[i].name);
    for (size_t i = 0; i < sl_noun_count; i++) {
        const struct sl_noun *noun = sl_nouns[i];
        if (noun->kind != SL_NOUN_LIBRARY && noun != &sl_noun_text)
            continue;
        printf("  %s = { fields = {", noun->name);
        for (size_t k = 0; k < noun->count; k++)
            printf("%s \"%s\"", k > 0 ? "," : "", noun->bindings[k].name);
        printf(" } },\n");
    }
    printf("}\n");
}

/* For the Lua language server: one class a noun, one field a binding. */
static void print_annotations(void) {
    printf("---@meta\n");
    for (size_t i = 0; i < sl_noun_count; i++) {
        const struct sl_noun *noun = sl_nouns[i];
        if (noun->kind == SL_NOUN_BASE)
            continue;
        printf("\n---@class sightline.%s\nlocal %s = {}\n", noun->name, noun->name);
        for (size_t k = 0; k < noun->count; k++)
            printf("---%s\n---`%s`\nfunction %s%s%s(...) end\n", noun->bindings[k].sentence,
                   noun->bindings[k].signature, noun->name, noun->kind == SL_NOUN_THING ? ":" : ".",
                   noun->bindings[k].name);
    }
}

int main(int argc, char **argv) {
    const char *what = argc > 1 ? argv[1] : "page";
    if (strcmp(what, "page") == 0)
        print_page();
    else if (strcmp(what, "globals") == 0)
        print_globals();
    else if (strcmp(what, "annotations") == 0)
        print_annotations();
    else
        return 64;
    return 0;
}
