/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/model/meeting_label.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "core/base/unicode.h"

/* More than any label has. */
#define FOLDED_MAX 64

/*
 * Words of Zoom's client in its languages, in which it writes the invitations, and in some more; a '|' behind each.
 * A label is one for the meeting and one for the id beside each other: "Meeting ID", "ID de la réunion".
 */
static const char first_ids[] =
	"ID|ID-ul|Identifiant|Identyfikator|Идентификатор|Ідентифікатор|ИД|Número|Numéro|Numero|N°|Numer|Číslo|Номер|"
	"Αναγνωριστικό|ไอดี|หมายเลข|מזהה|מספר|معرف|رقم|شناسه|";
static const char last_ids[] = "ID|ID'si|Kimliği|No|Nr|Number|Nummer|Kennung|Numarası|Azonosító|Azonosítója|Tunnus|"
			       "아이디|번호|番号|号|号码|编号|號|號碼|編號|";
static const char meetings[] = /* one language a line */
	"Meeting|Mtg|Webinar|"
	"Besprechungs|Besprechung|Sitzungs|"
	"reunión|seminario web|sala|"
	"réunion|webinaire|"
	"reunião|webinário|"
	"riunione|"
	"Vergader|Vergaderings|Vergadering|"
	"spotkania|zebrania|webinaru|webinarium|"
	"конференции|видеоконференции|собрания|встречи|вебинара|веб-семинара|срещата|"
	"конференції|наради|зустрічі|вебінару|"
	"Toplantı|Web Semineri|"
	"Mötes|Mötets|Möte|Webbinarie|Webbinarium|"
	"Rapat|Pertemuan|"
	"cuộc họp|phòng họp|hội thảo trên web|hội thảo|"
	"ミーティング|会議|ウェビナー|"
	"회의|미팅|웨비나|웹 세미나|"
	"会议|网络研讨会|會議|網路研討會|網絡研討會|"
	"schůzky|schůze|schôdze|stretnutia|sestanka|srečanja|sastanka|"
	"Møde|Møte|Kokous|Kokouksen|"
	"σύσκεψης|συνάντησης|Értekezlet|Megbeszélés|"
	"întâlnirii|întâlnire|ședinței|ședință|reunió|"
	"Susitikimo|Sapulces|Koosoleku|"
	"פגישה|الاجتماع|جلسه|การประชุม|";
/* What may stand between the two. */
static const char joiners[] =
	"de|de la|del|della|du|da|do|di|van|van de|na|của|ה|на|персональной|osobistego|pessoal da|";
static const char whole_ids[] =
	"Conference ID|Konferenz-ID|Zoom ID|ID Zoom|ID de Zoom|ID do Zoom|줌 ID|ズームID|ZoomのID|PMI|"
	"Kokoustunnus|Mã cuộc họp|รหัสการประชุม|मीटिंग आईडी|";
static const char probable_ids[] = "Meeting|Webinar|Zoom|Room|Identyfikator|Identifiant|Идентификатор|Ідентифікатор|"
				   "Azonosító|";
/* "code" ends "Passcode", "Kenncode" and "Toegangscode". */
static const char passcodes[] =
	"code|PIN|Password|Passwd|Pass|pwd|pw|key|"
	"Passwort|Kennwort|"
	"Código|Código de acceso|Contraseña|Clave|Clave de acceso|Contrasenya|Codi d’accés|"
	"Code secret|Code d’accès|Mot de passe|"
	"Código de acesso|Senha|Senha de acesso|Palavra-passe|"
	"Codice|Codice di accesso|Codice d’accesso|"
	"Wachtwoord|"
	"Kod|Kod dostępu|Hasło|"
	"Код|Код доступа|Пароль|Код доступу|"
	"Parola|Şifre|Kodu|"
	"Lösenkod|Lösenord|Åtkomstkod|"
	"Kode|Kode Sandi|Kata sandi|"
	"Mật mã|Mật khẩu|"
	"パスコード|パスワード|"
	"암호|비밀번호|비번|패스워드|"
	"密码|密碼|通行碼|"
	"Heslo|Adgangskode|Kodeord|Passord|Salasana|Koodi|Κωδικός|Jelszó|Cod de acces|Geslo|Lozinka|"
	"קוד גישה|סיסמה|رمز المرور|كلمة المرور|รหัสผ่าน|";
/* Phones, and the ids of other services. */
static const char others[] =
	"Phone|Tel|Fax|Toll free|"
	"Phone Conference ID|Telefonkonferenz-ID|Telefonkonferens-ID|Telefonkonference-id|"
	"Telefonkonferanse-ID|Telefonische vergadering-ID|電話会議ID|电话会议ID|電話會議ID|전화 회의 ID|"
	"Skype Conference ID|Skype Meeting ID|Teams Meeting ID|Teams-Besprechungs-ID|Webex Meeting ID|";
/* With these before it, "Zoom" does not make a number an id. */
static const char doubts[] =
	"Phone|Tel|Fax|Call|Dial|Mobile|Handy|SMS|WhatsApp|Contact|Kontakt|Hotline|Support|Account|Order|Nummer|Number|"
	"Тел|電話|手机|전화|";
/* What may stand between the words and the number. */
static const char fillers[] =
	"is|number|nummer|no|nr|号码|號碼|osobistego|personal|personale|personnelle|cá nhân|pribadi|Zoom|";

static const struct {
	const char *words;
	enum meeting_label label;
} labels[] = {
	{whole_ids, MEETING_LABEL_ID},
	{probable_ids, MEETING_LABEL_PROBABLE},
	{passcodes, MEETING_LABEL_OTHER},
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

/* How many letters at the end, or anywhere, are one of the words, the longest that fits; 0: none of them. */
static size_t match(const uint32_t *folded, size_t count, const char *words, bool is_anywhere)
{
	size_t longest = 0;

	for (const char *end; (end = strchr(words, '|')) != NULL; words = end + 1) {
		uint32_t wanted[FOLDED_MAX];
		const size_t length = fold(wanted, words, end);

		for (size_t at = is_anywhere ? length : count; length > longest && at >= length && at <= count; at++) {
			if (memcmp(folded + at - length, wanted, length * sizeof(*folded)) == 0)
				longest = length;
		}
	}
	return longest;
}

static size_t match_end(const uint32_t *folded, size_t count, const char *words)
{
	return match(folded, count, words, false);
}

/* How many letters at the end are two words that make a label, with what may be between them; 0: they are none. */
static size_t match_pair(const uint32_t *folded, size_t count, const char *first, const char *last)
{
	const size_t last_length = match_end(folded, count, last);
	const size_t rest = count - last_length;
	const size_t joiner_length = match_end(folded, rest, joiners);
	size_t first_length;

	if (!last_length)
		return 0;
	first_length = match_end(folded, rest, first);
	if (first_length)
		return last_length + first_length;
	first_length = joiner_length ? match_end(folded, rest - joiner_length, first) : 0;
	return first_length ? last_length + joiner_length + first_length : 0;
}

static enum meeting_label find_label(const uint32_t *folded, size_t count)
{
	const size_t id_first = match_pair(folded, count, first_ids, meetings);
	const size_t id_last = match_pair(folded, count, meetings, last_ids);
	size_t longest = id_first > id_last ? id_first : id_last;
	enum meeting_label found = longest ? MEETING_LABEL_ID : MEETING_LABEL_NONE;

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
	/* "Passcode, meeting ID:" is of two numbers */
	if (found == MEETING_LABEL_ID && match_end(folded, count - longest, passcodes))
		return MEETING_LABEL_NONE;
	if (found != MEETING_LABEL_PROBABLE)
		return found;
	/* "Passcode for the meeting", "call our Zoom room" */
	if (match(folded, count, passcodes, true) || match(folded, count, doubts, true))
		return MEETING_LABEL_NONE;
	for (size_t length; (length = match_end(folded, count, probable_ids)) != 0; count -= length)
		;
	return count ? MEETING_LABEL_POSSIBLE : MEETING_LABEL_PROBABLE;
}

/* Where a remark in brackets begins that ends there: "Meeting ID (every week):"; NULL: there is none. */
static const char *find_remark(const char *text, const char *end)
{
	while (end > text && strchr(" \t\n:", end[-1]))
		end--;
	if (end == text || *--end != ')')
		return NULL;
	while (end > text && *end != '(')
		end--;
	return *end == '(' ? end : NULL;
}

enum meeting_label meeting_label_read(const char *text, const char *end)
{
	uint32_t folded[FOLDED_MAX];
	size_t count = fold(folded, text, end);
	enum meeting_label label = find_label(folded, count);
	const char *remark = find_remark(text, end);

	if (label == MEETING_LABEL_NONE)
		label = find_label(folded, count - match_end(folded, count, fillers));
	if (label == MEETING_LABEL_NONE && remark)
		label = find_label(folded, fold(folded, text, remark));
	return label;
}

bool meeting_label_names_passcode(const char *text, const char *end)
{
	uint32_t folded[FOLDED_MAX];

	return match(folded, fold(folded, text, end), passcodes, true) != 0;
}
