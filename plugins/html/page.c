#include "page.h"
#include "style.h"
#include "summary/markup.h"
#include <string.h>

enum { CONTENTS_LEAST = 3, WINDOW_TITLE = 70 };

static void add(struct page *page, const char *text) {
    sl_buffer_text(page->out, text);
}

/* How many bytes of the text are followed by a space before a per cent sign or by a newline. */
static size_t plain_length(const char *text) {
    size_t length = 0;
    while (text[length] != '\0' && text[length] != '\n' &&
           (text[length] != ' ' || text[length + 1] != '%'))
        length++;
    return length;
}

void html_text(struct page *page, const char *text) {
    for (;;) {
        size_t length = plain_length(text);
        sl_markup_put(page->out, (struct sl_text){text, length});
        if (text[length] == '\0')
            return;
        add(page, text[length] == '\n' ? "<br>" : "&nbsp;");
        text += length + 1;
    }
}

static void put_head(struct page *page, const struct sl_document *document) {
    add(page, "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n<title>");
    sl_markup_text(page->out, document->title);
    size_t length = strlen(document->title) + strlen(": ") + strlen(document->subtitle);
    if (document->subtitle[0] != '\0' && length <= WINDOW_TITLE) {
        add(page, ": ");
        sl_markup_text(page->out, document->subtitle);
    }
    add(page,
        "</title>\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
        "'unsafe-inline'\">\n<style>\n");
    add(page, page_style);
    add(page,
        "</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#main\">Skip to the paper</a>\n");
}

static void put_notice(struct page *page, const struct sl_document *document) {
    if (document->notice[0] == '\0')
        return;
    add(page, "<header>\n<p class=\"notice\">");
    html_text(page, document->notice);
    add(page, "</p>\n</header>\n");
}

static bool in_contents(const struct sl_block *block) {
    return block->kind == SL_BLOCK_HEADING && block->level == 1;
}

static size_t count_contents(const struct sl_document *document) {
    size_t count = document->basis_count > 0 ? 1 : 0;
    for (size_t i = 0; i < document->block_count; i++)
        count += in_contents(&document->blocks[i]);
    return count;
}

static void put_contents(struct page *page, const struct sl_document *document) {
    if (count_contents(document) < CONTENTS_LEAST)
        return;
    add(page, "<nav aria-labelledby=\"contents\">\n<h2 id=\"contents\">Contents</h2>\n<ol>\n");
    int number = 0;
    for (size_t i = 0; i < document->block_count; i++) {
        number += document->blocks[i].kind == SL_BLOCK_HEADING;
        if (!in_contents(&document->blocks[i]))
            continue;
        sl_buffer_format(page->out, "<li><a href=\"#part-%d\">", number);
        html_text(page, document->blocks[i].text);
        add(page, "</a></li>\n");
    }
    if (document->basis_count > 0)
        add(page, "<li><a href=\"#basis\">What this paper rests on</a></li>\n");
    add(page, "</ol>\n</nav>\n");
}

static void put_title(struct page *page, const struct sl_document *document) {
    add(page, "<h1>");
    html_text(page, document->title);
    add(page, "</h1>\n");
    if (document->subtitle[0] == '\0')
        return;
    add(page, "<p class=\"subtitle\">");
    html_text(page, document->subtitle);
    add(page, "</p>\n");
}

static void put_basis(struct page *page, const struct sl_document *document) {
    if (document->basis_count == 0)
        return;
    add(page, "<h2 id=\"basis\">What this paper rests on</h2>\n<ul>\n");
    for (size_t i = 0; i < document->basis_count; i++) {
        add(page, "<li>");
        html_text(page, document->basis[i]);
        add(page, "</li>\n");
    }
    add(page, "</ul>\n");
}

enum sl_status html_write(const struct sl_document *document, struct sl_buffer *out,
                          struct sl_error *err) {
    (void)err;
    struct page page = {.out = out, .level = 1};
    put_head(&page, document);
    put_notice(&page, document);
    add(&page, "<main id=\"main\">\n");
    put_title(&page, document);
    put_contents(&page, document);
    html_blocks(&page, document->blocks, document->block_count);
    put_basis(&page, document);
    add(&page, "</main>\n</body>\n</html>\n");
    return SL_OK;
}
