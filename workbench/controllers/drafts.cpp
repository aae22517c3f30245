#include "workbench/controllers/drafts.h"

#include "workbench/controllers/jsonfile.h"

namespace handoff {

namespace {
QMap<QString, QString> sorted(const QHash<QString, QString> &texts)
{
    QMap<QString, QString> map;
    for (auto it = texts.begin(); it != texts.end(); ++it)
        map.insert(it.key(), it.value());
    return map;
}

QHash<QString, QString> hashed(const QMap<QString, QString> &texts)
{
    QHash<QString, QString> hash;
    for (auto it = texts.begin(); it != texts.end(); ++it)
        hash.insert(it.key(), it.value());
    return hash;
}

struct DraftFile
{
    QMap<QString, QString> drafts;
    QMap<QString, QString> notes;
    static constexpr auto fields(auto to)
    {
        return to(json::field("drafts", &DraftFile::drafts),
                  json::field("notes", &DraftFile::notes));
    }
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
    const DraftFile stored = jsonfile::load<DraftFile>(m_file);
    m_texts = hashed(stored.drafts);
    m_notes = hashed(stored.notes);
    const auto texts = m_texts;
    for (auto it = texts.begin(); it != texts.end(); ++it)
        emit changed(it.key(), it.value());
}

void Drafts::setText(const QString &sessionName, const QString &text)
{
    if (m_file.isEmpty() || sessionName.isEmpty() || m_texts.value(sessionName) == text)
        return;
    put(m_texts, sessionName, text);
    emit changed(sessionName, text);
}

void Drafts::setNote(const QString &sessionName, const QString &text)
{
    if (!m_file.isEmpty() && !sessionName.isEmpty() && m_notes.value(sessionName) != text)
        put(m_notes, sessionName, text);
}

void Drafts::put(QHash<QString, QString> &texts, const QString &sessionName, const QString &text)
{
    if (text.isEmpty())
        texts.remove(sessionName);
    else
        texts.insert(sessionName, text);
    m_unsaved = true;
    if (!m_timer.isActive()) // a fixed delay, also while somebody types without pause
        m_timer.start();
}

void Drafts::flush()
{
    m_timer.stop();
    if (!m_unsaved)
        return;
    const DraftFile file{sorted(m_texts), sorted(m_notes)};
    m_unsaved = !jsonfile::save(m_file, file);
    if (m_unsaved)
        m_timer.start(); // a full disk: try again
}

} // namespace handoff
