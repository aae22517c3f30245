#include "server/observe/logfile.h"

#include "shared/core/privatefile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLoggingCategory>
#include <utility>

namespace handoff {

namespace {

Q_LOGGING_CATEGORY(logLog, "handoff.log")

constexpr int maxWaiting = 20000;

QByteArray line(const LogEntry &entry)
{
    QByteArray out = "{\"event\":";
    json::write(out, entry.event);
    out.append(",\"session_name\":");
    json::write(out, entry.sessionName.isEmpty() ? std::nullopt : std::optional(entry.sessionName));
    out.append(",\"status_from\":");
    json::write(out, entry.statusFrom);
    out.append(",\"status_to\":");
    json::write(out, entry.statusTo);
    out.append(",\"operator\":");
    json::write(out,
                entry.operatorName.isEmpty() ? std::nullopt : std::optional(entry.operatorName));
    out.append(",\"timestamp\":").append(QByteArray::number(entry.at.ms / 1000));
    if (!entry.extra.isEmpty()) {
        const QByteArray extra = json::toJson(entry.extra);
        out.append(',').append(QByteArrayView(extra).sliced(1)); // its own closing brace
    } else {
        out.append('}');
    }
    out.append('\n');
    return out;
}

} // namespace

/// Writes and rotates; lives on LogFile's thread.
class LogFile::Writer : public QObject
{
public:
    Writer(const QString &path, qint64 maxBytes) : m_file(path), m_maxBytes(maxBytes) {}

    bool open()
    {
        const bool opened =
            m_file.open(QIODevice::WriteOnly | QIODevice::Append | QIODevice::Unbuffered);
        keepPrivate(m_file.fileName());
        return opened;
    }
    QString errorString() const { return m_file.errorString(); }

    void write(const QByteArray &bytes)
    {
        if (m_file.size() > 0 && m_file.size() + bytes.size() > m_maxBytes)
            rotate();
        if (m_file.write(bytes) != bytes.size() && !std::exchange(m_complained, true))
            qCWarning(logLog).noquote()
                << "cannot write" << m_file.fileName() << m_file.errorString();
    }

private:
    QString generation(int n) const { return m_file.fileName() + u'.' + QString::number(n); }
    void rotate()
    {
        m_file.close();
        QFile::remove(generation(generations));
        for (int n = generations - 1; n >= 1; --n)
            QFile::rename(generation(n), generation(n + 1));
        QFile::rename(m_file.fileName(), generation(1));
        open();
    }

    QFile m_file;
    qint64 m_maxBytes;
    bool m_complained = false;
};

LogFile::LogFile(const QString &path, qint64 maxBytes) : m_path(path), m_maxBytes(maxBytes)
{
    m_thread.setObjectName(QStringLiteral("log"));
}

LogFile::~LogFile()
{
    if (!m_writer)
        return;
    // Behind the lines that wait.
    QMetaObject::invokeMethod(
        m_writer.get(), [] {}, Qt::BlockingQueuedConnection);
    m_thread.quit();
    m_thread.wait();
}

Result<void> LogFile::open()
{
    if (m_path.isEmpty())
        return {};
    QDir().mkpath(QFileInfo(m_path).absolutePath());
    m_writer = std::make_unique<Writer>(m_path, m_maxBytes);
    if (!m_writer->open()) {
        const QString why = m_writer->errorString();
        m_writer.reset();
        return Error::plain(ErrorKind::Unavailable, QStringLiteral("LOG_FILE"),
                            QStringLiteral("cannot write %1: %2").arg(m_path, why));
    }
    m_writer->moveToThread(&m_thread);
    m_thread.start(QThread::LowPriority);
    return {};
}

void LogFile::add(const LogEntry &entry)
{
    if (!m_writer)
        return;
    if (m_waiting >= maxWaiting) {
        if (!std::exchange(m_dropping, true))
            qCWarning(logLog,
                      "LOG_FILE cannot be written as fast as things happen: lines are dropped");
        return;
    }
    m_dropping = false;
    ++m_waiting;
    QMetaObject::invokeMethod(m_writer.get(), [this, entry] {
        --m_waiting;
        m_writer->write(line(entry));
    });
}

} // namespace handoff
