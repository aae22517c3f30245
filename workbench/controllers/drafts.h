#pragma once

#include <QHash>
#include <QObject>
#include <QTimer>

namespace handoff {

/// Unsent texts, a reply and a note per session, kept per server and user. GUI thread. A change is
/// on the disk 300 ms later, in one atomic file, so a crash costs at most that.
class Drafts : public QObject
{
    Q_OBJECT

public:
    /// `folder`: where the files are; made when missing.
    explicit Drafts(const QString &folder, QObject *parent = nullptr);
    ~Drafts() override;

    /// Loads the drafts of this user; what was open before is saved first.
    void open(const QString &server, const QString &username);
    QString text(const QString &sessionName) const { return m_texts.value(sessionName); }
    /// Empty text removes the draft.
    void setText(const QString &sessionName, const QString &text);
    /// The unsent internal note.
    QString note(const QString &sessionName) const { return m_notes.value(sessionName); }
    void setNote(const QString &sessionName, const QString &text);
    /// All unsent replies.
    const QHash<QString, QString> &all() const { return m_texts; }
    /// Writes now, if there is something to write.
    void flush();

signals:
    /// An unsent reply; also for every one right after open().
    void changed(const QString &sessionName, const QString &text);

private:
    QString m_folder;
    QString m_file;
    void put(QHash<QString, QString> &texts, const QString &sessionName, const QString &text);

    QHash<QString, QString> m_texts;
    QHash<QString, QString> m_notes;
    QTimer m_timer;
    bool m_unsaved = false;
};

} // namespace handoff
