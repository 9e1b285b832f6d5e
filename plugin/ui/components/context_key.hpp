/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

class QKeyEvent;

/*
 * Shift+F10 opens the menu of what has the keyboard, as the menu key does, which many keyboards lack: on Linux Qt knows
 * only that one. Returns whether this was it.
 */
bool open_menu_by_key(const QKeyEvent &event);
