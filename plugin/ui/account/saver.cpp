/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "ui/account/saver.hpp"

#include "core/controller/controller.h"
#include "ui/account/secret_names.hpp"

namespace {

struct Write {
	const char *field;
	Secret secret;
};

struct Job {
	struct controller *controller;
	SecretStore *secrets;
	AccountValue account;
	std::vector<Write> writes;
	unsigned profile;
	SaveCallback callback;
};

void write_next(const std::shared_ptr<Job> &job, size_t i)
{
	if (i == job->writes.size()) {
		if (controller_profile_number(job->controller) != job->profile)
			job->callback(SaveStep::ProfileChanged, SecretResult::Ok, QString());
		else
			job->callback(controller_use_account(job->controller, &job->account.account)
					      ? SaveStep::Saved
					      : SaveStep::SettingsFailed,
				      SecretResult::Ok, QString());
		return;
	}

	const Write &write = job->writes[i];

	job->secrets->write(secret_name(job->controller, job->account.id(), write.field), write.secret,
			    [job, i, erase = !write.secret](SecretResult result, const QString &detail) {
				    if (result == SecretResult::Ok || (erase && result == SecretResult::Absent))
					    write_next(job, i + 1);
				    else
					    job->callback(SaveStep::SecretFailed, result, detail);
			    });
}

} // namespace

void account_save(struct controller *controller, SecretStore *secrets, const AccountSaving &saving,
		  SaveCallback callback)
{
	auto job = std::make_shared<Job>();

	job->controller = controller;
	job->secrets = secrets;
	job->account = saving.account;
	job->profile = controller_profile_number(controller);
	job->callback = std::move(callback);
	if (saving.client_secret || saving.other_way)
		job->writes.push_back({ACCOUNT_FIELD_CLIENT_SECRET, saving.client_secret});
	if (saving.access_token || saving.other_way)
		job->writes.push_back({ACCOUNT_FIELD_ACCESS_TOKEN, saving.access_token});
	if (saving.other_way)
		job->writes.push_back({ACCOUNT_FIELD_REFRESH_TOKEN, Secret()});
	write_next(job, 0);
}
