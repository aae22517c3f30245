#include "tests/bench/report.h"

#include <QFile>
#include <QStringList>
#include <QSysInfo>

#include <algorithm>
#include <cmath>

#include <unistd.h>

namespace handoff::bench {

double Samples::quantile(double part) const
{
    if (m_values.empty())
        return 0;
    std::vector<double> sorted = m_values;
    std::sort(sorted.begin(), sorted.end());
    const auto rank = size_t(std::ceil(part * double(sorted.size())));
    return sorted[std::clamp<size_t>(rank, 1, sorted.size()) - 1];
}

void Report::row(const QString &what, const QString &mustReach, const QString &measured, bool ok)
{
    m_rows.push_back(
        {what, mustReach, measured, ok ? QStringLiteral("yes") : QStringLiteral("**no**")});
}

void Report::insane(const QString &what, const QString &problem)
{
    m_rows.push_back({what, QString(), problem, QStringLiteral("**broken**")});
    m_sane = false;
}

QString Report::text() const
{
    QString cpu = QStringLiteral("unknown processor");
    QFile info(QStringLiteral("/proc/cpuinfo"));
    if (info.open(QIODevice::ReadOnly)) {
        for (const QByteArray &line : info.readAll().split('\n')) {
            if (line.startsWith("model name")) {
                cpu = QString::fromLatin1(line.mid(line.indexOf(':') + 1).trimmed());
                break;
            }
        }
    }
    QString out =
        QStringLiteral("Machine: %1, %2 cores, %3 %4, Qt %5\n\n| what | must reach | measured | ok "
                       "|\n|---|---|---|---|\n")
            .arg(cpu, QString::number(sysconf(_SC_NPROCESSORS_ONLN)), QSysInfo::kernelType(),
                 QSysInfo::kernelVersion(), QString::fromLatin1(qVersion()));
    for (const Row &row : m_rows)
        out += QStringLiteral("| %1 | %2 | %3 | %4 |\n")
                   .arg(row.what, row.mustReach, row.measured, row.ok);
    return out;
}

} // namespace handoff::bench
