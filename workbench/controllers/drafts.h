#pragma once

#include <QHash>
#include <QObject>
#include <QTimer>

namespace handoff {

/// Unsent texts, one per session, kept per server and user. GUI thread. A change is on the disk
/// 300 ms later, in one atomic file, so a crash costs at most that.
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
    const QHash<QString, QString> &all() const { return m_texts; }
    /// Writes now, if there is something to write.
    void flush();

signals:
    /// Also for every draft right after open().
    void changed(const QString &sessionName, const QString &text);

private:
    QString m_folder;
    QString m_file;
    QHash<QString, QString> m_texts;
    QTimer m_timer;
    bool m_unsaved = false;
};

} // namespace handoff
