/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <QWidget>

class NarrowButton;
class WrappingCheckBox;

struct account_status;
struct controller;

/* What is of no one account: what other programs may do, and what to send along when one asks for help. */
class AccountExtras : public QWidget {
	Q_OBJECT

public:
	/* The controller must outlive it. */
	explicit AccountExtras(struct controller *controller);

	void showStatus(const struct account_status &status);

private:
	WrappingCheckBox *remote_control;
	NarrowButton *report_button;
};
