/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/model/meeting_label.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "core/base/unicode.h"

/* More than any label has. */
#define FOLDED_MAX 64

/* As Zoom's client has it in its languages, in which it writes the invitations, and in some more; a '|' behind each. */
static const char ids[] = /* one language a line */
	"Meeting ID|Webinar ID|Conference ID|Meeting Number|Webinar Number|Zoom ID|PMI|"
	"Meeting-Nummer|Konferenz-ID|Besprechungs-ID|Sitzungs-ID|"
	"ID de reunión|ID de la reunión|Número de reunión|ID de seminario web|ID del seminario web|ID seminario web|ID de webinar|ID del webinar|ID de Zoom|"
	"ID de réunion|ID de la réunion|Identifiant de réunion|Identifiant de la réunion|Numéro de réunion|Numéro de la réunion|"
	"ID de webinaire|ID du webinaire|"
	"ID da reunião|ID de reunião|ID do webinar|ID do webinário|ID do Zoom|"
	"ID riunione|ID della riunione|ID meeting|ID webinar|ID Zoom|"
	"Vergader-id|Vergaderings-id|ID van vergadering|ID van de vergadering|"
	"Identyfikator spotkania|ID spotkania|ID zebrania|Identyfikator webinaru|Identyfikator webinarium|"
	"Идентификатор конференции|Идентификатор собрания|Идентификатор встречи|Идентификатор вебинара|"
	"Идентификатор веб-семинара|ID конференции|"
	"Ідентифікатор конференції|Ідентифікатор наради|Ідентифікатор зустрічі|Ідентифікатор вебінару|"
	"Toplantı Kimliği|Toplantı ID|Toplantı Numarası|Web Semineri Kimliği|Webinar Kimliği|"
	"Mötes-ID|Mötets ID|Webbinarie-ID|Webbinarium-ID|"
	"ID Rapat|ID Pertemuan|"
	"ID cuộc họp|Mã cuộc họp|ID hội thảo trên web|ID hội thảo|"
	"ミーティングID|会議ID|ウェビナーID|"
	"회의 ID|미팅 ID|웨비나 ID|"
	"会议号|会议ID|网络研讨会号|网络研讨会ID|"
	"會議號|會議號碼|會議ID|網路研討會ID|網絡研討會ID|"
	"ID schůzky|ID stretnutia|ID sestanka|ID sastanka|"
	"Møde-id|Møte-ID|Kokoustunnus|Kokouksen tunnus|"
	"Értekezlet-azonosító|ID-ul întâlnirii|ID întâlnire|"
	"מזהה פגישה|מזהה הפגישה|معرف الاجتماع|"
	"รหัสการประชุม|ไอดีการประชุม|";

static const char probable_ids[] = "Meeting|Webinar|Zoom|Room|";

/* Passcodes, phones, and the ids of other services; "code" ends "Passcode", "Kenncode" and "Toegangscode". */
static const char others[] = "code|PIN|Password|pwd|pw|key|Phone|Tel|Fax|Toll free|Teams Meeting ID|Webex Meeting ID|"
			     "Passwort|Kennwort|"
			     "Código de acceso|Contraseña|"
			     "Code secret|Code d’accès|Mot de passe|"
			     "Código de acesso|Senha|Senha de acesso|"
			     "Codice di accesso|Codice d’accesso|"
			     "Wachtwoord|"
			     "Kod dostępu|Hasło|"
			     "Код доступа|Пароль|Код доступу|"
			     "Parola|Şifre|"
			     "Lösenkod|Lösenord|Åtkomstkod|"
			     "Kode Sandi|Kata sandi|"
			     "Mật mã|Mật khẩu|"
			     "パスコード|パスワード|"
			     "암호|비밀번호|"
			     "密码|密碼|"
			     "Heslo|Adgangskode|Passord|Salasana|"
			     "קוד גישה|סיסמה|رمز المرور|รหัสผ่าน|";

/* What may stand between the words and the number. */
static const char fillers[] = "is|number|no|nr|号码|號碼|";

static const struct {
	const char *words;
	enum meeting_label label;
} labels[] = {
	{ids, MEETING_LABEL_ID},
	{probable_ids, MEETING_LABEL_PROBABLE},
	{others, MEETING_LABEL_OTHER},
};

/* The consonants and vowels that a syllable of Hangul was taken apart into. Returns whether they are joined. */
static bool join_hangul(uint32_t *last, uint32_t next)
{
	if (*last >= 0x1100 && *last < 0x1113 && next >= 0x1161 && next < 0x1176)
		*last = 0xac00 + ((*last - 0x1100) * 21 + next - 0x1161) * 28;
	else if (*last >= 0xac00 && *last < 0xd7a4 && (*last - 0xac00) % 28 == 0 && next > 0x11a7 && next < 0x11c3)
		*last += next - 0x11a7;
	else
		return false;
	return true;
}

/* The last letters of a text, without HTML's tags. Returns how many. */
static size_t fold(uint32_t *folded, const char *text, const char *end)
{
	size_t count = 0;
	uint32_t character;

	for (size_t length; text < end && (length = unicode_read(text, &character)) != 0; text += length) {
		const char *tag_end = *text == '<' ? memchr(text, '>', (size_t)(end - text)) : NULL;

		length = tag_end ? (size_t)(tag_end + 1 - text) : length;
		character = unicode_fold(character);
		if (!character || (count && join_hangul(&folded[count - 1], character)))
			continue;
		if (count == FOLDED_MAX)
			memmove(folded, folded + 1, --count * sizeof(*folded));
		folded[count++] = character;
	}
	return count;
}

/* How many letters at the end are one of the words, the longest that fits; 0: none of them. */
static size_t match_end(const uint32_t *folded, size_t count, const char *words)
{
	size_t longest = 0;

	for (const char *end; (end = strchr(words, '|')) != NULL; words = end + 1) {
		uint32_t wanted[FOLDED_MAX];
		const size_t length = fold(wanted, words, end);

		if (length > longest && length <= count &&
		    memcmp(folded + count - length, wanted, length * sizeof(*folded)) == 0)
			longest = length;
	}
	return longest;
}

static enum meeting_label find_label(const uint32_t *folded, size_t count)
{
	enum meeting_label found = MEETING_LABEL_NONE;
	size_t longest = 0;

	/* "Customer ID" is none */
	if (count == 2 && match_end(folded, count, "ID|"))
		return MEETING_LABEL_ID;
	for (size_t i = 0; i < sizeof(labels) / sizeof(labels[0]); i++) {
		const size_t length = match_end(folded, count, labels[i].words);

		if (length > longest) {
			longest = length;
			found = labels[i].label;
		}
	}
	return found;
}

enum meeting_label meeting_label_read(const char *text, const char *end)
{
	uint32_t folded[FOLDED_MAX];
	const size_t count = fold(folded, text, end);
	const enum meeting_label label = find_label(folded, count);

	return label == MEETING_LABEL_NONE ? find_label(folded, count - match_end(folded, count, fillers)) : label;
}
