/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <QObject>
#include <QString>

#include <functional>
#include <map>
#include <memory>

#include "core/model/renewal_lock_result.h"

/*
 * Keeps two OBS of the same person from renewing one account's sign-in at the
 * same time: a lock file for each account, and beside it a mark that is there
 * for as long as it is not known what became of a renewal. UI thread; the
 * waiting is done on threads of its own.
 */
class RenewalLock : public QObject {
	Q_OBJECT

public:
	using Callback = std::function<void(enum renewal_lock_result result)>;

	/* directory: where the lock files are; made when it is needed. */
	explicit RenewalLock(const QString &directory, QObject *parent = nullptr);
	/* Gives up what is waited for, and unlocks all; marks stay. */
	~RenewalLock() override;

	/* Calls back later, within 30 s; not at all once it was unlocked meanwhile. */
	void lock(const QString &account_id, Callback callback);
	/* is_finished: takes the mark off. */
	void unlock(const QString &account_id, bool is_finished);

private:
	class Attempt;

	QString directory;
	std::map<QString, std::shared_ptr<Attempt>> attempts; /* those that wait, and those that have the lock */
};
