/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <QObject>
#include <QString>
#include <QThreadPool>

#include <functional>
#include <vector>

/*
 * Keeps secrets in the system's keychain, or in a private file where there is
 * no keychain at all. Everything is asynchronous: a keychain may ask the person
 * first. UI thread.
 */
class SecretStore : public QObject {
	Q_OBJECT

public:
	enum class Place {
		Unknown = 1, /* not found out yet */
		Keychain,
		File,
	};

	enum class Result {
		Ok = 1,
		Absent, /* there is no such secret */
		Denied, /* the keychain is locked, or its person said no */
		Late,   /* no answer within 30 s */
		Failed,
	};

	/* detail is the keychain's own words, for Failed and Denied. */
	using ReadCallback = std::function<void(Result result, const QString &secret, const QString &detail)>;
	using WriteCallback = std::function<void(Result result, const QString &detail)>;

	/* file_path: where the file is, if it comes to that; force_file: do not use the keychain. */
	SecretStore(const QString &file_path, bool force_file, QObject *parent = nullptr);
	/* Waits for a write to the file that is under way; answers of the keychain are nobody's from then on. */
	~SecretStore() override;

	Place place() const { return current_place; }
	const QString &filePath() const { return file_path; }

	/*
	 * host: the API's where it is not Zoom's own, empty otherwise; a secret that was saved for Zoom is never
	 * sent elsewhere. Callbacks come later, never from within the call.
	 */
	void read(const QString &account_id, const QString &field, const QString &host, ReadCallback callback);
	/* An empty secret erases the entry. */
	void write(const QString &account_id, const QString &field, const QString &host, const QString &secret,
		   WriteCallback callback);

private:
	void decide(Place place);
	void whenDecided(std::function<void()> action);

	void readFromKeychain(const QString &entry, const ReadCallback &callback);
	void writeToKeychain(const QString &entry, const QString &secret, const WriteCallback &callback);
	void readFromFile(const QString &entry, const ReadCallback &callback);
	void writeToFile(const QString &entry, const QString &secret, const WriteCallback &callback);

	QString file_path;
	Place current_place = Place::Unknown;
	std::vector<std::function<void()>> waiting_for_decision;
	QThreadPool file_thread; /* one thread, so that writes keep their order */
};
