#include "workbench/controllers/drafts.h"

#include "workbench/controllers/jsonfile.h"

namespace handoff {

namespace {
struct DraftFile
{
    QMap<QString, QString> drafts;
    static constexpr auto fields() { return std::tuple{json::field("drafts", &DraftFile::drafts)}; }
};
} // namespace

Drafts::Drafts(const QString &folder, QObject *parent) : QObject(parent), m_folder(folder)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(300);
    connect(&m_timer, &QTimer::timeout, this, &Drafts::flush);
}

Drafts::~Drafts()
{
    flush();
}

void Drafts::open(const QString &server, const QString &username)
{
    const QString file = jsonfile::path(m_folder, QStringLiteral("drafts"), server, username);
    if (file == m_file)
        return;
    flush();
    m_file = file;
    m_texts.clear();
    const DraftFile stored = jsonfile::load<DraftFile>(m_file);
    for (auto it = stored.drafts.begin(); it != stored.drafts.end(); ++it)
        m_texts.insert(it.key(), it.value());
    const auto texts = m_texts;
    for (auto it = texts.begin(); it != texts.end(); ++it)
        emit changed(it.key(), it.value());
}

void Drafts::setText(const QString &sessionName, const QString &text)
{
    if (m_file.isEmpty() || sessionName.isEmpty() || m_texts.value(sessionName) == text)
        return;
    if (text.isEmpty())
        m_texts.remove(sessionName);
    else
        m_texts.insert(sessionName, text);
    m_unsaved = true;
    if (!m_timer.isActive()) // a fixed delay, also while somebody types without pause
        m_timer.start();
    emit changed(sessionName, text);
}

void Drafts::flush()
{
    m_timer.stop();
    if (!m_unsaved)
        return;
    DraftFile file;
    for (auto it = m_texts.begin(); it != m_texts.end(); ++it)
        file.drafts.insert(it.key(), it.value());
    m_unsaved = !jsonfile::save(m_file, file);
    if (m_unsaved)
        m_timer.start(); // a full disk: try again
}

} // namespace handoff
