/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <QObject>
#include <QString>

#include <functional>
#include <vector>

#include "platform/file_backend.hpp"
#include "platform/keychain_backend.hpp"

/*
 * Keeps secrets in the system's keychain or in a private file. Which of them it
 * is, is decided with the first secret that is stored, and changes by the
 * person's decision only. Everything is asynchronous: a keychain may ask the
 * person first. UI thread.
 */
class SecretStore : public QObject {
	Q_OBJECT

public:
	enum class Backend {
		Unknown = 1, /* not found out yet */
		Keychain,
		File,
	};

	struct Options {
		QString file_path; /* where the file is, if it comes to that */
		bool force_file;   /* do not use the keychain, this time */
		Backend chosen;    /* Backend::Unknown: not yet */
		/* The backend is decided on from now on. */
		std::function<void(Backend backend)> choose;
	};

	/* A secret by the two parts of its name, and the host that it is for, which is empty for Zoom's own. */
	struct Name {
		QString holder;
		QString field;
		QString host;
	};

	enum class MoveStep {
		Copying = 1,
		Done,
		OldLeft, /* done, but what was in the old place could not be erased there */
		Stopped, /* nothing has changed */
	};
	using MoveCallback = std::function<void(MoveStep step, SecretResult result, const QString &detail)>;

	explicit SecretStore(const Options &options, QObject *parent = nullptr);
	/* Waits for a write to the file that is under way; answers of the keychain are nobody's from then on. */
	~SecretStore() override;

	Backend backend() const { return current_backend; }
	bool isForced() const { return options.force_file; }
	bool hasKeychain() const { return has_keychain; }
	bool isMoving() const { return moving; }
	const QString &filePath() const { return options.file_path; }

	/*
	 * A secret that was saved for Zoom is never sent to another host, so each host has its own in the keychain.
	 * Callbacks come later, never from within the call.
	 */
	void read(const Name &name, SecretReadCallback callback);
	/* A null secret erases the entry. */
	void write(const Name &name, const Secret &secret, SecretWriteCallback callback);

	/*
	 * Takes all of these to the other place, which is the place from then on. What is asked for meanwhile waits.
	 * Where it does not work out, everything stays where it was.
	 */
	void moveTo(Backend target, const std::vector<Name> &names, MoveCallback callback);

signals:
	/* The place, or whether there is a keychain, is known now or has changed. */
	void backendChanged();

private:
	struct Move;

	void lookForKeychain();
	void decide(Backend backend);
	void whenReady(std::function<void()> action);
	void runWaiting();
	void runOrWait(const std::function<void()> &action);
	bool isReady() const;
	SecretBackend &backendOf(Backend backend);
	static QString entryIn(Backend backend, const Name &name);

	void writeNow(const Name &name, const Secret &secret, const SecretWriteCallback &callback);
	void writeEnded();
	void beginMove(const std::shared_ptr<Move> &move);
	void readNext(const std::shared_ptr<Move> &move, size_t i);
	void writeNext(const std::shared_ptr<Move> &move, size_t i);
	/* Erases the copies from i up to end in that place, then ends. */
	void eraseNext(const std::shared_ptr<Move> &move, Backend backend, size_t i, size_t end);
	void endMove(const std::shared_ptr<Move> &move);

	Options options;
	KeychainBackend keychain;
	FileBackend file;
	Backend current_backend = Backend::Unknown;
	bool has_keychain = false;
	bool looking = false; /* whether there is a keychain is being found out */
	bool moving = false;
	unsigned writes_under_way = 0;
	std::function<void()> when_written; /* the move that waits for the writes before it */
	std::vector<std::function<void()>> waiting;
};
