/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <QWidget>

#include <vector>

#include "core/model/account.h"
#include "core/model/feature.h"

class ClippedLabel;
class Fold;
class QPushButton;
class QVBoxLayout;

/* What to do on Zoom's pages before anybody can sign in: how the app is made that a way needs. */
class AppPage : public QWidget {
	Q_OBJECT

public:
	AppPage();

	/* redirect_url: as it is entered in the app. */
	void showWay(enum account_method way, enum cloud cloud, const QString &redirect_url);

protected:
	void hideEvent(QHideEvent *event) override;

private:
	void addWhereTo(QVBoxLayout *layout);
	void makeRoom(Fold *other);
	void addPermissions(QVBoxLayout *layout, bool are_for_webinars, const char *copy_all);
	void addRedirect(QVBoxLayout *layout);

	struct Permission {
		enum feature feature;
		ClippedLabel *scope;
		QPushButton *copy;
	};

	ClippedLabel *steps;
	ClippedLabel *copied = nullptr;
	QWidget *redirect_parts;
	ClippedLabel *redirect_url = nullptr;
	std::vector<Permission> permissions;
	enum account_method way = ACCOUNT_METHOD_SERVER_TO_SERVER;
	enum cloud cloud = CLOUD_COMMERCIAL;
};
