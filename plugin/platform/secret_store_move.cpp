/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "platform/secret_store.hpp"

#include <QTimer>

#include "core/model/secret_answer.h"
#include "platform/answer_deadline.hpp"

static constexpr int WRITES_DEADLINE_MS = 30000;

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
	QTimer::singleShot(WRITES_DEADLINE_MS, this, [=] {
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
		      read_with_deadline(this,
					 [=](enum secret_result result, const Secret &secret, const QString &detail) {
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
				  write_with_deadline(this, [=](enum secret_result result, const QString &detail) {
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
	backendOf(backend).write(entryIn(backend, move->names[i]), Secret(),
				 write_with_deadline(this, [=](enum secret_result result, const QString &detail) {
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
