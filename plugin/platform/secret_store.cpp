/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "platform/secret_store.hpp"

#include <QTimer>

#include "platform/answer_deadline.hpp"
#include "platform/keychain_presence.hpp"

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
			file.look([this](bool holds_something) {
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

void SecretStore::read(const Name &name, SecretReadCallback callback)
{
	const SecretReadCallback once = read_with_deadline(this, std::move(callback));

	whenReady([=] {
		if (current_backend == SECRET_BACKEND_KEYCHAIN && !has_keychain)
			once(SECRET_NO_KEYCHAIN, Secret(), QString());
		else
			backendOf(current_backend).read(entryIn(current_backend, name), once);
	});
}

void SecretStore::write(const Name &name, const Secret &secret, SecretWriteCallback callback)
{
	const SecretWriteCallback once = write_with_deadline(this, std::move(callback));

	whenReady([=] {
		if (current_backend == SECRET_BACKEND_KEYCHAIN && !has_keychain)
			once(SECRET_NO_KEYCHAIN, QString());
		else
			writeNow(name, secret, once);
	});
}

void SecretStore::writeNow(const Name &name, const Secret &secret, const SecretWriteCallback &callback)
{
	const enum secret_backend backend = current_backend;

	writes_under_way++;
	backendOf(backend).write(entryIn(backend, name), secret, [=](enum secret_result result, const QString &detail) {
		if (result == SECRET_OK && secret && options.chosen == SECRET_BACKEND_UNKNOWN && !options.force_file)
			choose(backend);
		callback(result, detail);
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
