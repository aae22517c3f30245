#pragma once

#include "shared/contract/chat.h"

#include <QString>
#include <QStringList>

#include <optional>

/// Codes of a customer's profile: countries (ISO 3166-1), languages (ISO 639-1), currencies
/// (ISO 4217). Each answers the code as it is stored, or nothing when there is none; an empty text
/// stays empty. Any thread.
namespace handoff::IsoCodes {

/// `de` is DE.
std::optional<QString> country(const QString &text);
/// `DE` and `de-AT`, as browsers say it, are de.
std::optional<QString> language(const QString &text);
/// `eur` is EUR.
std::optional<QString> currency(const QString &text);

/// Brings the codes of a profile into that form. Answers the names of the fields that hold none;
/// they are empty then.
QStringList tidy(DeclaredProfile &profile);

} // namespace handoff::IsoCodes
