/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <QWidget>

#include "core/model/secret_backend.h"

class ClippedLabel;
class NarrowButton;

struct controller;

/* Where secrets are stored, and a button that moves them to the other backend. */
class SecretBackendRow : public QWidget {
	Q_OBJECT

public:
	explicit SecretBackendRow(struct controller *controller);

	void showStatus(const struct secret_backend_status &status);

private:
	ClippedLabel *words;
	NarrowButton *button;
	bool has_seen_move = false; /* what became of an earlier one is not told again */
};
