/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "core/model/problem.h"
#include "platform/secret_backend.hpp"

/* Why there is no secret, or why one could not be kept, as a problem and in words. result is not Ok. */
void secret_problem_set(struct problem *problem, SecretResult result, const QString &detail);
QString secret_problem_text(SecretResult result, const QString &detail);
