/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "platform/secret_store.hpp"

#include <QTimer>

#include "core/model/secret_answer.h"
#include "platform/keychain_presence.hpp"

static constexpr int DEADLINE_MS = 30000;

/*
 * Answers once: with the first answer, or as late after 30 s, for neither
 * keychain nor D-Bus can be hurried. Not at all once owner is gone.
 */
static SecretCallback with_deadline(QObject *owner, SecretCallback callback)
{
	auto waiting = std::make_shared<SecretCallback>(std::move(callback));
	const SecretCallback once = [waiting](enum secret_result result, const Secret &secret, const QString &detail) {
		const SecretCallback answer = std::move(*waiting);

		*waiting = nullptr;
		if (answer)
			answer(result, secret, detail);
	};

	QTimer::singleShot(DEADLINE_MS, owner, [once] { once(SECRET_LATE, Secret(), QString()); });
	return once;
}

/*
 * Read all, write all, switch the backend, erase all: until it is switched
 * the old one holds everything, so that a move that stops has changed nothing.
 */
struct SecretStore::Move {
	enum secret_backend from;
	enum secret_backend to;
	std::vector<Name> names;
	std::vector<Secret> secrets; /* of the same index as names; null: there is none */

	enum secret_backend_move outcome = SECRET_BACKEND_MOVE_STOPPED; /* as far as it is known */
	enum secret_result result = SECRET_FAILED;
	QString detail;
	bool has_ended = false;
};

SecretStore::SecretStore(const Options &options_, QObject *parent)
	: QObject(parent),
	  options(options_),
	  file(options_.file_path)
{
	if (options.force_file)
		decide(SECRET_BACKEND_FILE);
	else if (options.chosen != SECRET_BACKEND_UNKNOWN)
		decide(options.chosen);
	findKeychain();
}

SecretStore::~SecretStore() = default;

/* Where nothing is decided yet: what the file holds already, then the keychain that is there, then the file. */
void SecretStore::findKeychain()
{
	if (finding_keychain)
		return;
	finding_keychain = true;
	keychain_presence_find(this, [this](bool present) {
		const bool has_changed = present != has_keychain;

		finding_keychain = false;
		has_keychain = present;
		if (current_backend == SECRET_BACKEND_UNKNOWN) {
			file.findContents([this](bool holds_something) {
				decide(holds_something || !has_keychain ? SECRET_BACKEND_FILE
									: SECRET_BACKEND_KEYCHAIN);
			});
		} else if (has_changed) {
			/* what a move came to may be no longer so */
			last_move.reset();
			emit changed();
		}
		runWaiting();
	});
}

void SecretStore::decide(enum secret_backend backend)
{
	current_backend = backend;
	emit changed();
	runWaiting();
}

/* It is the one from now on, also at the next start. */
void SecretStore::choose(enum secret_backend backend)
{
	current_backend = backend;
	options.chosen = backend;
	emit changed();
}

bool SecretStore::canMove() const
{
	return has_keychain && !options.force_file && current_backend != SECRET_BACKEND_UNKNOWN;
}

bool SecretStore::isReady() const
{
	return current_backend != SECRET_BACKEND_UNKNOWN && !moving &&
	       !(current_backend == SECRET_BACKEND_KEYCHAIN && !has_keychain && finding_keychain);
}

void SecretStore::whenReady(std::function<void()> action)
{
	/* one that was not there may have been started since */
	if (current_backend == SECRET_BACKEND_KEYCHAIN && !has_keychain)
		findKeychain();
	waiting.push_back(std::move(action));
	if (isReady())
		QMetaObject::invokeMethod(this, &SecretStore::runWaiting, Qt::QueuedConnection);
}

void SecretStore::runWaiting()
{
	if (!isReady())
		return;

	const std::vector<std::function<void()>> actions = std::move(waiting);

	waiting.clear();
	for (const auto &action : actions)
		QMetaObject::invokeMethod(
			this, [this, action] { runOrWait(action); }, Qt::QueuedConnection);
}

void SecretStore::runOrWait(const std::function<void()> &action)
{
	/* a move may have begun since it was queued */
	if (isReady())
		action();
	else
		waiting.push_back(action);
}

SecretBackend &SecretStore::backendOf(enum secret_backend backend)
{
	if (backend == SECRET_BACKEND_KEYCHAIN)
		return keychain;
	return file;
}

/* In the file, which belongs to whoever sets up a test, the plain entry serves every host. */
QString SecretStore::entryIn(enum secret_backend backend, const Name &name)
{
	const QString entry = name.holder + QLatin1Char('/') + name.field;

	return backend == SECRET_BACKEND_KEYCHAIN && !name.host.isEmpty() ? entry + QLatin1Char('@') + name.host
									  : entry;
}

void SecretStore::read(const Name &name, SecretCallback callback)
{
	const SecretCallback once = with_deadline(this, std::move(callback));

	whenReady([=] {
		if (current_backend == SECRET_BACKEND_KEYCHAIN && !has_keychain)
			once(SECRET_NO_KEYCHAIN, Secret(), QString());
		else
			backendOf(current_backend).read(entryIn(current_backend, name), once);
	});
}

void SecretStore::write(const Name &name, const Secret &secret, SecretCallback callback)
{
	const SecretCallback once = with_deadline(this, std::move(callback));

	whenReady([=] {
		if (current_backend == SECRET_BACKEND_KEYCHAIN && !has_keychain)
			once(SECRET_NO_KEYCHAIN, Secret(), QString());
		else
			writeNow(name, secret, once);
	});
}

void SecretStore::writeNow(const Name &name, const Secret &secret, const SecretCallback &callback)
{
	const enum secret_backend backend = current_backend;

	writes_under_way++;
	backendOf(backend).write(entryIn(backend, name), secret,
				 [=](enum secret_result result, const Secret &, const QString &detail) {
					 if (result == SECRET_OK && secret &&
					     options.chosen == SECRET_BACKEND_UNKNOWN && !options.force_file)
						 choose(backend);
					 callback(result, Secret(), detail);
					 writeEnded();
				 });
}

void SecretStore::writeEnded()
{
	writes_under_way--;
	if (!writes_under_way && when_written) {
		const std::function<void()> action = std::move(when_written);

		when_written = nullptr;
		action();
	}
}

void SecretStore::getStatus(struct secret_backend_status *status) const
{
	secret_backend_free(status);
	status->backend = current_backend;
	status->chosen = options.chosen;
	status->is_forced = options.force_file;
	status->has_keychain = has_keychain;
	status->can_move = canMove();
	status->file_path = bstrdup(options.file_path.toUtf8().constData());
	status->move = SECRET_BACKEND_MOVE_NONE;
	if (moving)
		status->move = SECRET_BACKEND_MOVE_RUNNING;
	else if (last_move)
		status->move = last_move->outcome;
	if (!moving && last_move && last_move->result != SECRET_OK) {
		const QByteArray words = last_move->detail.toUtf8();
		const struct secret_answer answer = {last_move->result, nullptr, words.constData()};

		secret_answer_problem(&answer, &status->move_problem);
	}
}

void SecretStore::moveToOther(const std::vector<Name> &names)
{
	auto move = std::make_shared<Move>();

	if (moving || !canMove())
		return;
	move->from = current_backend;
	move->to = current_backend == SECRET_BACKEND_FILE ? SECRET_BACKEND_KEYCHAIN : SECRET_BACKEND_FILE;
	move->names = names;
	move->secrets.resize(names.size());
	last_move = move;
	moving = true;
	emit changed();
	if (!writes_under_way) {
		QMetaObject::invokeMethod(
			this, [=] { beginMove(move); }, Qt::QueuedConnection);
		return;
	}
	/* what is being written could be missed otherwise */
	when_written = [=] {
		beginMove(move);
	};
	QTimer::singleShot(DEADLINE_MS, this, [=] {
		if (!when_written || move->has_ended)
			return;
		when_written = nullptr;
		move->result = SECRET_LATE;
		endMove(move);
	});
}

void SecretStore::beginMove(const std::shared_ptr<Move> &move)
{
	if (!has_keychain) {
		move->result = SECRET_NO_KEYCHAIN;
		endMove(move);
	} else {
		readNext(move, 0);
	}
}

void SecretStore::readNext(const std::shared_ptr<Move> &move, size_t i)
{
	if (i == move->names.size()) {
		writeNext(move, 0);
		return;
	}
	backendOf(move->from)
		.read(entryIn(move->from, move->names[i]),
		      with_deadline(this, [=](enum secret_result result, const Secret &secret, const QString &detail) {
			      if (result == SECRET_OK || result == SECRET_ABSENT) {
				      move->secrets[i] = secret;
				      readNext(move, i + 1);
			      } else {
				      move->result = result;
				      move->detail = detail;
				      endMove(move);
			      }
		      }));
}

void SecretStore::writeNext(const std::shared_ptr<Move> &move, size_t i)
{
	while (i < move->names.size() && !move->secrets[i])
		i++;
	if (i == move->names.size()) {
		move->outcome = SECRET_BACKEND_MOVE_DONE;
		move->result = SECRET_OK;
		choose(move->to);
		eraseNext(move, move->from, 0, move->names.size());
		return;
	}
	backendOf(move->to).write(entryIn(move->to, move->names[i]), move->secrets[i],
				  with_deadline(this,
						[=](enum secret_result result, const Secret &, const QString &detail) {
							if (result == SECRET_OK) {
								writeNext(move, i + 1);
							} else {
								move->result = result;
								move->detail = detail;
								eraseNext(move, move->to, 0, i);
							}
						}));
}

void SecretStore::eraseNext(const std::shared_ptr<Move> &move, enum secret_backend backend, size_t i, size_t end)
{
	while (i < end && !move->secrets[i])
		i++;
	if (i == end) {
		endMove(move);
		return;
	}
	backendOf(backend).write(
		entryIn(backend, move->names[i]), Secret(),
		with_deadline(this, [=](enum secret_result result, const Secret &, const QString &detail) {
			const bool erased = result == SECRET_OK || result == SECRET_ABSENT;

			if (!erased && move->outcome == SECRET_BACKEND_MOVE_DONE) {
				move->outcome = SECRET_BACKEND_MOVE_OLD_LEFT;
				move->result = result;
				move->detail = detail;
			}
			/* one that does not answer is not asked again and again */
			if (result == SECRET_LATE)
				endMove(move);
			else
				eraseNext(move, backend, i + 1, end);
		}));
}

void SecretStore::endMove(const std::shared_ptr<Move> &move)
{
	move->has_ended = true;
	move->secrets.clear();
	moving = false;
	emit changed();
	runWaiting();
}
