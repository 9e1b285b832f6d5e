/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "support/unit_test.h"

#include "core/base/secret.h"
#include "core/base/text.h"
#include "core/model/pasted_credentials.h"

/* As long as Zoom's, and of the same signs. */
#define ACCOUNT "aC-0unt_IdOfTests4Zoom"
#define CLIENT "cLient1IdOf_TestsAbC9w"
#define OTHER_CLIENT "pRod2ctionIdOf-TestsXy"
#define SECRET "sEcr3tOfTheTestsWith32SignsAbCdE"
#define OTHER_SECRET "pRodu4tionSecretOf32SignsAbCdEfG"
#define TOKEN "eyJzdiI6IjAwMDAwMiJ9.eyJhdWQiOiJodHRwcyJ9.s1gn-at_ure"
#define HOOK_SECRET "hO0kSecretOfTests_Abcd"

#define AMBIGUOUS "(ambiguous)"
#define ALL ACCOUNT, CLIENT, SECRET, NULL
#define APP NULL, CLIENT, SECRET, NULL

struct pasted_case {
	const char *text;
	const char *account_id; /* NULL: missing */
	const char *client_id;
	const char *client_secret;
	const char *access_token;
};

static const char *shown(const struct pasted_credentials_field *credential)
{
	return credential->state == PASTED_CREDENTIALS_AMBIGUOUS ? AMBIGUOUS : credential->value;
}

static void check_case(const struct pasted_case *wanted)
{
	static const char *const field_names[ACCOUNT_ENTRY_FIELD_COUNT] = {
		[ACCOUNT_ENTRY_ACCOUNT_ID] = "account id",     [ACCOUNT_ENTRY_CLIENT_ID] = "client id",
		[ACCOUNT_ENTRY_CLIENT_SECRET] = "secret",      [ACCOUNT_ENTRY_USER] = "user",
		[ACCOUNT_ENTRY_REDIRECT_URI] = "redirect URI", [ACCOUNT_ENTRY_ACCESS_TOKEN] = "token",
	};
	const char *const values[ACCOUNT_ENTRY_FIELD_COUNT] = {
		[ACCOUNT_ENTRY_ACCOUNT_ID] = wanted->account_id,
		[ACCOUNT_ENTRY_CLIENT_ID] = wanted->client_id,
		[ACCOUNT_ENTRY_CLIENT_SECRET] = wanted->client_secret,
		[ACCOUNT_ENTRY_ACCESS_TOKEN] = wanted->access_token,
	};
	struct pasted_credentials pasted;

	pasted_credentials_read(&pasted, wanted->text, ACCOUNT_METHOD_SERVER_TO_SERVER, ACCOUNT_ENTRY_USER);
	for (int i = 0; i < ACCOUNT_ENTRY_FIELD_COUNT; i++) {
		check_text(wanted->text, field_names[i], shown(&pasted.fields[i]), values[i]);
		check_number(wanted->text, "state is found", pasted.fields[i].state == PASTED_CREDENTIALS_FOUND,
			     pasted.fields[i].value != NULL);
	}
	pasted_credentials_free(&pasted);
}

#define CHECK_CASES(cases)                                \
	do {                                              \
		for (size_t i = 0; i < COUNT(cases); i++) \
			check_case(&(cases)[i]);          \
	} while (0)

static void takes_zooms_page_apart(void **state)
{
	static const struct pasted_case cases[] = {
		{"App Credentials\nUse these credentials to access Zoom APIs from your app.\n"
		 "Account ID\n" ACCOUNT "\nCopy\nClient ID\n" CLIENT "\nCopy\nClient Secret\n" SECRET
		 "\nCopy\nRegenerate\nContinue\n",
		 ALL},
		{"Client Secret\r\n" SECRET "\r\nRegenerate\r\nView\r\n\r\nAccount ID\r\n\r\n" ACCOUNT
		 "\r\nClient ID\r\n" CLIENT,
		 ALL},
		{"Account ID: " ACCOUNT "\nClient ID: " CLIENT "\nClient Secret: " SECRET, ALL},
		{"Account ID\t" ACCOUNT "\tCopy\nClient ID\t" CLIENT "\tCopy\nClient Secret\t" SECRET "\tCopy", ALL},
		{"Account ID " ACCOUNT " Client ID " CLIENT " Client Secret " SECRET, ALL},
		{"account id:" ACCOUNT ",client id:" CLIENT ",client secret:" SECRET ".", ALL},
		{"Account ID " ACCOUNT " Copy Client ID " CLIENT " Copy Client Secret " SECRET " Copy Regenerate", ALL},
		{"Account ID\nCopy to clipboard\n" ACCOUNT "\nClient ID\nClient Secret\nView\n" SECRET, ACCOUNT, NULL,
		 SECRET, NULL},
		/* what the page hides */
		{"Client ID\n" CLIENT "\nCopy\nClient Secret\n\u2022\u2022\u2022\u2022\u2022\u2022\u2022\u2022\u2022"
		 "\u2022\u2022\u2022\u2022\u2022\u2022\u2022\u2022\nView\nRegenerate",
		 NULL, CLIENT, NULL, NULL},
		{"Client ID\n" CLIENT "\nClient Secret\n********************************\nCopy", NULL, CLIENT, NULL,
		 NULL},
		/* of another page of the app */
		{"Client ID\n" CLIENT "\nClient Secret\n" SECRET "\nCopy\nSecret Token\n" HOOK_SECRET
		 "\nCopy\nVerification Token\n" HOOK_SECRET "x",
		 APP},
		{"Secret Token\n" HOOK_SECRET "\nClient ID\n" CLIENT "\nClient Secret\n" SECRET, APP},
		/* a table: all names, then all values */
		{"Account ID\tClient ID\tClient Secret\n" ACCOUNT "\t" CLIENT "\t" SECRET, ALL},
		{"Account ID\nClient Secret\nClient ID\n" ACCOUNT "\n" SECRET "\n" CLIENT, ALL},
		{"Here are Account ID, Client ID and Client Secret:\n" ACCOUNT "\n" CLIENT "\n" SECRET, ALL},
	};

	(void)state;
	CHECK_CASES(cases);
}

static void takes_mails_and_chats_apart(void **state)
{
	static const struct pasted_case cases[] = {
		{"Hi Anna,\n\nhere is what you need for the livestream:\n\n> Account ID:  " ACCOUNT
		 "\n> Client ID:  " CLIENT "\n> Client Secret:  " SECRET
		 "\n\nBest,\nTom\nhttps://marketplace.zoom.us/user/build\n",
		 ALL},
		{"[10:14] Tom: Client ID: " CLIENT "\n[10:15] Tom: Client Secret: " SECRET, APP},
		{"the client ID is " CLIENT " and the client secret is " SECRET ".", APP},
		{"* **Client ID:** `" CLIENT "`\n* **Client Secret:** `" SECRET "`", APP},
		{"- Client ID \u2013 " CLIENT "\n- Client Secret \u2014 " SECRET, APP},
		{"Client ID (Development): \u201c" CLIENT "\u201d; Client Secret (Development): \u00ab" SECRET "\u00bb",
		 APP},
		{"Client ID = <" CLIENT ">\nClient Secret = <" SECRET ">", APP},
		{"\ufeffClient\u00a0ID:\u00a0\u200b" CLIENT "\u200b\nClient\u00a0Secret:\u00a0" SECRET "\u200e", APP},
		{"Client ID\uff1a" CLIENT "\nClient Secret\uff1a" SECRET, APP},
		{"Client ID: " CLIENT "\nClient ID: " CLIENT "\nClient Secret: " SECRET, APP},
		{"Client ID: " CLIENT "\nMeeting: https://us02web.zoom.us/j/85746065432?pwd=Ab1Cd2Ef3Gh4Ij5Kl6Mn7",
		 NULL, CLIENT, NULL, NULL},
		{"Client ID:\nus02web.zoom.us/j/85746065432", NULL, NULL, NULL, NULL},
		{"Client ID: anna.smith2@us02web.example.org", NULL, NULL, NULL, NULL},
		{"Client Secret: please ask Anna, not me. " SECRET, NULL, NULL, NULL, NULL},
		/* a character more than words have, and one less */
		{"Client ID: aBcdefgh1234567-", NULL, "aBcdefgh1234567-", NULL, NULL},
		{"Client ID: aBcdefgh123456-", NULL, NULL, NULL, NULL},
		/* letters alone, but not as words have them */
		{"Client ID: ABcdefghijklmnopqr", NULL, "ABcdefghijklmnopqr", NULL, NULL},
		{"Client ID: @aBcdefgh1234567", NULL, NULL, NULL, NULL},
		{"Client ID: aBcdefgh1234567-%x", NULL, NULL, NULL, NULL},
		{"Access Token: A.bcdefgh1234567", NULL, NULL, NULL, "A.bcdefgh1234567"},
		{"Client ID. " CLIENT "\nClient Secret- " SECRET, APP},
		{"Client Secret: Server-to-Server OAuth", NULL, NULL, NULL, NULL},
		{"Client Secret: 2026-01-31-85746065432", NULL, NULL, NULL, NULL},
		{"Client Secret: YOUR_CLIENT_SECRET_HERE", NULL, NULL, NULL, NULL},
		{"Client Secret: theClientSecretOfTheApp", NULL, NULL, NULL, NULL},
	};

	(void)state;
	CHECK_CASES(cases);
}

static void knows_names_in_other_languages(void **state)
{
	static const struct pasted_case cases[] = {
		{"Konto-ID: " ACCOUNT "\nClient-ID: " CLIENT "\nGeheimer Clientschl\u00fcssel: " SECRET, ALL},
		{"Konto-ID\n" ACCOUNT "\nKopieren\nClient-ID\n" CLIENT "\nKopieren\nClient-Geheimnis\n" SECRET
		 "\nNeu generieren",
		 ALL},
		{"ID du compte : " ACCOUNT "\nID client : " CLIENT "\nCl\u00e9 secr\u00e8te client : " SECRET, ALL},
		{"Cle\u0301 secre\u0300te client : " SECRET, NULL, NULL, SECRET, NULL},
		{"ID de cuenta\n" ACCOUNT "\nCopiar\nID de cliente\n" CLIENT "\nCopiar\nSecreto de cliente\n" SECRET,
		 ALL},
		{"ID da conta: " ACCOUNT "\nID do cliente: " CLIENT "\nSegredo do cliente: " SECRET, ALL},
		{"ID dell\u2019account: " ACCOUNT "\nID client: " CLIENT "\nSegreto client: " SECRET, ALL},
		{"\u30a2\u30ab\u30a6\u30f3\u30c8 ID\n" ACCOUNT
		 "\n\u30b3\u30d4\u30fc\n\u30af\u30e9\u30a4\u30a2\u30f3\u30c8 "
		 "ID\n" CLIENT "\n\u30b3\u30d4\u30fc\n\u30af\u30e9\u30a4\u30a2\u30f3\u30c8 "
		 "\u30b7\u30fc\u30af\u30ec\u30c3\u30c8\n" SECRET "\n\u518d\u751f\u6210",
		 ALL},
		{"\uacc4\uc815 ID: " ACCOUNT "\n\ud074\ub77c\uc774\uc5b8\ud2b8 ID: " CLIENT, ACCOUNT, CLIENT, NULL,
		 NULL},
		{"\u5e10\u6237 ID\uff1a" ACCOUNT "\n\u5ba2\u6237\u7aef ID\uff1a" CLIENT
		 "\n\u5ba2\u6237\u7aef\u5bc6\u94a5\uff1a" SECRET,
		 ALL},
		{"\u0418\u0434\u0435\u043d\u0442\u0438\u0444\u0438\u043a\u0430\u0442\u043e\u0440 "
		 "\u043a\u043b\u0438\u0435\u043d\u0442\u0430: " CLIENT,
		 NULL, CLIENT, NULL, NULL},
		{"Kontokennung: " ACCOUNT "\nClientkennung: " CLIENT "\nClientschl\u00fcssel: " SECRET, ALL},
		{"Konto-ID: " ACCOUNT "\nKlienten-ID: " CLIENT "\nClient-Geheimnis: " SECRET, ALL},
		{"Identifiant du compte: " ACCOUNT "\nIdentifiant client: " CLIENT
		 "\nCl\u00e9 secr\u00e8te du client: " SECRET,
		 ALL},
		{"Identifiant de compte: " ACCOUNT "\nID du client: " CLIENT "\nSecret du client: " SECRET, ALL},
		{"ID de compte: " ACCOUNT "\nIdentifiant du client: " CLIENT "\nCode secret client: " SECRET, ALL},
		{"ID de la cuenta: " ACCOUNT "\nID del cliente: " CLIENT "\nSecreto del cliente: " SECRET, ALL},
		{"ID de cuenta: " ACCOUNT "\nID de cliente: " CLIENT "\nClave secreta de cliente: " SECRET, ALL},
		{"ID de cuenta: " ACCOUNT "\nID de cliente: " CLIENT "\nClave secreta del cliente: " SECRET, ALL},
		{"ID de conta: " ACCOUNT "\nID cliente: " CLIENT "\nSegredo de cliente: " SECRET, ALL},
		{"ID da conta: " ACCOUNT "\nID do cliente: " CLIENT "\nChave secreta do cliente: " SECRET, ALL},
		{"ID account: " ACCOUNT "\nID client: " CLIENT "\nSegreto del client: " SECRET, ALL},
		{"Account-id: " ACCOUNT "\nClient-id: " CLIENT "\nClientgeheim: " SECRET, ALL},
		{"Identyfikator konta: " ACCOUNT "\nIdentyfikator klienta: " CLIENT "\nKlucz tajny klienta: " SECRET,
		 ALL},
		{"Identyfikator konta: " ACCOUNT "\nIdentyfikator klienta: " CLIENT "\nTajny klucz klienta: " SECRET,
		 ALL},
		{"\u0418\u0434\u0435\u043d\u0442\u0438\u0444\u0438\u043a\u0430\u0442\u043e\u0440 \u0443\u0447\u0435\u0442\u043d\u043e\u0439 \u0437\u0430\u043f\u0438\u0441\u0438: " ACCOUNT
		 "\n\u0418\u0414 \u043a\u043b\u0438\u0435\u043d\u0442\u0430: " CLIENT
		 "\n\u0421\u0435\u043a\u0440\u0435\u0442 \u043a\u043b\u0438\u0435\u043d\u0442\u0430: " SECRET,
		 ALL},
		{"\u0418\u0414 \u0443\u0447\u0435\u0442\u043d\u043e\u0439 \u0437\u0430\u043f\u0438\u0441\u0438: " ACCOUNT
		 "\nID \u043a\u043b\u0438\u0435\u043d\u0442\u0430: " CLIENT
		 "\n\u0421\u0435\u043a\u0440\u0435\u0442\u043d\u044b\u0439 \u043a\u043b\u044e\u0447 \u043a\u043b\u0438\u0435\u043d\u0442\u0430: " SECRET,
		 ALL},
		{"\u0418\u0434\u0435\u043d\u0442\u0438\u0444\u0438\u043a\u0430\u0442\u043e\u0440 \u0430\u043a\u043a\u0430\u0443\u043d\u0442\u0430: " ACCOUNT
		 "\n\u0418\u0434\u0435\u043d\u0442\u0438\u0444\u0438\u043a\u0430\u0442\u043e\u0440 \u043a\u043b\u0438\u0435\u043d\u0442\u0430: " CLIENT
		 "\n\u0421\u0435\u043a\u0440\u0435\u0442\u043d\u044b\u0439 \u043a\u043e\u0434 \u043a\u043b\u0438\u0435\u043d\u0442\u0430: " SECRET,
		 ALL},
		{"ID \u0443\u0447\u0435\u0442\u043d\u043e\u0439 \u0437\u0430\u043f\u0438\u0441\u0438: " ACCOUNT
		 "\nID \u043a\u043b\u0438\u0435\u043d\u0442\u0430: " CLIENT
		 "\n\u0421\u0435\u043a\u0440\u0435\u0442 \u043a\u043b\u0438\u0435\u043d\u0442\u0430: " SECRET,
		 ALL},
		{"ID \u0430\u043a\u043a\u0430\u0443\u043d\u0442\u0430: " ACCOUNT
		 "\nID \u043a\u043b\u0438\u0435\u043d\u0442\u0430: " CLIENT
		 "\n\u0421\u0435\u043a\u0440\u0435\u0442 \u043a\u043b\u0438\u0435\u043d\u0442\u0430: " SECRET,
		 ALL},
		{"Hesap Kimli\u011fi: " ACCOUNT "\n\u0130stemci Kimli\u011fi: " CLIENT
		 "\n\u0130stemci S\u0131rr\u0131: " SECRET,
		 ALL},
		{"Hesap ID: " ACCOUNT "\n\u0130stemci Kimli\u011fi: " CLIENT
		 "\n\u0130stemci Gizli Anahtar\u0131: " SECRET,
		 ALL},
		{"ID Akun: " ACCOUNT "\nID Klien: " CLIENT "\nRahasia Klien: " SECRET, ALL},
		{"\uacc4\uc815 \uc544\uc774\ub514: " ACCOUNT
		 "\n\ud074\ub77c\uc774\uc5b8\ud2b8 \uc544\uc774\ub514: " CLIENT
		 "\n\ud074\ub77c\uc774\uc5b8\ud2b8 \uc2dc\ud06c\ub9bf: " SECRET,
		 ALL},
		{"\uacc4\uc815 ID: " ACCOUNT "\n\ud074\ub77c\uc774\uc5b8\ud2b8 ID: " CLIENT
		 "\n\ud074\ub77c\uc774\uc5b8\ud2b8 \uc554\ud638: " SECRET,
		 ALL},
		{"\uacc4\uc815 ID: " ACCOUNT "\n\ud074\ub77c\uc774\uc5b8\ud2b8 ID: " CLIENT
		 "\n\ud074\ub77c\uc774\uc5b8\ud2b8 \ube44\ubc00\ubc88\ud638: " SECRET,
		 ALL},
		{"\u30a2\u30ab\u30a6\u30f3\u30c8ID: " ACCOUNT "\n\u30af\u30e9\u30a4\u30a2\u30f3\u30c8ID: " CLIENT
		 "\n\u30af\u30e9\u30a4\u30a2\u30f3\u30c8\u306e\u79d8\u5bc6: " SECRET,
		 ALL},
		{"\u8d26\u6237ID: " ACCOUNT "\n\u5ba2\u6237\u7aefID: " CLIENT
		 "\n\u5ba2\u6237\u7aef\u5bc6\u7801: " SECRET,
		 ALL},
		{"\u8d26\u53f7ID: " ACCOUNT "\n\u5ba2\u6237\u7aefID: " CLIENT
		 "\n\u5ba2\u6237\u7aef\u673a\u5bc6: " SECRET,
		 ALL},
		{"\u5e33\u6236ID: " ACCOUNT "\n\u5ba2\u6236\u7aefID: " CLIENT
		 "\n\u5ba2\u6236\u7aef\u5bc6\u9470: " SECRET,
		 ALL},
		{"\u5e33\u865fID: " ACCOUNT "\n\u7528\u6236\u7aefID: " CLIENT
		 "\n\u7528\u6236\u7aef\u5bc6\u9470: " SECRET,
		 ALL},
		{"\u5e33\u865fID: " ACCOUNT "\n\u7528\u6236\u7aefID: " CLIENT
		 "\n\u7528\u6236\u7aef\u5bc6\u78bc: " SECRET,
		 ALL},
		{"ID t\u00e0i kho\u1ea3n: " ACCOUNT "\nID kh\u00e1ch h\u00e0ng: " CLIENT, ACCOUNT, CLIENT, NULL, NULL},
		{"ID m\u00e1y kh\u00e1ch: " CLIENT, NULL, CLIENT, NULL, NULL},
		{"Zugriffstoken: " TOKEN, NULL, NULL, NULL, TOKEN},
		{"Zugangstoken: " TOKEN, NULL, NULL, NULL, TOKEN},
		{"Jeton d'acc\u00e8s: " TOKEN, NULL, NULL, NULL, TOKEN},
		{"Token de acceso: " TOKEN, NULL, NULL, NULL, TOKEN},
		{"Token de acesso: " TOKEN, NULL, NULL, NULL, TOKEN},
		{"Token di accesso: " TOKEN, NULL, NULL, NULL, TOKEN},
		{"Toegangstoken: " TOKEN, NULL, NULL, NULL, TOKEN},
		{"Token dost\u0119pu: " TOKEN, NULL, NULL, NULL, TOKEN},
		{"\u0422\u043e\u043a\u0435\u043d \u0434\u043e\u0441\u0442\u0443\u043f\u0430: " TOKEN, NULL, NULL, NULL,
		 TOKEN},
		{"\u30a2\u30af\u30bb\u30b9\u30c8\u30fc\u30af\u30f3: " TOKEN, NULL, NULL, NULL, TOKEN},
		{"\uc561\uc138\uc2a4 \ud1a0\ud070: " TOKEN, NULL, NULL, NULL, TOKEN},
		{"\u8bbf\u95ee\u4ee4\u724c: " TOKEN, NULL, NULL, NULL, TOKEN},
		{"Bearer Token: " TOKEN, NULL, NULL, NULL, TOKEN},
	};

	(void)state;
	CHECK_CASES(cases);
}

static void takes_programs_settings_apart(void **state)
{
	static const struct pasted_case cases[] = {
		{"ZOOM_ACCOUNT_ID=" ACCOUNT "\nZOOM_CLIENT_ID=" CLIENT "\nZOOM_CLIENT_SECRET=" SECRET "\n", ALL},
		{"# Zoom\nexport ZOOM_CLIENT_ID=\"" CLIENT "\"\nexport ZOOM_CLIENT_SECRET='" SECRET "'", APP},
		{"OTHER_KEY=" HOOK_SECRET "\nclient_id = " CLIENT "\nWEBHOOK_SECRET_TOKEN=" HOOK_SECRET
		 "\nclient_secret = " SECRET,
		 APP},
		{"client_secret=\nOTHER_KEY=" HOOK_SECRET, NULL, NULL, NULL, NULL},
		{"{\"account_id\": \"" ACCOUNT "\", \"client_id\": \"" CLIENT "\",\n \"client_secret\": \"" SECRET
		 "\"}",
		 ALL},
		{"{\"accountId\":\"" ACCOUNT "\",\"clientId\":\"" CLIENT "\",\"clientSecret\":\"" SECRET "\"}", ALL},
		{"{\"zoomClientId\":\"" CLIENT "\",\"note\":\"" HOOK_SECRET "\"}", NULL, CLIENT, NULL, NULL},
		{"{&quot;client_id&quot;:&quot;" CLIENT "&quot;}", NULL, CLIENT, NULL, NULL},
		{"zoom:\n  account-id: " ACCOUNT "\n  client-id: " CLIENT "\n  client-secret: " SECRET, ALL},
		{"const clientId = '" CLIENT "';\nconst clientSecret = process.env.CLIENT_SECRET;", NULL, CLIENT, NULL,
		 NULL},
		{"client_id_of_google=" OTHER_CLIENT "\nclient_id=" CLIENT, NULL, CLIENT, NULL, NULL},
		{"https://zoom.us/oauth/token?grant_type=account_credentials&account_id=" ACCOUNT, ACCOUNT, NULL, NULL,
		 NULL},
		{"https://zoom.us/oauth/authorize?response_type=code&amp;client_id=" CLIENT "&amp;state=x", NULL,
		 CLIENT, NULL, NULL},
		/* no line of a mail that goes on, nor a sign of one */
		{"client_secret=3D" SECRET, NULL, NULL, "3D" SECRET, NULL},
		{"curl -X POST https://zoom.us/oauth/token -u " CLIENT ":" SECRET
		 " -d grant_type=account_credentials -d account_id=" ACCOUNT,
		 ALL},
		{"curl --user \"" CLIENT ":" SECRET "\" \\\n -d 'account_id=" ACCOUNT "' https://zoom.us/oauth/token",
		 ALL},
		{"curl \u2013u " CLIENT ":" SECRET, APP},
		{"curl -u \"$CLIENT_ID:$CLIENT_SECRET\" -d account_id=" ACCOUNT, ACCOUNT, NULL, NULL, NULL},
		{"curl -u " CLIENT ":short", NULL, NULL, NULL, NULL},
		/* cLient1IdOf_TestsAbC9w:sEcr3tOfTheTestsWith32SignsAbCdE */
		{"curl -H \"Authorization: Basic "
		 "Y0xpZW50MUlkT2ZfVGVzdHNBYkM5dzpzRWNyM3RPZlRoZVRlc3RzV2l0aDMyU2lnbnNBYkNkRQ==\"",
		 APP},
		{"Basic Information\nClient ID: " CLIENT, NULL, CLIENT, NULL, NULL},
		{"Basic Client ID: " CLIENT, NULL, CLIENT, NULL, NULL},
		{"Account ID, Client ID (client_id)\n" ACCOUNT "\n" CLIENT, ACCOUNT, CLIENT, NULL, NULL},
		{"Authorization: Bearer " TOKEN, NULL, NULL, NULL, TOKEN},
		{"curl -H 'Authorization: Bearer " TOKEN "' https://api.zoom.us/v2/users/me", NULL, NULL, NULL, TOKEN},
		{"{\"access_token\":\"" TOKEN "\",\"token_type\":\"bearer\",\"refresh_token\":\"" TOKEN
		 "x\",\"expires_in\":3599,\"scope\":\"meeting:read:livestream user:read:user\"}",
		 NULL, NULL, NULL, TOKEN},
		{"{\"token_type\":\"bearer\",\"access_token\":\"" TOKEN "\"}", NULL, NULL, NULL, TOKEN},
		{"Access Token\n" TOKEN "\nCopy", NULL, NULL, NULL, TOKEN},
		{"access_token=planted+token/of=the~tests-4711.Zq9w==", NULL, NULL, NULL,
		 "planted+token/of=the~tests-4711.Zq9w=="},
	};

	(void)state;
	CHECK_CASES(cases);
}

static void never_guesses(void **state)
{
	static const struct pasted_case cases[] = {
		/* for development, and for production */
		{"Development\nClient ID\n" CLIENT "\nClient Secret\n" SECRET "\nProduction\nClient ID\n" OTHER_CLIENT
		 "\nClient Secret\n" OTHER_SECRET,
		 NULL, AMBIGUOUS, AMBIGUOUS, NULL},
		{"Client ID: " CLIENT "\nClient Secret: " SECRET "\nClient ID: " OTHER_CLIENT, NULL, AMBIGUOUS,
		 AMBIGUOUS, NULL},
		{"Account ID: " ACCOUNT "\nClient ID: " CLIENT "\nClient ID: " OTHER_CLIENT, ACCOUNT, AMBIGUOUS, NULL,
		 NULL},
		/* a new one was made */
		{"Client ID: " CLIENT "\nClient Secret: " SECRET "\nClient Secret: " OTHER_SECRET, NULL, CLIENT,
		 AMBIGUOUS, NULL},
		{"Client Secret: " SECRET "\nClient Secret: " OTHER_SECRET "\nClient Secret: " SECRET, NULL, NULL,
		 AMBIGUOUS, NULL},
		{"Client ID: " CLIENT "\nClient Secret: " SECRET "\n" OTHER_SECRET, NULL, CLIENT, AMBIGUOUS, NULL},
		{"Client Secret " SECRET " / " OTHER_SECRET, NULL, NULL, AMBIGUOUS, NULL},
		/* a table with holes */
		{"Account ID Client ID Client Secret " ACCOUNT " " CLIENT, AMBIGUOUS, AMBIGUOUS, AMBIGUOUS, NULL},
		{"Client ID Client Secret " SECRET, NULL, AMBIGUOUS, AMBIGUOUS, NULL},
		{"Client ID\nClient Secret\n" CLIENT "\n" SECRET "\n" OTHER_SECRET, NULL, AMBIGUOUS, AMBIGUOUS, NULL},
		/* the names may stand behind their values */
		{CLIENT " (Client ID)\n" SECRET " (Client Secret)", NULL, AMBIGUOUS, NULL, NULL},
		{CLIENT "\nClient ID\n" SECRET "\nClient Secret\n" ACCOUNT "\nAccount ID", NULL, AMBIGUOUS, AMBIGUOUS,
		 NULL},
		{CLIENT "\nClient ID: " CLIENT "\nClient Secret: " SECRET, APP},
		{ACCOUNT "\nAccount ID\ncurl -u " CLIENT ":" SECRET, APP},
		{"Account ID -u " CLIENT ":" SECRET "\n" ACCOUNT, APP},
		{CLIENT "\nAccount ID\n" ACCOUNT "\nClient ID", AMBIGUOUS, NULL, NULL, NULL},
		{"Account ID: " ACCOUNT "\nAccount ID: " CLIENT, AMBIGUOUS, NULL, NULL, NULL},
		/* names of something else between */
		{"Client Secret\nis told by Anna\n" HOOK_SECRET, NULL, NULL, NULL, NULL},
		{"Client Secret\nSecret Token\n" HOOK_SECRET, NULL, NULL, NULL, NULL},
		{ACCOUNT "\n" CLIENT "\n" SECRET, NULL, NULL, NULL, NULL},
	};

	(void)state;
	CHECK_CASES(cases);
}

static void knows_what_kind_of_text_it_is(void **state)
{
	static const struct {
		const char *text;
		enum account_method method;
		enum account_entry_field field;
		enum pasted_credentials_result result;
		const char *value; /* of that field */
	} cases[] = {
		{NULL, ACCOUNT_METHOD_SERVER_TO_SERVER, ACCOUNT_ENTRY_CLIENT_ID, PASTED_CREDENTIALS_EMPTY, NULL},
		{" \n\"\" ", ACCOUNT_METHOD_SERVER_TO_SERVER, ACCOUNT_ENTRY_CLIENT_ID, PASTED_CREDENTIALS_EMPTY, NULL},
		{"\u2022\u2022\u2022\u2022", ACCOUNT_METHOD_SERVER_TO_SERVER, ACCOUNT_ENTRY_CLIENT_SECRET,
		 PASTED_CREDENTIALS_EMPTY, NULL},
		{" \"" CLIENT "\". ", ACCOUNT_METHOD_SERVER_TO_SERVER, ACCOUNT_ENTRY_CLIENT_ID,
		 PASTED_CREDENTIALS_VALUE, CLIENT},
		/* whatever it looks like: it goes where the person has put it */
		{SECRET, ACCOUNT_METHOD_SERVER_TO_SERVER, ACCOUNT_ENTRY_ACCOUNT_ID, PASTED_CREDENTIALS_VALUE, SECRET},
		{"short", ACCOUNT_METHOD_DEVICE_CODE, ACCOUNT_ENTRY_CLIENT_SECRET, PASTED_CREDENTIALS_VALUE, "short"},
		{"anna@example.org", ACCOUNT_METHOD_SERVER_TO_SERVER, ACCOUNT_ENTRY_USER, PASTED_CREDENTIALS_VALUE,
		 "anna@example.org"},
		{"http://127.0.0.1:47823/zoom", ACCOUNT_METHOD_AUTHORIZATION_CODE, ACCOUNT_ENTRY_REDIRECT_URI,
		 PASTED_CREDENTIALS_VALUE, "http://127.0.0.1:47823/zoom"},
		{"planted~client/secret+of=the.tests-Xp5", ACCOUNT_METHOD_SERVER_TO_SERVER, ACCOUNT_ENTRY_CLIENT_SECRET,
		 PASTED_CREDENTIALS_VALUE, "planted~client/secret+of=the.tests-Xp5"},
		{"Bearer short", ACCOUNT_METHOD_ACCESS_TOKEN, ACCOUNT_ENTRY_ACCESS_TOKEN, PASTED_CREDENTIALS_VALUE,
		 "short"},
		{"Bearer " TOKEN, ACCOUNT_METHOD_ACCESS_TOKEN, ACCOUNT_ENTRY_ACCESS_TOKEN, PASTED_CREDENTIALS_NAMED,
		 TOKEN},
		{"Bearer " TOKEN, ACCOUNT_METHOD_DEVICE_CODE, ACCOUNT_ENTRY_CLIENT_SECRET, PASTED_CREDENTIALS_OTHER_WAY,
		 NULL},
		{"Account ID: " ACCOUNT, ACCOUNT_METHOD_SERVER_TO_SERVER, ACCOUNT_ENTRY_CLIENT_ID,
		 PASTED_CREDENTIALS_NAMED, NULL},
		{"Account ID: " ACCOUNT, ACCOUNT_METHOD_AUTHORIZATION_CODE, ACCOUNT_ENTRY_CLIENT_ID,
		 PASTED_CREDENTIALS_OTHER_WAY, NULL},
		{"Client ID: " CLIENT "\nClient ID: " OTHER_CLIENT, ACCOUNT_METHOD_AUTHORIZATION_CODE,
		 ACCOUNT_ENTRY_CLIENT_ID, PASTED_CREDENTIALS_NAMED, NULL},
		{"Client ID: " CLIENT, ACCOUNT_METHOD_ACCESS_TOKEN, ACCOUNT_ENTRY_ACCESS_TOKEN,
		 PASTED_CREDENTIALS_OTHER_WAY, NULL},
		{CLIENT "\n" SECRET, ACCOUNT_METHOD_DEVICE_CODE, ACCOUNT_ENTRY_CLIENT_ID, PASTED_CREDENTIALS_UNCLEAR,
		 NULL},
		{"client_id=short", ACCOUNT_METHOD_DEVICE_CODE, ACCOUNT_ENTRY_CLIENT_ID, PASTED_CREDENTIALS_UNCLEAR,
		 NULL},
		{"The ID is told by Anna", ACCOUNT_METHOD_DEVICE_CODE, ACCOUNT_ENTRY_CLIENT_ID,
		 PASTED_CREDENTIALS_UNCLEAR, NULL},
		{"caf\u00e9", ACCOUNT_METHOD_DEVICE_CODE, ACCOUNT_ENTRY_CLIENT_ID, PASTED_CREDENTIALS_UNCLEAR, NULL},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *label = cases[i].text ? cases[i].text : "(null)";
		struct pasted_credentials pasted;

		pasted_credentials_read(&pasted, cases[i].text, cases[i].method, cases[i].field);
		check_number(label, "result", pasted.result, cases[i].result);
		check_text(label, "value", pasted.fields[cases[i].field].value, cases[i].value);
		pasted_credentials_free(&pasted);
		assert_null(pasted.fields[cases[i].field].value);
	}
}

static void gives_up_on_a_text_that_is_too_long(void **state)
{
	char *blanks = repeat_text(" ", 16384 - strlen("Client ID: " CLIENT));
	struct pasted_credentials pasted;
	struct dstr text = {0};

	(void)state;
	dstr_printf(&text, "Client ID: " CLIENT "%s", blanks);
	pasted_credentials_read(&pasted, text.array, ACCOUNT_METHOD_DEVICE_CODE, ACCOUNT_ENTRY_CLIENT_SECRET);
	assert_int_equal(pasted.result, PASTED_CREDENTIALS_NAMED);
	pasted_credentials_free(&pasted);
	dstr_cat(&text, " ");
	pasted_credentials_read(&pasted, text.array, ACCOUNT_METHOD_DEVICE_CODE, ACCOUNT_ENTRY_CLIENT_SECRET);
	assert_int_equal(pasted.result, PASTED_CREDENTIALS_UNCLEAR);
	pasted_credentials_free(&pasted);
	dstr_free(&text);
	bfree(blanks);
}

static void gives_up_on_rows_that_are_too_long(void **state)
{
	/* as many values as are kept, and one more */
	static const char names[] =
		"Account ID, API Key, App ID, API Secret, SDK Key, User ID, Client ID, Client Secret: ";
	struct pasted_credentials pasted;
	struct dstr text = {0};

	(void)state;
	dstr_copy(&text, names);
	for (int i = 0; i < 8; i++)
		dstr_catf(&text, CLIENT "%d ", i);
	pasted_credentials_read(&pasted, text.array, ACCOUNT_METHOD_DEVICE_CODE, ACCOUNT_ENTRY_CLIENT_ID);
	check_text("eight", "client id", pasted.fields[ACCOUNT_ENTRY_CLIENT_ID].value, CLIENT "6");
	pasted_credentials_free(&pasted);
	dstr_cat(&text, CLIENT);
	pasted_credentials_read(&pasted, text.array, ACCOUNT_METHOD_DEVICE_CODE, ACCOUNT_ENTRY_CLIENT_ID);
	check_number("nine", "state", pasted.fields[ACCOUNT_ENTRY_CLIENT_ID].state, PASTED_CREDENTIALS_AMBIGUOUS);
	pasted_credentials_free(&pasted);
	/* and a name more */
	dstr_copy(&text, "Meeting ID, ");
	dstr_cat(&text, names);
	for (int i = 0; i < 9; i++)
		dstr_catf(&text, CLIENT "%d ", i);
	pasted_credentials_read(&pasted, text.array, ACCOUNT_METHOD_DEVICE_CODE, ACCOUNT_ENTRY_CLIENT_ID);
	assert_null(pasted.fields[ACCOUNT_ENTRY_CLIENT_ID].value);
	pasted_credentials_free(&pasted);
	dstr_free(&text);
}

static void cleans_a_value(void **state)
{
	static const struct {
		const char *typed;
		enum pasted_credentials_result result;
		const char *value;
	} cases[] = {
		{"eyJ0.abc-_1", PASTED_CREDENTIALS_VALUE, "eyJ0.abc-_1"},
		{" \t\r\neyJ0\r\n", PASTED_CREDENTIALS_VALUE, "eyJ0"},
		{"\u00a0eyJ0\u00a0 ", PASTED_CREDENTIALS_VALUE, "eyJ0"},
		{"\u200beyJ0\ufeff", PASTED_CREDENTIALS_VALUE, "eyJ0"},
		{"\"eyJ0\"", PASTED_CREDENTIALS_VALUE, "eyJ0"},
		{"\u201eeyJ0\u201c,", PASTED_CREDENTIALS_VALUE, "eyJ0"},
		{"<eyJ0>.", PASTED_CREDENTIALS_VALUE, "eyJ0"},
		{"`eyJ0`;", PASTED_CREDENTIALS_VALUE, "eyJ0"},
		{"_eyJ0-", PASTED_CREDENTIALS_VALUE, "_eyJ0-"},
		{"eyJ0==", PASTED_CREDENTIALS_VALUE, "eyJ0=="},
		{"Bearer eyJ0", PASTED_CREDENTIALS_VALUE, "eyJ0"},
		{"bearer\teyJ0", PASTED_CREDENTIALS_VALUE, "eyJ0"},
		{"BEARER   eyJ0\n", PASTED_CREDENTIALS_VALUE, "eyJ0"},
		{"\u00a0Bearer\u00a0eyJ0", PASTED_CREDENTIALS_VALUE, "eyJ0"},
		{"Bearer \"eyJ0\"", PASTED_CREDENTIALS_VALUE, "eyJ0"},
		{"\"Authorization: Bearer eyJ0\"", PASTED_CREDENTIALS_VALUE, "eyJ0"},
		{"authorization:Bearer eyJ0", PASTED_CREDENTIALS_VALUE, "eyJ0"},
		{"BearereyJ0", PASTED_CREDENTIALS_VALUE, "BearereyJ0"},
		{"~@#$%^&+/=", PASTED_CREDENTIALS_VALUE, "~@#$%^&+/="},
		{NULL, PASTED_CREDENTIALS_EMPTY, NULL},
		{"", PASTED_CREDENTIALS_EMPTY, NULL},
		{" \u00a0\t", PASTED_CREDENTIALS_EMPTY, NULL},
		{"Bearer", PASTED_CREDENTIALS_EMPTY, NULL},
		{"Bearer  ", PASTED_CREDENTIALS_EMPTY, NULL},
		{"Authorization: Bearer", PASTED_CREDENTIALS_EMPTY, NULL},
		{"eyJ0\r\nX-Evil: 1", PASTED_CREDENTIALS_UNCLEAR, NULL},
		{"eyJ0\neyJ1", PASTED_CREDENTIALS_UNCLEAR, NULL},
		{"eyJ0 eyJ1", PASTED_CREDENTIALS_UNCLEAR, NULL},
		{"eyJ0\u00a0eyJ1", PASTED_CREDENTIALS_UNCLEAR, NULL},
		{"eyJ\u00e9", PASTED_CREDENTIALS_UNCLEAR, NULL},
		{"eyJ0\x7f", PASTED_CREDENTIALS_UNCLEAR, NULL},
		{"eyJ0\x01", PASTED_CREDENTIALS_UNCLEAR, NULL},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *label = cases[i].typed ? cases[i].typed : "(null)";
		char *value = (char *)"not written";

		check_number(label, "result", pasted_credentials_clean(cases[i].typed, &value), cases[i].result);
		check_text(label, "value", value, cases[i].value);
		secret_free(value);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(takes_zooms_page_apart),
		cmocka_unit_test(takes_mails_and_chats_apart),
		cmocka_unit_test(knows_names_in_other_languages),
		cmocka_unit_test(takes_programs_settings_apart),
		cmocka_unit_test(never_guesses),
		cmocka_unit_test(knows_what_kind_of_text_it_is),
		cmocka_unit_test(gives_up_on_a_text_that_is_too_long),
		cmocka_unit_test(gives_up_on_rows_that_are_too_long),
		cmocka_unit_test(cleans_a_value),
	};

	return RUN_TESTS(tests);
}
