#include "app/command.h"

#define COMMANDS(each)                                                                             \
    each(init) each(demo) each(verify) each(backup) each(restore) each(caches_rebuild)             \
        each(tool_list) each(tool_show) each(tool_check) each(tool_add) each(tool_export)          \
            each(list_list) each(list_show) each(list_add) each(team_import) each(team_list)       \
                each(staff_import) each(record_import) each(record_list) each(record_show) each(   \
                    record_history) each(record_export) each(record_template) each(record_fill)    \
                    each(record_paste) each(figure_import) each(figure_list) each(plan_import)     \
                        each(plan_report) each(action_list) each(action_report) each(rule_list)    \
                            each(rule_show) each(rule_check) each(rule_test) each(rule_try)        \
                                each(rule_draft) each(rule_publish) each(rule_rescore)             \
                                    each(rule_explain) each(rule_confirm) each(summary_themed)     \
                                        each(stat_wilson) each(stat_newcombe) each(stat_workdays)  \
                                            each(stat_readability) each(account_list)              \
                                                each(account_add) each(account_role)               \
                                                    each(account_disable) each(account_passwd)     \
                                                        each(trail_head) each(trail_show)

#define DECLARE(name) extern const struct sl_command sl_command_##name;
COMMANDS(DECLARE)

#define LIST(name) &sl_command_##name,
const struct sl_command *const sl_commands[] = {COMMANDS(LIST)};
const size_t sl_command_count = SL_COUNT(sl_commands);
