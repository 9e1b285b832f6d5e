/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <QWidget>

#include "platform/secret_store.hpp"

class ClippedLabel;
class NarrowButton;

struct controller;

/* Where secrets are kept, and a button that moves them to the other place. */
class SecretBackendRow : public QWidget {
	Q_OBJECT

public:
	SecretBackendRow(struct controller *controller, SecretStore *secrets, QWidget *parent = nullptr);

signals:
	void moved();

private:
	void showPlace();
	void move();
	void showStep(SecretStore::MoveStep step, SecretResult result, const QString &detail);

	struct controller *controller;
	SecretStore *secrets;
	ClippedLabel *words;
	NarrowButton *button;
};
