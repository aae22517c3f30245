// Precompiled for every target: what nearly every file includes. Nothing may rely on it.
#pragma once

#include "shared/core/json.h"
#include "shared/core/later.h"

#include <QByteArray>
#include <QCoreApplication>
#include <QDateTime>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QList>
#include <QObject>
#include <QPointer>
#include <QString>
#include <QStringBuilder>

#include <functional>
#include <memory>
#include <optional>
#include <vector>
