/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "platform/secret_store.hpp"

#include <QTimer>

#include "platform/answer_deadline.hpp"

static constexpr int WRITES_DEADLINE_MS = 30000;

/*
 * Read all, write all, switch the backend, erase all: until it is switched
 * the old one holds everything, so that a move that stops has changed nothing.
 */
struct SecretStore::Move {
	Backend from;
	Backend to;
	std::vector<Name> names;
	std::vector<Secret> secrets; /* of the same index as names; null: there is none */
	MoveCallback callback;

	MoveStep step = MoveStep::Stopped; /* what it comes to, as far as it is known */
	SecretResult result = SecretResult::Failed;
	QString detail;
};

void SecretStore::moveTo(Backend target, const std::vector<Name> &names, MoveCallback callback)
{
	auto move = std::make_shared<Move>();

	if (moving || current_backend == Backend::Unknown || current_backend == target || options.force_file)
		return;
	move->from = current_backend;
	move->to = target;
	move->names = names;
	move->secrets.resize(names.size());
	move->callback = std::move(callback);
	moving = true;
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
		if (!when_written || move->callback == nullptr)
			return;
		when_written = nullptr;
		move->result = SecretResult::Late;
		endMove(move);
	});
}

void SecretStore::beginMove(const std::shared_ptr<Move> &move)
{
	move->callback(MoveStep::Copying, SecretResult::Ok, QString());
	if (!has_keychain) {
		move->result = SecretResult::NoKeychain;
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
		      read_with_deadline(this, [=](SecretResult result, const Secret &secret, const QString &detail) {
			      if (result == SecretResult::Ok || result == SecretResult::Absent) {
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
		move->step = MoveStep::Done;
		move->result = SecretResult::Ok;
		current_backend = move->to;
		options.chosen = move->to;
		options.choose(move->to);
		eraseNext(move, move->from, 0, move->names.size());
		return;
	}
	backendOf(move->to).write(entryIn(move->to, move->names[i]), move->secrets[i],
				  write_with_deadline(this, [=](SecretResult result, const QString &detail) {
					  if (result == SecretResult::Ok) {
						  writeNext(move, i + 1);
					  } else {
						  move->result = result;
						  move->detail = detail;
						  eraseNext(move, move->to, 0, i);
					  }
				  }));
}

void SecretStore::eraseNext(const std::shared_ptr<Move> &move, Backend backend, size_t i, size_t end)
{
	while (i < end && !move->secrets[i])
		i++;
	if (i == end) {
		endMove(move);
		return;
	}
	backendOf(backend).write(entryIn(backend, move->names[i]), Secret(),
				 write_with_deadline(this, [=](SecretResult result, const QString &detail) {
					 const bool erased = result == SecretResult::Ok ||
							     result == SecretResult::Absent;

					 if (!erased && move->step == MoveStep::Done) {
						 move->step = MoveStep::OldLeft;
						 move->result = result;
						 move->detail = detail;
					 }
					 /* one that does not answer is not asked again and again */
					 if (result == SecretResult::Late)
						 endMove(move);
					 else
						 eraseNext(move, backend, i + 1, end);
				 }));
}

void SecretStore::endMove(const std::shared_ptr<Move> &move)
{
	const MoveCallback callback = std::move(move->callback);

	move->callback = nullptr;
	moving = false;
	emit backendChanged();
	runWaiting();
	callback(move->step, move->result, move->detail);
}
