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
	if (options.force_file || options.chosen == Backend::File)
		decide(Backend::File);
	else if (options.chosen == Backend::Keychain)
		decide(Backend::Keychain);
	lookForKeychain();
}

SecretStore::~SecretStore() = default;

/* Where nothing is decided yet: what is kept in the file already, then the keychain that is there, then the file. */
void SecretStore::lookForKeychain()
{
	if (looking)
		return;
	looking = true;
	keychain_presence_find(this, [this](bool present) {
		const bool changed = present != has_keychain;

		looking = false;
		has_keychain = present;
		if (current_backend == Backend::Unknown)
			file.look([this](bool holds_something) {
				decide(holds_something || !has_keychain ? Backend::File : Backend::Keychain);
			});
		else if (changed)
			emit backendChanged();
		runWaiting();
	});
}

void SecretStore::decide(Backend backend)
{
	current_backend = backend;
	emit backendChanged();
	runWaiting();
}

bool SecretStore::isReady() const
{
	return current_backend != Backend::Unknown && !moving &&
	       !(current_backend == Backend::Keychain && !has_keychain && looking);
}

void SecretStore::whenReady(std::function<void()> action)
{
	/* one that was not there may have been started since */
	if (current_backend == Backend::Keychain && !has_keychain)
		lookForKeychain();
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

SecretBackend &SecretStore::backendOf(Backend backend)
{
	if (backend == Backend::Keychain)
		return keychain;
	return file;
}

/* In the file, which belongs to whoever sets up a test, the plain entry serves every host. */
QString SecretStore::entryIn(Backend backend, const Name &name)
{
	const QString entry = name.holder + QLatin1Char('/') + name.field;

	return backend == Backend::Keychain && !name.host.isEmpty() ? entry + QLatin1Char('@') + name.host : entry;
}

void SecretStore::read(const Name &name, SecretReadCallback callback)
{
	const SecretReadCallback once = read_with_deadline(this, std::move(callback));

	whenReady([=] {
		if (current_backend == Backend::Keychain && !has_keychain)
			once(SecretResult::NoKeychain, Secret(), QString());
		else
			backendOf(current_backend).read(entryIn(current_backend, name), once);
	});
}

void SecretStore::write(const Name &name, const Secret &secret, SecretWriteCallback callback)
{
	const SecretWriteCallback once = write_with_deadline(this, std::move(callback));

	whenReady([=] {
		if (current_backend == Backend::Keychain && !has_keychain)
			once(SecretResult::NoKeychain, QString());
		else
			writeNow(name, secret, once);
	});
}

void SecretStore::writeNow(const Name &name, const Secret &secret, const SecretWriteCallback &callback)
{
	const Backend backend = current_backend;

	writes_under_way++;
	backendOf(backend).write(entryIn(backend, name), secret, [=](SecretResult result, const QString &detail) {
		if (result == SecretResult::Ok && secret && options.chosen == Backend::Unknown && !options.force_file) {
			options.chosen = backend;
			options.choose(backend);
		}
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
