/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <QObject>

/*
 * Tells when the network is back, as far as the system tells that and Qt can
 * (6.1 and newer), and when it may be back: when the person comes back to OBS.
 * Never waits.
 */
class NetworkWatcher : public QObject {
	Q_OBJECT

public:
	explicit NetworkWatcher(QObject *parent = nullptr);

signals:
	void maybeBack();
};
