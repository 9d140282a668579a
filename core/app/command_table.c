#include "app/command.h"

#define COMMAND(name) extern const struct sl_command sl_command_##name;
#include "app/command_list.h"
#undef COMMAND

#define COMMAND(name) &sl_command_##name,
const struct sl_command *const sl_commands[] = {
#include "app/command_list.h"
};
#undef COMMAND

const size_t sl_command_count = SL_COUNT(sl_commands);
