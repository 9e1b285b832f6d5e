/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

/* What has become of the wish for the lock under which an account's sign-in is renewed. */
enum renewal_lock_result {
	RENEWAL_LOCKED = 1,
	RENEWAL_LOCKED_INTERRUPTED, /* the mark was there already: an earlier renewal never ended */
	RENEWAL_BUSY,               /* another OBS has had it all the time */
	RENEWAL_FAILED,             /* the lock or its mark could not be written */
};
