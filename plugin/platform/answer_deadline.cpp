/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "platform/answer_deadline.hpp"

#include <QTimer>

static constexpr int ANSWER_DEADLINE_MS = 30000;

SecretReadCallback read_with_deadline(QObject *owner, SecretReadCallback callback)
{
	auto waiting = std::make_shared<SecretReadCallback>(std::move(callback));
	const SecretReadCallback once = [waiting](enum secret_result result, const Secret &secret,
						  const QString &detail) {
		const SecretReadCallback answer = std::move(*waiting);

		*waiting = nullptr;
		if (answer)
			answer(result, secret, detail);
	};

	QTimer::singleShot(ANSWER_DEADLINE_MS, owner, [once] { once(SECRET_LATE, Secret(), QString()); });
	return once;
}

SecretWriteCallback write_with_deadline(QObject *owner, SecretWriteCallback callback)
{
	const SecretReadCallback once = read_with_deadline(
		owner, [callback = std::move(callback)](enum secret_result result, const Secret &,
							const QString &detail) { callback(result, detail); });

	return [once](enum secret_result result, const QString &detail) {
		once(result, Secret(), detail);
	};
}
