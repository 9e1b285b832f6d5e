/* SPDX-License-Identifier: GPL-2.0-or-later */

/* What core does by Windows' own calls, in a folder whose name no code page has to have. The other tests are for both. */

#include <winsock2.h>
#include <windows.h>

#include "support/file_place.h"

#include <util/threading.h>

#include "core/base/secret.h"
#include "core/http/client.h"
#include "core/store/file_lock.h"
#include "core/store/json_file.h"
#include "core/store/secrets_file.h"

#define GENEROUS_MS 60000
#define LOCKED_PATH L"ZOOM_LOCKED_PATH"

static void a_file_is_replaced(void **state)
{
	struct place place;
	json_t *root = json_pack("{s:s}", "name", "José 日本"), *found;

	(void)state;
	place_make(&place);
	for (int i = 0; i < 2; i++) {
		assert_true(json_file_write(place.path, root, i == 1, NULL));
		assert_int_equal(json_file_read(place.path, &found), JSON_FILE_OK);
		assert_true(json_equal(found, root));
		json_decref(found);
	}
	json_decref(root);
	assert_true(json_file_set_aside(place.path));
	assert_int_equal(json_file_read(place.path, &found), JSON_FILE_MISSING);
	json_decref(found);
	unlink(strcat(place.path, ".broken"));
	assert_int_equal(rmdir(place.directory), 0);
}

static void secrets_are_kept(void **state)
{
	struct place place;
	char *text = NULL;

	(void)state;
	place_make(&place);
	assert_int_equal(secrets_file_write(place.path, "default/access_token", "geheim ü", NULL), SECRET_OK);
	assert_int_equal(secrets_file_read(place.path, "default/access_token", &text), SECRET_OK);
	assert_string_equal(text, "geheim ü");
	secret_free(text);
	assert_int_equal(secrets_file_write(place.path, "default/access_token", NULL, NULL), SECRET_OK);
	assert_int_equal(secrets_file_read(place.path, "default/access_token", &text), SECRET_ABSENT);
	unlink(place.path);
	unlink(strcat(place.path, ".lock"));
	assert_int_equal(rmdir(place.directory), 0);
}

/* The other process: it has the lock until it is ended. */
static int hold(void)
{
	const char *path = getenv("ZOOM_LOCKED_PATH");
	struct file_lock lock;
	char held[128];
	FILE *file;

	snprintf(held, sizeof(held), "%s.held", path);
	if (file_lock_take(&lock, path, GENEROUS_MS, NULL) && (file = fopen(held, "wb"))) {
		fclose(file);
		Sleep(INFINITE);
	}
	return EXIT_FAILURE;
}

static HANDLE start_holder(const char *path)
{
	STARTUPINFOW startup = {.cb = sizeof(startup)};
	PROCESS_INFORMATION process;
	wchar_t program[MAX_PATH], command[MAX_PATH + 16];

	GetModuleFileNameW(NULL, program, MAX_PATH);
	_snwprintf(command, MAX_PATH + 16, L"\"%ls\" hold", program);
	SetEnvironmentVariableW(LOCKED_PATH, posix_path(path).text);
	assert_true(CreateProcessW(program, command, NULL, NULL, FALSE, 0, NULL, NULL, &startup, &process));
	CloseHandle(process.hThread);
	return process.hProcess;
}

static void a_lock_is_given_back_by_a_process_that_dies(void **state)
{
	struct file_lock lock;
	struct place place;
	char held[128];
	HANDLE holder;

	(void)state;
	place_make(&place);
	snprintf(held, sizeof(held), "%s.held", place.path);
	holder = start_holder(place.path);
	while (access(held, 0) != 0)
		assert_int_equal(WaitForSingleObject(holder, 10), WAIT_TIMEOUT);
	assert_false(file_lock_take(&lock, place.path, 0, NULL));
	assert_true(lock.is_held_elsewhere);
	assert_true(TerminateProcess(holder, EXIT_FAILURE));
	assert_int_equal(WaitForSingleObject(holder, INFINITE), WAIT_OBJECT_0);
	CloseHandle(holder);
	assert_true(file_lock_take(&lock, place.path, GENEROUS_MS, NULL));
	file_lock_give_back(&lock);
	unlink(held);
	unlink(strcat(place.path, ".lock"));
	assert_int_equal(rmdir(place.directory), 0);
}

struct answer {
	os_event_t *came;
	enum http_result result;
	long status;
};

static void take_answer(void *data, uint64_t id, struct http_response *response)
{
	struct answer *answer = data;

	(void)id;
	answer->result = response->result;
	answer->status = response->status;
	http_response_free(response);
	os_event_signal(answer->came);
}

static void send_to(struct http_client *client, u_short port)
{
	struct http_request request = {.method = HTTP_METHOD_GET, .to_overridden_host = true};
	char url[64];

	snprintf(url, sizeof(url), "http://127.0.0.1:%u/v2/users/me", port);
	request.url = bstrdup(url);
	http_client_send(client, 1, &request);
}

/* Listens, answers one request, and is closed then. */
static void requests_go_by_windows_sockets(void **state)
{
	static const char reply[] = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}";
	struct sockaddr_in place = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	struct answer answer = {0};
	const struct http_client_options options = {.user_agent = "test",
						    .allow_http = true,
						    .connect_timeout_ms = GENEROUS_MS,
						    .total_timeout_ms = GENEROUS_MS};
	int place_size = sizeof(place);
	SOCKET server = socket(AF_INET, SOCK_STREAM, 0), connection;
	struct http_client *client;
	char received[4096];

	(void)state;
	assert_int_equal(os_event_init(&answer.came, OS_EVENT_TYPE_AUTO), 0);
	assert_int_equal(bind(server, (struct sockaddr *)&place, sizeof(place)), 0);
	assert_int_equal(getsockname(server, (struct sockaddr *)&place, &place_size), 0);
	assert_int_equal(listen(server, 1), 0);
	client = http_client_create(&options, take_answer, &answer);
	assert_non_null(client);

	send_to(client, ntohs(place.sin_port));
	connection = accept(server, NULL, NULL);
	assert_true(recv(connection, received, sizeof(received), 0) > 0);
	assert_int_equal(send(connection, reply, (int)strlen(reply), 0), (int)strlen(reply));
	closesocket(connection);
	os_event_wait(answer.came);
	assert_int_equal(answer.result, HTTP_RESULT_REPLY);
	assert_int_equal(answer.status, 200);

	/* one that never answers does not hold the end */
	send_to(client, ntohs(place.sin_port));
	connection = accept(server, NULL, NULL);
	http_client_destroy(client);
	closesocket(connection);
	closesocket(server);

	client = http_client_create(&options, take_answer, &answer);
	send_to(client, ntohs(place.sin_port));
	os_event_wait(answer.came);
	assert_int_equal(answer.result, HTTP_RESULT_REFUSED);
	http_client_destroy(client);
	os_event_destroy(answer.came);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_file_is_replaced),
		cmocka_unit_test(secrets_are_kept),
		cmocka_unit_test(a_lock_is_given_back_by_a_process_that_dies),
		cmocka_unit_test(requests_go_by_windows_sockets),
	};
	WSADATA winsock;

	if (argc > 1 && strcmp(argv[1], "hold") == 0)
		return hold();
	WSAStartup(MAKEWORD(2, 2), &winsock);
	return RUN_TESTS(tests);
}
