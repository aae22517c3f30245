#pragma once

#include "shared/contract/quickreply.h"

#include <QAbstractListModel>

namespace handoff {

/// The quick replies that fit what is searched, best match first, then most used. GUI thread.
/// Knows neither network nor widgets; DeskCatalog feeds it.
class QuickReplyModel : public QAbstractListModel
{
    Q_OBJECT

public:
    using QAbstractListModel::QAbstractListModel;

    void setReplies(const QList<QuickReply> &replies);
    void setUsage(const QString &id, qint64 count);
    /// Words of title, content or category, or pinyin initials (fh finds 发货); empty: all.
    void search(const QString &text);
    QString searched() const { return m_search; }
    /// The customer's language (ISO 639-1): its replies come first among equals, for customers of
    /// other languages then the English ones.
    void setLanguage(const QString &language);

    /// Number of all, whatever is searched.
    qsizetype total() const { return m_all.size(); }
    const QuickReply *find(const QString &id) const;
    /// In the server's order, whatever is searched.
    QList<QuickReply> all() const;
    /// The one that Ctrl+`digit` writes; null without one. Keys that no reply has of its own stand
    /// for those without one, oldest first, so that they do not move under the hand.
    const QuickReply *byShortcut(int digit) const;
    /// At a row of the search.
    const QuickReply *at(int row) const;
    /// The keys that write it, its own or those it was given; empty: none.
    QString keys(int row) const { return m_all.at(m_shown.at(row)).keys; }

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

    static QString categoryName(QuickReplyCategory category);

private:
    struct Entry
    {
        QuickReply reply;
        QString title, content; ///< folded (searchfold.h)
        QString titleInitials;
        QString contentInitials;
        QString keys;     ///< its own shortcut, or the one it was given
        QString language; ///< guessed from the text
    };
    /// 0 is best; -1: does not fit.
    static int rank(const Entry &entry, const QString &needle);
    int distance(const Entry &entry) const;
    void arrange();
    void giveKeys();

    QList<Entry> m_all;
    QList<qsizetype> m_shown; ///< indexes into m_all
    QString m_search;
    QString m_language;
};

} // namespace handoff
