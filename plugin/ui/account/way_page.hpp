/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <QWidget>

#include "core/model/account.h"

class QButtonGroup;

/* The ways to sign in, each with whom it suits. */
class WayPage : public QWidget {
	Q_OBJECT

public:
	WayPage();

	enum account_method way() const;
	/* 0: the one that a new person is offered. */
	void setWay(enum account_method way);

signals:
	void chosen(enum account_method way);

private:
	QButtonGroup *ways;
};
