# SPDX-License-Identifier: GPL-2.0-or-later
# When the sources were changed last: SOURCE_DATE_EPOCH, else the last commit, else, in an unpacked archive, its changelog.
# Packages carry this date, so that the same sources make the same package.
# Sets source_date_epoch (s), source_date (YYYY-MM-DD), source_date_rfc2822 and source_year, all in UTC.

set(source_date_epoch "$ENV{SOURCE_DATE_EPOCH}")
if(source_date_epoch STREQUAL "" AND EXISTS "${PROJECT_SOURCE_DIR}/.git")
	find_program(GIT git)
	mark_as_advanced(GIT)
	if(GIT)
		execute_process(
			COMMAND "${GIT}" -C "${PROJECT_SOURCE_DIR}" log -1 --format=%ct
			OUTPUT_VARIABLE source_date_epoch
			OUTPUT_STRIP_TRAILING_WHITESPACE
			ERROR_QUIET
		)
	endif()
endif()
if(NOT source_date_epoch MATCHES "^[0-9]+$")
	file(TIMESTAMP "${PROJECT_SOURCE_DIR}/CHANGELOG.md" source_date_epoch "%s" UTC)
endif()

# string(TIMESTAMP) knows no other moment than this one, or that of the environment
set(environment_epoch "$ENV{SOURCE_DATE_EPOCH}")
set(ENV{SOURCE_DATE_EPOCH} "${source_date_epoch}")
string(TIMESTAMP source_date "%Y-%m-%d" UTC)
string(TIMESTAMP source_year "%Y" UTC)
string(TIMESTAMP source_date_rfc2822 "%a, %d %b %Y %H:%M:%S +0000" UTC)
if(environment_epoch STREQUAL "")
	unset(ENV{SOURCE_DATE_EPOCH})
endif()
