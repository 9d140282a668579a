#include "base/phrase.h"
#include "bench.h"
#include "practice/list.h"
#include "reviews.h"
#include <string.h>

enum { REVIEWS = 2000, ROUNDS = 5 };

/* All passages, one behind the other. */
struct passages {
    char *bytes;
    struct sl_text *texts;
    size_t count, length;
};

static struct passages read_passages(const char *apostrophe) {
    struct passages all = {.bytes = sl_new(REVIEWS * NT, 512),
                           .texts = sl_new(REVIEWS * NT, sizeof(struct sl_text))};
    static char texts[REVIEW_TEXTS];
    Rev review;
    for (int64_t i = 1; i <= REVIEWS; i++) {
        gen_review(i, &review, texts);
        for (int t = 0; t < NT; t++) {
            struct sl_buffer one = {0};
            sl_buffer_add(&one, review.t[t].p, (size_t)review.t[t].n);
            sl_buffer_text(&one, apostrophe);
            memcpy(all.bytes + all.length, one.bytes, one.length);
            all.texts[all.count++] = (struct sl_text){all.bytes + all.length, one.length};
            all.length += one.length;
            sl_buffer_drop(&one);
        }
    }
    return all;
}

static void drop_passages(struct passages *all) {
    free(all->bytes);
    free(all->texts);
}

/* ns a byte of looking for every hit in every passage, the best round. */
static double time_hits(const struct sl_phrases *phrases, const struct passages *all,
                        size_t *hits) {
    double best = 1e9;
    for (int round = 0; round < ROUNDS; round++) {
        struct bench_time start = bench_now();
        *hits = 0;
        for (size_t i = 0; i < all->count; i++)
            *hits += sl_phrases_hits(phrases, all->texts[i]);
        double took = bench_since(start).cpu;
        best = took < best ? took : best;
    }
    return best * 1e9 / (double)all->length;
}

static json_t *time_list(const char *path, const struct passages *plain,
                         const struct passages *curly) {
    SL_AUTO(sl_list_drop) struct sl_list *list = NULL;
    SL_AUTO(sl_phrases_drop) struct sl_phrases *phrases = NULL;
    struct sl_error err = {0};
    size_t hits, same;
    bench_must(sl_list_check(path, NULL, NULL, &list, &err), &err);
    bench_must(sl_list_phrases(list, &phrases, &err), &err);
    double ascii = time_hits(phrases, plain, &hits), beyond = time_hits(phrases, curly, &same);
    return json_pack("{sssIsIsfsf}", "list", sl_list_name(list), "phrases",
                     (json_int_t)sl_phrases_count(phrases), "hits", (json_int_t)hits,
                     "ns_per_byte_ascii", ascii, "ns_per_byte_with_curly_quotes", beyond);
}

int bench_phrase(int count, char **words) {
    (void)count;
    (void)words;
    struct passages plain = read_passages(" the child's"),
                    curly = read_passages(" the child\xe2\x80\x99s");
    SL_AUTO(sl_free) char *themes = bench_file("lists/bench_themes.json");
    SL_AUTO(sl_free) char *soft = sl_format("%s/lists/soft_verbs.json", bench_schema());
    json_t *lists = json_array();
    json_array_append_new(lists, time_list(themes, &plain, &curly));
    json_array_append_new(lists, time_list(soft, &plain, &curly));
    json_t *line = json_pack("{sIso}", "bytes", (json_int_t)plain.length, "lists", lists);
    drop_passages(&plain);
    drop_passages(&curly);
    return bench_tell(line);
}
