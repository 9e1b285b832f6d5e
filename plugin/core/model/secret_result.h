/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

/* What has become of a wish to read, store or erase a secret. */
enum secret_result {
	SECRET_OK = 1,
	SECRET_ABSENT,      /* there is no such secret, also none that could be erased */
	SECRET_DENIED,      /* the keychain is locked, or its person said no */
	SECRET_LATE,        /* no answer within 30 s */
	SECRET_NO_KEYCHAIN, /* it is where secrets are kept, but there is none any more */
	SECRET_FAILED,
};
