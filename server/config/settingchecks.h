#pragma once

#include <QString>

/// What is wrong with the text of a setting, for the person who wrote it; empty when nothing is.
namespace handoff::settingcheck {

QString environmentName(const QString &value);
QString logLevelName(const QString &value);
QString address(const QString &value);
QString addressOrNet(const QString &value);
QString databaseUrl(const QString &value);
QString httpUrl(const QString &value);
QString httpUrlOrEmpty(const QString &value);
QString origin(const QString &value);
QString mailAddress(const QString &value);
QString atLeast32(const QString &value);

} // namespace handoff::settingcheck
