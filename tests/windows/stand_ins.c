/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <stdio.h>
#include <sys/stat.h>

#include <obs.h>
#include <util/platform.h>
#include <windows.h>

/* libobs' util asks the rest of libobs for it, to name a file after the picture's size. */
bool obs_get_video_info(struct obs_video_info *info)
{
	(void)info;
	return false;
}

/* libobs takes names in UTF-8 for what they are with Microsoft's compiler alone. */
FILE *stand_in_fopen(const char *path, const char *mode)
{
	wchar_t wide_path[512] = {0};
	wchar_t wide_mode[8] = {0};

	os_utf8_to_wcs(path, 0, wide_path, 512);
	os_utf8_to_wcs(mode, 0, wide_mode, 8);
	return _wfopen(wide_path, wide_mode);
}

/* What posix.h tells of. */
int posix_stat(const char *path, struct stat *info)
{
	BY_HANDLE_FILE_INFORMATION more;
	wchar_t wide_path[512] = {0};
	HANDLE file;

	os_utf8_to_wcs(path, 0, wide_path, 512);
	if (_wstat64i32(wide_path, (struct _stat64i32 *)info) != 0)
		return -1;
	file = CreateFileW(wide_path, 0, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, NULL, OPEN_EXISTING,
			   FILE_FLAG_BACKUP_SEMANTICS, NULL);
	if (file != INVALID_HANDLE_VALUE && GetFileInformationByHandle(file, &more))
		info->st_ino = (_ino_t)more.nFileIndexLow;
	CloseHandle(file);
	return 0;
}

/* Wine fails over a file that is there, with ERROR_DIRECTORY: that is not proven here, and done in another way. */
static BOOL WINAPI replace_file(LPCWSTR replaced, LPCWSTR replacement, LPCWSTR backup, DWORD flags, LPVOID exclude,
				LPVOID reserved)
{
	(void)flags;
	(void)exclude;
	(void)reserved;
	if (GetFileAttributesW(replaced) == INVALID_FILE_ATTRIBUTES) {
		SetLastError(ERROR_FILE_NOT_FOUND);
		return FALSE;
	}
	if (backup && !MoveFileExW(replaced, backup, MOVEFILE_REPLACE_EXISTING))
		return FALSE;
	return MoveFileExW(replacement, replaced, MOVEFILE_REPLACE_EXISTING);
}

/* the name under which it is imported where libobs uses it */
BOOL(WINAPI *__imp_stand_in_ReplaceFileW)(LPCWSTR, LPCWSTR, LPCWSTR, DWORD, LPVOID, LPVOID) = replace_file;
