/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "platform/parts.hpp"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QThread>

#include <map>

#include <util/threading.h>

#include "core/store/file_lock.h"

/* Less than the 30 s in which an answer is due. */
static constexpr unsigned WAIT_MAX_MS = 29000;
static constexpr int NAME_DIGITS = 16;

namespace {

/* One account's lock. The thread has it to itself until it has ended. */
class Attempt : public QThread {
public:
	explicit Attempt(const QString &path_) : path(path_), mark_path(path_ + QLatin1String(".renewing")) {}

	~Attempt() override
	{
		os_atomic_set_bool(&given_up, true);
		wait();
		/* nobody has renewed anything under it */
		if (result == RENEWAL_LOCKED && !used)
			clear();
		if (locked())
			file_lock_give_back(&lock);
	}

	void clear() const { QFile::remove(mark_path); }

	bool locked() const { return result == RENEWAL_LOCKED || result == RENEWAL_LOCKED_INTERRUPTED; }

	/* until something better is known */
	enum renewal_lock_result result = RENEWAL_FAILED;
	bool used = false; /* its owner was told that it has the lock */

protected:
	void run() override
	{
		if (!file_lock_take(&lock, path.toUtf8().constData(), WAIT_MAX_MS, &given_up)) {
			result = lock.is_held_elsewhere ? RENEWAL_BUSY : RENEWAL_FAILED;
			return;
		}
		/* without the mark a renewal that is cut off could not be told from one that has expired */
		if (QFile::exists(mark_path))
			result = RENEWAL_LOCKED_INTERRUPTED;
		else if (QFile(mark_path).open(QIODevice::WriteOnly))
			result = RENEWAL_LOCKED;
		else
			file_lock_give_back(&lock);
	}

private:
	QString path;
	QString mark_path;
	struct file_lock lock = {};
	volatile bool given_up = false;
};

struct RenewalLock : QObject {
	QString directory;
	std::map<QString, std::shared_ptr<Attempt>> attempts; /* those that wait, and those that have the lock */
};

} // namespace

static void unlock(void *data, const char *account_id, bool is_finished)
{
	auto *locks = static_cast<RenewalLock *>(data);
	const auto known = locks->attempts.find(QString::fromUtf8(account_id));

	if (known == locks->attempts.end())
		return;
	if (is_finished && known->second->used)
		known->second->clear();
	locks->attempts.erase(known);
}

static void attempt_ended(RenewalLock *locks, const QString &account_id, const std::shared_ptr<Attempt> &ended,
			  const struct completion &completion)
{
	const auto known = locks->attempts.find(account_id);

	if (known == locks->attempts.end() || known->second != ended)
		return;
	ended->used = ended->locked() && completion_is_awaited(&completion);
	if (!ended->used)
		locks->attempts.erase(known);
	completion_finish(&completion, &ended->result);
}

static void lock(void *data, const char *account_id, const struct completion *completion)
{
	auto *locks = static_cast<RenewalLock *>(data);
	const QString id = QString::fromUtf8(account_id);
	const QString name = QString::fromLatin1(
		QCryptographicHash::hash(id.toUtf8(), QCryptographicHash::Sha256).toHex().left(NAME_DIGITS));
	const auto attempt = std::make_shared<Attempt>(QDir(locks->directory).filePath(name));

	/* the one before, if there is any, is given up first: it would hold the lock against this one */
	locks->attempts.erase(id);
	locks->attempts[id] = attempt;
	QObject::connect(attempt.get(), &QThread::finished, locks,
			 [locks, id, wanted = std::weak_ptr<Attempt>(attempt), completion = *completion] {
				 attempt_ended(locks, id, wanted.lock(), completion);
			 });
	attempt->start();
}

std::unique_ptr<QObject> renewal_lock_create(const QString &directory, struct host_renewal_lock *host)
{
	auto locks = std::make_unique<RenewalLock>();

	locks->directory = directory;
	*host = {locks.get(), lock, unlock};
	return locks;
}
