/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "ui/account/secret_names.hpp"

#include "core/controller/controller.h"

SecretStore::Name secret_name(const struct controller *controller, const QString &holder, const char *field)
{
	return {holder, QString::fromUtf8(field),
		QString::fromUtf8(controller_secret_host(controller, holder.toUtf8().constData()))};
}

std::vector<SecretStore::Name> secret_names_all(const struct controller *controller)
{
	struct Collected {
		const struct controller *controller;
		std::vector<SecretStore::Name> names;
	} collected = {controller, {}};

	controller_each_secret(
		controller,
		[](void *data, const char *holder, const char *field) {
			auto *all = static_cast<Collected *>(data);

			all->names.push_back(secret_name(all->controller, QString::fromUtf8(holder), field));
		},
		&collected);
	return collected.names;
}
