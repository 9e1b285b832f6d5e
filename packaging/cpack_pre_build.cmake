# SPDX-License-Identifier: GPL-2.0-or-later
# Run by cpack when all is in place, before it is packed.

# Folders as everybody may read them, whatever the umask of who builds. CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS would
# be narrowed by it.
file(
	CHMOD_RECURSE "${CPACK_TEMPORARY_INSTALL_DIRECTORY}"
	DIRECTORY_PERMISSIONS
		OWNER_READ OWNER_WRITE OWNER_EXECUTE
		GROUP_READ GROUP_EXECUTE
		WORLD_READ WORLD_EXECUTE
)
