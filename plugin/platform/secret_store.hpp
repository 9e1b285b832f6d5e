/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <QObject>
#include <QString>

#include <functional>
#include <vector>

#include "core/model/secret_backend.h"
#include "platform/file_backend.hpp"
#include "platform/keychain_backend.hpp"

/*
 * Stores secrets in the system's keychain or in a private file. Which of them it
 * is, is decided with the first secret that is stored, and changes by the
 * person's decision only. Everything is asynchronous: a keychain may ask the
 * person first. UI thread.
 */
class SecretStore : public QObject {
	Q_OBJECT

public:
	struct Options {
		QString file_path;          /* where the file is, if it comes to that */
		bool force_file;            /* do not use the keychain, this time */
		enum secret_backend chosen; /* SECRET_BACKEND_UNKNOWN: not yet */
	};

	/* A secret by the two parts of its name, and the host that it is for, which is empty for Zoom's own. */
	struct Name {
		QString holder;
		QString field;
		QString host;
	};

	explicit SecretStore(const Options &options, QObject *parent = nullptr);
	/* Waits for a write to the file that is under way; answers of the keychain are nobody's from then on. */
	~SecretStore() override;

	/* Fills *status; frees what it held. */
	void getStatus(struct secret_backend_status *status) const;

	/*
	 * A secret that was saved for Zoom is never sent to another host, so each host has its own in the keychain.
	 * Callbacks come later, never from within the call.
	 */
	void read(const Name &name, SecretCallback callback);
	/* A null secret erases the entry. */
	void write(const Name &name, const Secret &secret, SecretCallback callback);

	/*
	 * Takes all of these to the other backend, which is the one from then on. What is asked for meanwhile waits.
	 * Where it does not work out, everything stays where it was.
	 */
	void moveToOther(const std::vector<Name> &names);

signals:
	/* The status is another one. */
	void changed();

private:
	struct Move;

	void findKeychain();
	void decide(enum secret_backend backend);
	void choose(enum secret_backend backend);
	void whenReady(std::function<void()> action);
	void runWaiting();
	void runOrWait(const std::function<void()> &action);
	bool isReady() const;
	bool canMove() const;
	SecretBackend &backendOf(enum secret_backend backend);
	static QString entryIn(enum secret_backend backend, const Name &name);

	void writeNow(const Name &name, const Secret &secret, const SecretCallback &callback);
	void writeEnded();
	void beginMove(const std::shared_ptr<Move> &move);
	void readNext(const std::shared_ptr<Move> &move, size_t i);
	void writeNext(const std::shared_ptr<Move> &move, size_t i);
	/* Erases the copies from i up to end in that backend, then ends. */
	void eraseNext(const std::shared_ptr<Move> &move, enum secret_backend backend, size_t i, size_t end);
	void endMove(const std::shared_ptr<Move> &move);

	Options options;
	KeychainBackend keychain;
	FileBackend file;
	enum secret_backend current_backend = SECRET_BACKEND_UNKNOWN;
	bool has_keychain = false;
	bool finding_keychain = false;
	std::shared_ptr<Move> last_move; /* the one that is under way, or the last one; null: none */
	bool moving = false;
	unsigned writes_under_way = 0;
	std::function<void()> when_written; /* the move that waits for the writes before it */
	std::vector<std::function<void()>> waiting;
};
