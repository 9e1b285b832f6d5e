/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <QObject>

#include "platform/secret_backend.hpp"

/*
 * Answers once: with the first answer, or as late after 30 s, for neither
 * keychain nor D-Bus can be hurried. Not at all once owner is gone.
 */
SecretReadCallback read_with_deadline(QObject *owner, SecretReadCallback callback);
SecretWriteCallback write_with_deadline(QObject *owner, SecretWriteCallback callback);
