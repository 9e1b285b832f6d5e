/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "platform/parts.hpp"

#include <QCryptographicHash>
#include <QDeadlineTimer>
#include <QDir>
#include <QFile>
#include <QSemaphore>
#include <QThread>
#include <QTimer>

#include <map>

#include <util/threading.h>

#include "core/store/file_lock.h"

/* Less than the 30 s in which an answer is due. */
static constexpr int ANSWER_MS = 29000;
/* A lock that another OBS has is told as that; the deadline is for a disk that hangs. */
static constexpr unsigned WAIT_MAX_MS = 28000;
/* For all locks to be given back when OBS ends. */
static constexpr int END_MS = 100;
static constexpr int NAME_DIGITS = 16;

static bool is_locked(enum renewal_lock_result result)
{
	return result == RENEWAL_LOCKED || result == RENEWAL_LOCKED_INTERRUPTED;
}

namespace {

class Attempt;

struct RenewalLock : QObject {
	~RenewalLock() override;

	QString directory;
	std::map<QString, Attempt *> attempts; /* those that wait, and those that have the lock */
};

/*
 * One account's lock. Only the thread looks at the disk, which may hang: it takes the lock, and gives it back when that
 * is wanted. Its parent is the RenewalLock, until that leaves it behind.
 */
class Attempt : public QThread {
public:
	Attempt(RenewalLock *locks, const QString &account_id_, const QString &path_,
		const struct completion &completion_)
		: QThread(locks),
		  account_id(account_id_),
		  path(path_),
		  mark_path(path_ + QLatin1String(".renewing")),
		  completion(completion_)
	{
		connect(this, &QThread::finished, this, &QObject::deleteLater);
		QTimer::singleShot(ANSWER_MS, this, [this] { answer(RENEWAL_FAILED); });
	}

	/* Once: whoever waits is told nothing any more. is_finished: see host.h. */
	void giveBack(bool is_finished_);

protected:
	void run() override;

private:
	void answer(enum renewal_lock_result result);
	enum renewal_lock_result take();

	const QString account_id;
	const QString path;
	const QString mark_path;
	/* UI thread */
	const struct completion completion;
	bool is_answered = false;
	/* UI thread; after given_back the thread's */
	bool is_used = false; /* its owner was told that it has the lock */
	bool is_finished = false;
	/* both */
	volatile bool is_over = false;
	QSemaphore given_back;
	/* the thread */
	struct file_lock lock = {};
};

} // namespace

void Attempt::run()
{
	const enum renewal_lock_result result = take();

	QMetaObject::invokeMethod(
		this, [this, result] { answer(result); }, Qt::QueuedConnection);
	if (!is_locked(result))
		return;
	given_back.acquire();
	/* else an earlier mark stays, or one of a renewal of which it is not known what became */
	if (is_finished || (!is_used && result == RENEWAL_LOCKED))
		QFile::remove(mark_path);
	file_lock_give_back(&lock);
}

enum renewal_lock_result Attempt::take()
{
	if (!file_lock_take(&lock, path.toUtf8().constData(), WAIT_MAX_MS, &is_over))
		return lock.is_held_elsewhere ? RENEWAL_BUSY : RENEWAL_FAILED;
	if (os_atomic_load_bool(&is_over)) {
		file_lock_give_back(&lock);
		return RENEWAL_FAILED;
	}
	/* without the mark a renewal that is cut off could not be told from one that has expired */
	if (QFile::exists(mark_path))
		return RENEWAL_LOCKED_INTERRUPTED;
	if (QFile(mark_path).open(QIODevice::WriteOnly))
		return RENEWAL_LOCKED;
	file_lock_give_back(&lock);
	return RENEWAL_FAILED;
}

void Attempt::answer(enum renewal_lock_result result)
{
	if (is_answered || os_atomic_load_bool(&is_over))
		return;
	is_answered = true;
	is_used = is_locked(result) && completion_is_awaited(&completion);
	if (!is_used) {
		static_cast<RenewalLock *>(parent())->attempts.erase(account_id);
		giveBack(false);
	}
	completion_finish(&completion, &result);
}

void Attempt::giveBack(bool is_finished_)
{
	if (os_atomic_load_bool(&is_over))
		return;
	is_finished = is_finished_ && is_used;
	os_atomic_set_bool(&is_over, true);
	given_back.release();
}

/* A thread that hangs in the disk is left behind, with what it works at. */
RenewalLock::~RenewalLock()
{
	const QDeadlineTimer deadline(END_MS);
	const QObjectList all = children();

	for (QObject *child : all)
		static_cast<Attempt *>(child)->giveBack(false);
	for (QObject *child : all) {
		auto *attempt = static_cast<Attempt *>(child);

		if (attempt->wait(static_cast<unsigned long>(deadline.remainingTime())))
			delete attempt;
		else
			attempt->setParent(nullptr);
	}
}

static void unlock(void *data, const char *account_id, bool is_finished)
{
	auto *locks = static_cast<RenewalLock *>(data);
	const auto known = locks->attempts.find(QString::fromUtf8(account_id));

	if (known == locks->attempts.end())
		return;
	known->second->giveBack(is_finished);
	locks->attempts.erase(known);
}

static void lock(void *data, const char *account_id, const struct completion *completion)
{
	auto *locks = static_cast<RenewalLock *>(data);
	const QString id = QString::fromUtf8(account_id);
	const QString name = QString::fromLatin1(
		QCryptographicHash::hash(id.toUtf8(), QCryptographicHash::Sha256).toHex().left(NAME_DIGITS));

	/* the one before, if there is any, is given up first: it would hold the lock against this one */
	unlock(data, account_id, false);
	locks->attempts[id] = new Attempt(locks, id, QDir(locks->directory).filePath(name), *completion);
	locks->attempts[id]->start();
}

std::unique_ptr<QObject> renewal_lock_create(const QString &directory, struct host_renewal_lock *host)
{
	auto locks = std::make_unique<RenewalLock>();

	locks->directory = directory;
	*host = {locks.get(), lock, unlock};
	return locks;
}
