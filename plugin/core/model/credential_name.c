/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/model/credential_name.h"

#include <stdint.h>
#include <string.h>

#include "core/base/ascii.h"
#include "core/base/unicode.h"

/* Letters and words of the longest name, and more. */
#define FOLDED_MAX 48
#define NAME_WORDS_MAX 4

/*
 * How Zoom's pages, those who write about them, and programs call the values; a '|'
 * behind each. Case, blanks, accents and signs make no difference: "account_id" is "Account ID".
 */
static const struct {
	int field; /* enum account_entry_field or CREDENTIAL_NAME_OTHER */
	const char *words;
} names[] = {
	{ACCOUNT_ENTRY_ACCOUNT_ID,
	 "Account ID|Konto-ID|Kontokennung|ID du compte|Identifiant du compte|Identifiant de compte|ID de compte|"
	 "ID de cuenta|ID de la cuenta|ID da conta|ID de conta|ID account|ID dell'account|"
	 "Identyfikator konta|Идентификатор учетной записи|ИД учетной записи|ID учетной записи|"
	 "Идентификатор аккаунта|ID аккаунта|Hesap Kimliği|Hesap ID|ID Akun|ID tài khoản|"
	 "アカウントID|계정ID|계정 아이디|帐户ID|账户ID|账号ID|帳戶ID|帳號ID|"},
	{ACCOUNT_ENTRY_CLIENT_ID,
	 "Client ID|Klienten-ID|Clientkennung|ID client|ID du client|Identifiant client|Identifiant du client|"
	 "ID de cliente|ID del cliente|ID do cliente|ID cliente|Identyfikator klienta|"
	 "Идентификатор клиента|ИД клиента|ID клиента|İstemci Kimliği|ID Klien|ID khách hàng|ID máy khách|"
	 "クライアントID|클라이언트ID|클라이언트 아이디|客户端ID|客戶端ID|用戶端ID|"},
	{ACCOUNT_ENTRY_CLIENT_SECRET,
	 "Client Secret|Client-Geheimnis|Clientschlüssel|Geheimer Clientschlüssel|Clientgeheim|Secret client|"
	 "Secret du client|Clé secrète client|Clé secrète du client|Code secret client|Secreto de cliente|"
	 "Secreto del cliente|Clave secreta de cliente|Clave secreta del cliente|Segredo do cliente|"
	 "Segredo de cliente|Chave secreta do cliente|Segreto client|Segreto del client|"
	 "Klucz tajny klienta|Tajny klucz klienta|Секрет клиента|Секретный ключ клиента|Секретный код клиента|"
	 "İstemci Sırrı|İstemci Gizli Anahtarı|Rahasia Klien|"
	 "クライアントシークレット|クライアントの秘密|클라이언트 시크릿|클라이언트 암호|클라이언트 비밀번호|"
	 "客户端密钥|客户端密码|客户端机密|客戶端密鑰|用戶端密鑰|用戶端密碼|"},
	{ACCOUNT_ENTRY_ACCESS_TOKEN,
	 "Access Token|Bearer|Bearer Token|Zugriffstoken|Zugangstoken|Jeton d'accès|Token de acceso|Token de acesso|"
	 "Token di accesso|Toegangstoken|Token dostępu|Токен доступа|アクセストークン|액세스 토큰|访问令牌|"},
	{CREDENTIAL_NAME_OTHER,
	 "Secret Token|Verification Token|Refresh Token|ID Token|SDK Key|SDK Secret|SDK Client ID|SDK Client Secret|"
	 "API Key|API Secret|Webhook Secret|Webhook Secret Token|Subscription ID|App ID|User ID|Meeting ID|"},
};

/* What may stand between a name and its value, or behind a value: the words of buttons, and small ones. */
static const char fillers[] =
	"Copy|Copied|to|clipboard|Regenerate|Reset|Rotate|View|Show|Hide|Reveal|Edit|Refresh|"
	"Development|Production|Dev|Prod|Live|Zoom|App|your|the|is|and|or|"
	"Kopieren|Kopiert|Neu|generieren|erneuern|Anzeigen|Ausblenden|Entwicklung|Produktion|ist|lautet|und|"
	"Copier|Copié|Régénérer|Afficher|Masquer|Développement|est|et|"
	"Copiar|Copiado|Regenerar|Mostrar|Ocultar|Ver|Desarrollo|Producción|es|y|Desenvolvimento|Produção|e|"
	"Copia|Rigenera|Mostra|Nascondi|Sviluppo|Produzione|"
	"Kopiuj|Pokaż|Копировать|Скопировать|Показать|Скрыть|и|Kopyala|Göster|ve|"
	"コピー|再生成|表示|非表示|開発|本番|は|と|복사|재생성|보기|표시|숨기기|개발|프로덕션|复制|複製|重新生成|查看|显示|顯示|开发|生产|和|";

static bool is_of_identifier(char c)
{
	return ascii_is_letter_or_digit(c) || (c && strchr("_-.", c));
}

size_t credential_name_identifier(const char *text)
{
	size_t length = 0;

	while (is_of_identifier(text[length]))
		length++;
	return length;
}

static size_t fold(uint32_t *folded, const char *text, size_t length)
{
	const char *const end = text + length;
	size_t count = 0;
	uint32_t character;

	for (size_t step; text < end && (step = unicode_read(text, &character)) != 0; text += step) {
		character = unicode_fold(character);
		if (character && count < FOLDED_MAX)
			folded[count++] = character;
	}
	return count;
}

/* Whether it begins with the word, which ends at a '|', and has nothing behind it. */
static bool is_word(const char *word, const uint32_t *folded, size_t count)
{
	size_t same = 0;
	uint32_t character;

	for (; *word != '|'; word += unicode_read(word, &character)) {
		unicode_read(word, &character);
		character = unicode_fold(character);
		if (character && (same == count || folded[same++] != character))
			return false;
	}
	return same == count;
}

/* Whether one of the words is what was folded, or its end. */
static bool is_one_of(const char *words, const uint32_t *folded, size_t count, bool is_end)
{
	for (const char *end; (end = strchr(words, '|')) != NULL; words = end + 1) {
		for (size_t skipped = 0; skipped < count; skipped++) {
			if (is_word(words, folded + skipped, count - skipped))
				return true;
			if (!is_end)
				break;
		}
	}
	return false;
}

/* Returns whether it is a name, or ends in one. */
static bool find_field(const uint32_t *folded, size_t count, bool is_end, int *field)
{
	for (size_t i = sizeof(names) / sizeof(names[0]); i--;) {
		if (is_one_of(names[i].words, folded, count, is_end)) {
			*field = names[i].field;
			return true;
		}
	}
	return false;
}

bool credential_name_has_value_sign(const char *name_end)
{
	name_end += strspn(name_end, " \t\"'`*)]");
	return *name_end == ':' || *name_end == '=';
}

/* "ZOOM_CLIENT_ID=", "\"zoomClientId\":": what ends in a name. Returns the length, 0 where there is none. */
static size_t read_prefixed_name(const char *text, int *field)
{
	uint32_t folded[FOLDED_MAX];
	const size_t length = credential_name_identifier(text);

	if (!length || length > FOLDED_MAX || !credential_name_has_value_sign(text + length))
		return 0;
	return find_field(folded, fold(folded, text, length), true, field) ? length : 0;
}

/* What may stand within a name: blanks of a line, signs of identifiers, an apostrophe, accents of their own. */
static bool may_join(uint32_t character)
{
	return (character < 0x80 && strchr(" \t_-.'", (int)character)) || character == 0x2019 ||
	       (character >= 0x300 && character < 0x370);
}

size_t credential_name_read(const char *text, int *field)
{
	uint32_t folded[FOLDED_MAX];
	size_t found = 0, count = 0, words = 0, length = 0;
	uint32_t character;

	for (size_t step; (step = unicode_read(text + length, &character)) != 0; length += step) {
		const uint32_t letter = unicode_fold(character);
		uint32_t next;

		if (!letter && !may_join(character))
			break;
		if (!letter)
			continue;
		if (count == FOLDED_MAX)
			break;
		folded[count++] = letter;
		if (unicode_read(text + length + step, &next) && unicode_fold(next))
			continue;
		if (find_field(folded, count, false, field))
			found = length + step;
		if (++words == NAME_WORDS_MAX)
			break;
	}
	/* a part of a longer word is none: "client_id_of_google" */
	if (found && (!is_of_identifier(text[found]) || !ascii_is_letter_or_digit(text[found + 1])))
		return found;
	return read_prefixed_name(text, field);
}

bool credential_name_is_filler(const char *word, size_t length)
{
	uint32_t folded[FOLDED_MAX];
	const size_t count = fold(folded, word, length);

	/* signs alone, such as a dash */
	return !count || is_one_of(fillers, folded, count, false);
}
