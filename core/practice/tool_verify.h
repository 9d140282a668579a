/*
 * practice/tool_verify.h - are the kept tools and lists what the trail says was added?
 */
#pragma once
#include "store/verify.h"

sl_verify_step sl_words_check;
