#include "app/sample/inside.h"
#include "practice/team.h"
#include <stdio.h>
#include <string.h>

static const char actor[] = "shipped";

sl_day sl_sample_month_day(const struct sl_sample_world *world, int month, int day) {
    return sl_day_add_months(world->first_day, month) + day - 1;
}

sl_day sl_sample_audit_day(const struct sl_sample_world *world, struct sl_random *random,
                           int month) {
    sl_day end = sl_sample_month_day(world, month + 1, 1) - 1;
    uint64_t share = (uint64_t)sl_json_whole_or(world->county, "month_end_share", 65);
    sl_day day = sl_random_chance(random, share, 100)
                     ? end - (sl_day)sl_random_below(random, 5)
                     : sl_sample_month_day(world, month, 1) + (sl_day)sl_random_below(random, 23);
    while (sl_day_weekday(day) > 4)
        day--;
    return day < sl_sample_month_day(world, month, 1) ? day + 3 : day;
}

const struct sl_sample_team *sl_sample_team_of(const struct sl_sample_world *world,
                                               struct sl_random *random, const char *service,
                                               int month) {
    for (;;) {
        const struct sl_sample_team *team =
            &world->teams[sl_random_below(random, world->team_count)];
        bool open = team->closes == 0 || month < team->closes;
        if (open && (!service || strcmp(team->service, service) == 0))
            return team;
    }
}

static enum sl_status add_teams(struct sl_sample_world *world, const json_t *service,
                                struct sl_error *err) {
    const json_t *teams = json_object_get(service, "teams");
    const char *code = sl_json_text_or(service, "code", "");
    const json_t *plan_types = json_object_get(service, "plan_types");
    for (size_t i = 0; i < json_array_size(teams); i++) {
        const json_t *given = json_array_get(teams, i);
        struct sl_sample_team team = {.code = sl_json_text_or(given, "code", ""),
                                      .service = code,
                                      .plan_type = json_string_value(json_array_get(plan_types, 0)),
                                      .closes =
                                          (int)sl_json_whole_or(given, "closes_after_months", 0)};
        const struct sl_team kept = {
            .code = team.code,
            .name = sl_json_text_or(given, "name", team.code),
            .locality = sl_json_text_or(given, "locality", ""),
            .service = code,
            .opened = world->first_day - 365,
            .closed = team.closes ? sl_sample_month_day(world, team.closes, 1) - 1 : SL_DAY_NONE};
        enum sl_status status = sl_team_add(world->store, &kept, actor, err);
        if (status != SL_OK)
            return status;
        world->teams = sl_resize(world->teams, world->team_count + 1, sizeof *world->teams);
        world->teams[world->team_count++] = team;
    }
    return SL_OK;
}

static enum sl_status add_staff(struct sl_sample_world *world, char letter, int count,
                                const char *const *roles, size_t role_count, struct sl_error *err) {
    enum sl_status status = SL_OK;
    for (int i = 1; status == SL_OK && i <= count; i++) {
        char code[16];
        snprintf(code, sizeof code, "%c%03d", letter, i);
        const struct sl_staff staff = {.code = code,
                                       .role = roles[(size_t)i % role_count],
                                       .team = world->teams[(size_t)i % world->team_count].code,
                                       .from = world->first_day - 300,
                                       .to = SL_DAY_NONE};
        status = sl_staff_add(world->store, &staff, actor, err);
    }
    return status;
}

enum sl_status sl_sample_people(struct sl_sample_world *world, struct sl_error *err) {
    static const char *const auditor_roles[] = {"team_manager", "advanced_practitioner", "iro",
                                                "service_manager", "quality_team"};
    static const char *const worker_roles[] = {"social_worker"};
    const json_t *services = json_object_get(world->county, "services");
    enum sl_status status = SL_OK;
    for (size_t i = 0; status == SL_OK && i < json_array_size(services); i++) {
        const json_t *given = json_array_get(services, i);
        const struct sl_service service = {.code = sl_json_text_or(given, "code", ""),
                                           .name = sl_json_text_or(given, "name", "")};
        status = sl_service_add(world->store, &service, actor, err);
        if (status == SL_OK)
            status = add_teams(world, given, err);
    }
    if (status == SL_OK)
        status =
            add_staff(world, 'A', world->auditors, auditor_roles, SL_COUNT(auditor_roles), err);
    if (status == SL_OK)
        status = add_staff(world, 'W', world->workers, worker_roles, SL_COUNT(worker_roles), err);
    return status;
}
