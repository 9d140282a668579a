#include "app/sample/inside.h"
#include "practice/action.h"
#include <stdlib.h>
#include <string.h>

enum { BATCH = 100 };

/* What became of one action. */
struct fate {
    char id[SL_ID_SIZE];
    sl_day raised, due;
};

struct fates {
    struct sl_sample_world *world;
    struct fate *fates;
    size_t count, next;
};

static enum sl_status note_action(void *context, const struct sl_action *action,
                                  struct sl_error *err) {
    (void)err;
    struct fates *all = context;
    if (all->count % 256 == 0)
        all->fates = sl_resize(all->fates, all->count + 256, sizeof *all->fates);
    struct fate *fate = &all->fates[all->count++];
    memcpy(fate->id, action->id, SL_ID_SIZE);
    fate->raised = action->raised_on;
    fate->due = action->due_on == SL_DAY_NONE ? action->raised_on + 28 : action->due_on;
    return SL_OK;
}

static enum sl_status tell(struct sl_store *store, const struct fate *fate, const char *kind,
                           sl_day day, sl_day due, const char *note, const char *who,
                           struct sl_error *err) {
    const struct sl_action_event event = {
        .action = fate->id, .kind = kind, .day = day, .due_on = due, .note = note, .actor = who};
    return sl_action_tell(store, &event, err);
}

static enum sl_status live_out(const struct sl_sample_world *world, struct sl_store *store,
                               const struct fate *fate, size_t number, struct sl_error *err) {
    struct sl_random random = sl_sample_chance(world, "action", (int64_t)number);
    sl_day end = sl_sample_month_day(world, world->months, 1) - 1;
    sl_day done = fate->due - 10 + (sl_day)sl_random_below(&random, 30), due = fate->due;
    enum sl_status status = SL_OK;
    if (sl_random_chance(&random, 18, 100) && fate->due < end) {
        due += 21;
        done += 21;
        status = tell(store, fate, "moved", fate->due, due, "The worker left; taken over",
                      "demo.auditor", err);
    }
    if (status != SL_OK || sl_random_chance(&random, 7, 100))
        return status;
    done = done < fate->raised ? fate->raised : done;
    if (done < (due > fate->due ? fate->due : fate->raised))
        done = fate->due;
    if (done + 9 > end)
        return SL_OK;
    status = tell(store, fate, "claimed", done, SL_DAY_NONE, "Note on file", "demo.auditor", err);
    if (status != SL_OK || sl_random_chance(&random, 15, 100))
        return status;
    if (sl_random_chance(&random, 3, 100))
        return tell(store, fate, "rejected", done + 9, SL_DAY_NONE, "The note does not show it",
                    "demo.lead", err);
    return tell(store, fate, "verified", done + 9, SL_DAY_NONE, "Seen on the file", "demo.lead",
                err);
}

static enum sl_status live_some(struct sl_store *store, void *context, struct sl_error *err) {
    struct fates *all = context;
    enum sl_status status = SL_OK;
    for (size_t i = all->next; status == SL_OK && i < all->count && i < all->next + BATCH; i++)
        status = live_out(all->world, store, &all->fates[i], i, err);
    return status;
}

enum sl_status sl_sample_actions(struct sl_sample_world *world, struct sl_error *err) {
    struct fates all = {.world = world};
    const struct sl_action_filter filter = {
        .as_at = sl_sample_month_day(world, world->months, 1) - 1, .raised_from = SL_DAY_NONE};
    enum sl_status status = sl_action_each(world->store, &filter, note_action, &all, err);
    for (all.next = 0; status == SL_OK && all.next < all.count; all.next += BATCH)
        status = sl_store_write(world->store, live_some, &all, err);
    free(all.fates);
    return status;
}
