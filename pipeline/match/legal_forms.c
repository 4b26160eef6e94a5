#include "match/legal_forms.h"

#include <stdint.h>
#include <string.h>

/* Words separated and enclosed by single spaces, so that " word " is found by a search. */
static const char FORMS[] =
    " inc incorporated corp co ltd limited llc llp plc gmbh mbh ag kg kgaa ohg ug se sa sas sasu "
    "sarl "
    "srl sprl nv bv cv ab asa oy oyj aps aksjeselskap ooo oao pao zao jsc pjsc ojsc cjsc tbk bhd "
    "berhad sdn pte pty pvt kk sab sicav eirl ltda sae saog sal wll psc kft zrt nyrt doo dd ead "
    "eood ood sro spol spzoo sp zoo hf ehf ans holdco gesmbh lda ";
static const char WORDS[] = " company corporation cia compagnie ";
static const char IF_MARKED[] = " spa as ao lp ks sl sc na ad ";
static const char GENERIC[] =
    " alliance alpha american apex apple asia atlantic atlas best beta black blue bright british "
    "canadian capital center central century chinese city classic community continental core "
    "country delta digital direct discovery dynamic eagle earth east eastern edge element elite "
    "empire energy enterprise european express falcon federal finance first focus foundation "
    "france frontier fusion future general genesis german global golden grand green group growth "
    "harmony health heritage home horizon icon impact indian industries infinity innovation "
    "insight inter international investment japan key liberty life light link london main market "
    "master matrix media medical metro micro modern mountain national natural network new next "
    "north northern nova ocean omega one open orange orbit orient origin pacific partners peak "
    "phoenix pioneer planet platinum power precision premier prime professional progress public "
    "pulse quality quantum quest red regional reliance river royal safe science security select "
    "service shell silver smart social solar solid solutions south southern spectrum square star "
    "sterling strategic summit sun superior supreme systems target team technology titan today "
    "total trade transport trinity true trust union unique united unity universal us value vector "
    "venture victory village vision visa vista vital wave west western white wind world ";
static const char PARTICLES[] =
    " a an and at by for from in of on or the to with de da do dos das du des del della dei di d "
    "la le les lo los las el al bin bint ibn van von der den ter ten und zu zum zur y e et i ve "
    "og och ";

static bool holds(const char *table, const char *word, size_t size) {
  char key[32] = " ";
  if (size == 0 || size > sizeof key - 3) return false;
  memcpy(key + 1, word, size);
  key[size + 1] = ' ';
  key[size + 2] = '\0';
  return strstr(table, key) != NULL;
}

wt_legal wt_legal_form(const char *word, size_t size) {
  if (holds(FORMS, word, size)) return WT_LEGAL_FORM;
  if (holds(WORDS, word, size)) return WT_LEGAL_WORD;
  return holds(IF_MARKED, word, size) ? WT_LEGAL_IF_MARKED : WT_LEGAL_NONE;
}

bool wt_generic_word(const char *word, size_t size) { return holds(GENERIC, word, size); }

bool wt_particle(const char *word, size_t size) { return holds(PARTICLES, word, size); }
