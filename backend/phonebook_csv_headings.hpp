// The headings of columns by which contacts as CSV are known.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Sources: exports of Outlook in English, German, French and Spanish; of Google Contacts, before 2024 and since; and
// what people write themselves. The pairs "Phone 1 - Label" (or "Type") and "Phone 1 - Value" of Google are not in it,
// for they are numbered.
#pragma once

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

namespace voipnow {

enum class CsvColumn {
    kName,
    kPrefix,
    kFirst,
    kMiddle,
    kLast,
    kSuffix,
    kCompany,
    kGroups,        // separated by , or ;
    kGoogleGroups,  // separated by " ::: "
    kFax,
    kPhone,
};

struct CsvHeading {
    std::string_view text;  // as foldedName() makes it
    CsvColumn column;
};

inline constexpr auto kCsvHeadings = std::to_array<CsvHeading>({
    {"name", CsvColumn::kName},
    {"full name", CsvColumn::kName},
    {"fullname", CsvColumn::kName},
    {"display name", CsvColumn::kName},
    {"displayname", CsvColumn::kName},
    {"name prefix", CsvColumn::kPrefix},
    {"name suffix", CsvColumn::kSuffix},

    {"first name", CsvColumn::kFirst},
    {"firstname", CsvColumn::kFirst},
    {"given name", CsvColumn::kFirst},
    {"vorname", CsvColumn::kFirst},
    {"prénom", CsvColumn::kFirst},
    {"nombre", CsvColumn::kFirst},

    {"middle name", CsvColumn::kMiddle},
    {"additional name", CsvColumn::kMiddle},
    {"weitere vornamen", CsvColumn::kMiddle},
    {"deuxième prénom", CsvColumn::kMiddle},
    {"segundo nombre", CsvColumn::kMiddle},

    {"last name", CsvColumn::kLast},
    {"lastname", CsvColumn::kLast},
    {"family name", CsvColumn::kLast},
    {"surname", CsvColumn::kLast},
    {"nachname", CsvColumn::kLast},
    {"nom", CsvColumn::kLast},
    {"apellido", CsvColumn::kLast},
    {"apellidos", CsvColumn::kLast},

    {"company", CsvColumn::kCompany},
    {"organization", CsvColumn::kCompany},
    {"organisation", CsvColumn::kCompany},
    {"organization name", CsvColumn::kCompany},
    {"organization 1 - name", CsvColumn::kCompany},
    {"firma", CsvColumn::kCompany},
    {"société", CsvColumn::kCompany},
    {"compañía", CsvColumn::kCompany},
    {"organización", CsvColumn::kCompany},

    {"groups", CsvColumn::kGroups},
    {"group", CsvColumn::kGroups},
    {"categories", CsvColumn::kGroups},
    {"category", CsvColumn::kGroups},
    {"kategorien", CsvColumn::kGroups},
    {"catégories", CsvColumn::kGroups},
    {"categorías", CsvColumn::kGroups},
    {"labels", CsvColumn::kGoogleGroups},
    {"group membership", CsvColumn::kGoogleGroups},

    {"number", CsvColumn::kFax},
    {"numbers", CsvColumn::kFax},
    {"fax", CsvColumn::kFax},
    {"fax number", CsvColumn::kFax},
    {"faxnumber", CsvColumn::kFax},
    {"business fax", CsvColumn::kFax},
    {"work fax", CsvColumn::kFax},
    {"home fax", CsvColumn::kFax},
    {"other fax", CsvColumn::kFax},
    {"faxnummer", CsvColumn::kFax},
    {"telefax", CsvColumn::kFax},
    {"fax geschäftlich", CsvColumn::kFax},
    {"fax privat", CsvColumn::kFax},
    {"weiteres fax", CsvColumn::kFax},
    {"télécopie", CsvColumn::kFax},
    {"télécopie (bureau)", CsvColumn::kFax},
    {"télécopie (domicile)", CsvColumn::kFax},
    {"télécopie (autre)", CsvColumn::kFax},
    {"fax del trabajo", CsvColumn::kFax},
    {"fax particular", CsvColumn::kFax},
    {"otro fax", CsvColumn::kFax},

    {"phone", CsvColumn::kPhone},
    {"phone number", CsvColumn::kPhone},
    {"telephone", CsvColumn::kPhone},
    {"business phone", CsvColumn::kPhone},
    {"work phone", CsvColumn::kPhone},
    {"home phone", CsvColumn::kPhone},
    {"mobile phone", CsvColumn::kPhone},
    {"primary phone", CsvColumn::kPhone},
    {"telefon", CsvColumn::kPhone},
    {"telefon geschäftlich", CsvColumn::kPhone},
    {"telefon privat", CsvColumn::kPhone},
    {"mobiltelefon", CsvColumn::kPhone},
    {"haupttelefon", CsvColumn::kPhone},
    {"téléphone", CsvColumn::kPhone},
    {"téléphone (bureau)", CsvColumn::kPhone},
    {"téléphone (domicile)", CsvColumn::kPhone},
    {"téléphone principal", CsvColumn::kPhone},
    {"tél. mobile", CsvColumn::kPhone},
    {"teléfono", CsvColumn::kPhone},
    {"teléfono del trabajo", CsvColumn::kPhone},
    {"teléfono particular", CsvColumn::kPhone},
    {"teléfono móvil", CsvColumn::kPhone},
});

// Nothing for a heading that is not known.
inline std::optional<CsvColumn> csvColumn(std::string_view foldedHeading) {
    const auto* const found =
        std::find_if(kCsvHeadings.begin(), kCsvHeadings.end(),
                     [&](const CsvHeading& heading) { return heading.text == foldedHeading; });
    return found == kCsvHeadings.end() ? std::nullopt : std::optional(found->column);
}

}  // namespace voipnow
