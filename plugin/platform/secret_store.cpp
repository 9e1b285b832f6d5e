/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "platform/parts.hpp"

#include <QTimer>

#include <algorithm>
#include <deque>
#include <iterator>
#include <utility>
#include <vector>

#include "core/store/chosen_backend.h"
#include "platform/file_task.hpp"
#include "platform/secret_backends.hpp"

static constexpr int DEADLINE_MS = 30000;

/*
 * Answers once: with the first answer, or as late after 30 s, for neither
 * keychain nor D-Bus can be hurried. Not at all once owner is gone.
 */
static SecretCallback with_deadline(QObject *owner, SecretCallback callback)
{
	auto waiting = std::make_shared<SecretCallback>(std::move(callback));
	const SecretCallback once = [waiting](enum secret_result result, const Secret &secret, const QString &detail) {
		const SecretCallback answer = std::exchange(*waiting, nullptr);

		if (answer)
			answer(result, secret, detail);
	};

	QTimer::singleShot(DEADLINE_MS, owner, [once] { once(SECRET_LATE, Secret(), QString()); });
	return once;
}

namespace {

/*
 * Read all, write all, save which backend it is, switch to it, erase all: until it is switched
 * the old one holds everything, so that a move that stops has changed nothing.
 */
struct Move {
	enum secret_backend to = SECRET_BACKEND_UNKNOWN;
	std::vector<SecretName> names;
	std::vector<std::pair<SecretName, Secret>> found; /* which of them there are */

	enum secret_backend_move outcome = SECRET_BACKEND_MOVE_NONE; /* as far as it is known */
	enum secret_result result = SECRET_OK;
	QString detail;
	bool is_unsaved = false; /* accounts.json could not be told */
};

struct SecretStore : QObject {
	SecretStore(struct file_thread *files_, const QString &file_path, const QString &accounts_path_)
		: file(files_, file_path),
		  files(files_),
		  accounts_path(accounts_path_)
	{
	}

	void tell() const;
	void findKeychain();
	void choose(enum secret_backend backend);
	void remember(enum secret_backend backend);
	/* What accounts.json says once all is written that was to be before. */
	void findSaved(std::function<void(enum secret_backend saved)> callback);
	bool lacksKeychain() const { return current == SECRET_BACKEND_KEYCHAIN && !has_keychain; }
	bool isKnown() const { return current != SECRET_BACKEND_UNKNOWN; }
	bool isReady() const { return isKnown() && !moving && !(lacksKeychain() && finding_keychain); }
	bool isGone() const { return lacksKeychain() && !finding_keychain; }
	bool canMove() const { return isKnown() && (has_keychain || isGone()) && !is_forced; }
	SecretBackend &backendOf(enum secret_backend backend);

	void whenReady(std::function<void(const SecretCallback &once)> action, const SecretCallback &callback);
	void runWaiting();
	void readNow(const SecretName &name, const SecretCallback &once);
	void writeNow(const SecretName &name, const Secret &secret, const SecretCallback &callback);

	void tellWritten();
	void beginMove(std::vector<SecretName> names);
	void readNext(size_t i);
	void writeNext(size_t i);
	void switchOver();
	/* Erases the copies from i up to end in that backend, then ends. */
	void eraseNext(SecretBackend &backend, size_t i, size_t end);
	void setResult(enum secret_result result, const QString &detail);
	void endMove();

	std::function<void(const struct secret_backend_status *status)> changed;
	KeychainBackend keychain;
	FileBackend file;
	struct file_thread *files;
	const QString accounts_path;
	enum secret_backend current = SECRET_BACKEND_UNKNOWN;
	enum secret_backend chosen = SECRET_BACKEND_UNKNOWN;
	bool is_forced = false; /* do not use the keychain, this time */
	bool has_keychain = false;
	bool finding_keychain = false;
	bool moving = false;
	Move move; /* the one that is under way, or the last one */
	unsigned writes_under_way = 0;
	SecretCallback when_written; /* the move that waits for the writes before it */
	std::deque<std::function<void()>> waiting;
};

} // namespace

/* Where nothing is decided yet: what the file holds already, then the keychain that is there, then the file. */
void SecretStore::findKeychain()
{
	if (finding_keychain)
		return;
	finding_keychain = true;
	keychain.find([this](bool present) {
		const bool has_changed = present != has_keychain;

		finding_keychain = false;
		has_keychain = present;
		if (!isKnown())
			file.findContents([this](bool holds_something) {
				current = holds_something || !has_keychain ? SECRET_BACKEND_FILE
									   : SECRET_BACKEND_KEYCHAIN;
				tell();
				runWaiting();
			});
		else if (has_changed || isGone())
			tell();
		runWaiting();
	});
}

/* It is the one from now on, also at the next start. */
void SecretStore::choose(enum secret_backend backend)
{
	current = backend;
	remember(backend);
}

/* What it is at the next start. */
void SecretStore::remember(enum secret_backend backend)
{
	chosen = backend;
	tell();
}

void SecretStore::findSaved(std::function<void(enum secret_backend saved)> callback)
{
	file_task_add(files, this, accounts_path, false,
		      [callback](const QByteArray &path, const struct file_thread_end *) {
			      const enum secret_backend saved = chosen_backend_read(path.constData());

			      return [=] {
				      callback(saved);
			      };
		      });
}

void SecretStore::tell() const
{
	const QByteArray words = move.detail.toUtf8();
	const struct secret_answer answer = {move.result, nullptr, words.constData()};
	struct secret_backend_status status = {};

	status.backend = current;
	status.chosen = chosen;
	status.is_forced = is_forced;
	status.has_keychain = has_keychain;
	status.can_move = canMove();
	status.file_path = bstrdup(file.path.toUtf8().constData());
	status.move = moving ? SECRET_BACKEND_MOVE_RUNNING : move.outcome;
	if (!moving && move.is_unsaved)
		problem_set(&status.move_problem, "secret.place_not_saved");
	else if (!moving && move.result != SECRET_OK)
		secret_answer_problem(&answer, &status.move_problem);
	changed(&status);
	secret_backend_free(&status);
}

void SecretStore::whenReady(std::function<void(const SecretCallback &once)> action, const SecretCallback &callback)
{
	const SecretCallback once = with_deadline(this, callback);

	/* one that was not there may have been started since */
	if (lacksKeychain())
		findKeychain();
	waiting.push_back([=] {
		if (lacksKeychain())
			once(SECRET_NO_KEYCHAIN, Secret(), QString());
		else
			action(once);
	});
	if (isReady())
		QMetaObject::invokeMethod(this, &SecretStore::runWaiting, Qt::QueuedConnection);
}

void SecretStore::runWaiting()
{
	while (isReady() && !waiting.empty()) {
		const auto action = std::move(waiting.front());

		waiting.pop_front();
		action();
	}
}

SecretBackend &SecretStore::backendOf(enum secret_backend backend)
{
	if (backend == SECRET_BACKEND_KEYCHAIN)
		return keychain;
	return file;
}

/* One that is not there may have been moved by another OBS, which then has saved where to. */
void SecretStore::readNow(const SecretName &name, const SecretCallback &once)
{
	const enum secret_backend asked = current;
	const auto answered = [=](enum secret_result result, const Secret &secret, const QString &detail) {
		if (result != SECRET_ABSENT || is_forced) {
			once(result, secret, detail);
			return;
		}
		findSaved([=](enum secret_backend saved) {
			if (!moving && saved != SECRET_BACKEND_UNKNOWN && saved != current)
				choose(saved);
			if (current == asked)
				once(SECRET_ABSENT, Secret(), QString());
			else
				whenReady([=](const SecretCallback &again) { readNow(name, again); }, once);
		});
	};

	backendOf(asked).read(name, answered);
}

void SecretStore::writeNow(const SecretName &name, const Secret &secret, const SecretCallback &callback)
{
	const enum secret_backend backend = current;

	writes_under_way++;
	backendOf(backend).write(name, secret, [=](enum secret_result result, const Secret &, const QString &detail) {
		if (result == SECRET_OK && secret && chosen == SECRET_BACKEND_UNKNOWN && !is_forced)
			choose(backend);
		callback(result, Secret(), detail);
		writes_under_way--;
		tellWritten();
	});
}

void SecretStore::tellWritten()
{
	if (!writes_under_way && when_written)
		std::exchange(when_written, nullptr)(SECRET_OK, Secret(), QString());
}

/* What is asked for meanwhile waits. Where it does not work out, everything stays where it was. */
void SecretStore::beginMove(std::vector<SecretName> names)
{
	move = Move();
	move.to = current == SECRET_BACKEND_FILE ? SECRET_BACKEND_KEYCHAIN : SECRET_BACKEND_FILE;
	move.names = std::move(names);
	move.outcome = SECRET_BACKEND_MOVE_STOPPED;
	moving = true;
	/* a keychain that is gone gives nothing out: the file begins empty */
	if (isGone()) {
		switchOver();
		return;
	}
	tell();
	/* what is being written could be missed otherwise */
	when_written = with_deadline(this, [this](enum secret_result result, const Secret &, const QString &detail) {
		when_written = nullptr;
		if (result == SECRET_OK) {
			readNext(0);
		} else {
			setResult(result, detail);
			endMove();
		}
	});
	QMetaObject::invokeMethod(this, &SecretStore::tellWritten, Qt::QueuedConnection);
}

void SecretStore::readNext(size_t i)
{
	if (i == move.names.size()) {
		writeNext(0);
		return;
	}

	const auto answered = [this, i](enum secret_result result, const Secret &secret, const QString &detail) {
		if (secret)
			move.found.emplace_back(move.names[i], secret);
		if (result == SECRET_OK || result == SECRET_ABSENT) {
			readNext(i + 1);
		} else {
			setResult(result, detail);
			endMove();
		}
	};

	backendOf(current).read(move.names[i], with_deadline(this, answered));
}

void SecretStore::writeNext(size_t i)
{
	if (i == move.found.size()) {
		switchOver();
		return;
	}

	const auto answered = [this, i](enum secret_result result, const Secret &, const QString &detail) {
		if (result == SECRET_OK) {
			writeNext(i + 1);
		} else {
			setResult(result, detail);
			eraseNext(backendOf(move.to), 0, i);
		}
	};

	backendOf(move.to).write(move.found[i].first, move.found[i].second, with_deadline(this, answered));
}

void SecretStore::switchOver()
{
	const enum secret_backend before = chosen;
	const auto looked = with_deadline(this, [=](enum secret_result result, const Secret &, const QString &) {
		if (result == SECRET_OK) {
			SecretBackend &from = backendOf(current);

			move.outcome = SECRET_BACKEND_MOVE_DONE;
			choose(move.to);
			eraseNext(from, 0, move.found.size());
			return;
		}
		move.is_unsaved = true;
		remember(before);
		/* a disk that is late may save it yet: then the copies are what the next start finds */
		eraseNext(backendOf(move.to), 0, result == SECRET_LATE ? 0 : move.found.size());
	});

	remember(move.to);
	findSaved([=](enum secret_backend saved) {
		looked(saved == move.to ? SECRET_OK : SECRET_ABSENT, Secret(), QString());
	});
}

void SecretStore::eraseNext(SecretBackend &backend, size_t i, size_t end)
{
	if (i == end) {
		endMove();
		return;
	}

	const auto answered = [=, &backend](enum secret_result result, const Secret &, const QString &detail) {
		const bool erased = result == SECRET_OK || result == SECRET_ABSENT;

		if (!erased && move.outcome == SECRET_BACKEND_MOVE_DONE) {
			move.outcome = SECRET_BACKEND_MOVE_OLD_LEFT;
			setResult(result, detail);
		}
		/* one that does not answer is not asked again and again */
		eraseNext(backend, result == SECRET_LATE ? end : i + 1, end);
	};

	backend.write(move.found[i].first, Secret(), with_deadline(this, answered));
}

void SecretStore::setResult(enum secret_result result, const QString &detail)
{
	move.result = result;
	move.detail = detail;
}

void SecretStore::endMove()
{
	move.found.clear();
	moving = false;
	tell();
	runWaiting();
}

static void begin(void *data, enum secret_backend chosen,
		  void (*changed)(void *context, const struct secret_backend_status *status), void *context)
{
	auto *store = static_cast<SecretStore *>(data);

	store->changed = [=](const struct secret_backend_status *status) {
		changed(context, status);
	};
	store->chosen = chosen;
	store->is_forced = qgetenv("OBS_ZOOM_SECRETS") == "file";
	store->current = store->is_forced ? SECRET_BACKEND_FILE : chosen;
	store->findKeychain();
	store->tell();
}

static SecretName name_of(const struct host_secret &name)
{
	return {QString::fromUtf8(name.holder) + QLatin1Char('/') + QString::fromUtf8(name.field),
		QString::fromUtf8(name.host)};
}

static SecretCallback callback_of(const struct completion &completion)
{
	return [completion](enum secret_result result, const Secret &secret, const QString &detail) {
		const QByteArray words = detail.toUtf8();
		const struct secret_answer answer = {result, secret.get(), words.constData()};

		completion_finish(&completion, &answer);
	};
}

static void read(void *data, const struct host_secret *name, const struct completion *completion)
{
	auto *store = static_cast<SecretStore *>(data);

	store->whenReady([store, name = name_of(*name)](const SecretCallback &once) { store->readNow(name, once); },
			 callback_of(*completion));
}

static void write(void *data, const struct host_secret *name, const char *value, const struct completion *completion)
{
	auto *store = static_cast<SecretStore *>(data);

	store->whenReady([store, name = name_of(*name), secret = secret_copy(value)](
				 const SecretCallback &once) { store->writeNow(name, secret, once); },
			 callback_of(*completion));
}

static void move(void *data, const struct host_secret *names, size_t count)
{
	auto *store = static_cast<SecretStore *>(data);
	std::vector<SecretName> wanted;

	if (store->moving || !store->canMove())
		return;
	std::transform(names, names + count, std::back_inserter(wanted), name_of);
	store->beginMove(std::move(wanted));
}

std::unique_ptr<QObject> secret_store_create(struct file_thread *files, const QString &file_path,
					     const QString &accounts_path, struct host_secrets *host)
{
	auto store = std::make_unique<SecretStore>(files, file_path, accounts_path);

	*host = {store.get(), begin, read, write, move};
	return store;
}
