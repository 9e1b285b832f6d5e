/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <QObject>

class QWidget;

/* Tells when a push is likely soon: OBS's stream settings are being changed, or the keyboard has come to the dock. */
class IntentWatcher : public QObject {
	Q_OBJECT

public:
	explicit IntentWatcher(const QWidget *dock, QObject *parent = nullptr);

signals:
	void pushLikely();
};
