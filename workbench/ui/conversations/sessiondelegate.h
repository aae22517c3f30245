#pragma once

#include "workbench/models/sessionlistmodel.h"

#include <QIdentityProxyModel>
#include <QStyledItemDelegate>

namespace handoff {
class Theme;

/// The list's rows with one accessible sentence each; everything else comes from the model below.
/// GUI thread.
class SessionRows : public QIdentityProxyModel
{
    Q_OBJECT
public:
    using QIdentityProxyModel::QIdentityProxyModel;

    SessionListModel *sessions() const { return static_cast<SessionListModel *>(sourceModel()); }
    QVariant data(const QModelIndex &index, int role) const override;
};

/// Paints one row of the conversation list: 64 px, two lines (workbench.md, List row). GUI thread.
class SessionDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    /// Waits from here on are amber, then red (workbench.md, List row).
    static constexpr int warnSeconds = 100;
    static constexpr int alarmSeconds = 180;

    explicit SessionDelegate(const Theme &theme, QObject *parent = nullptr);

    /// The chat that is open is painted as chosen.
    void setOpenSession(const QString &sessionName) { m_open = sessionName; }
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    static std::optional<Timestamp> wantedSince(const SessionListModel &model,
                                                const SessionSummary &session);
    int paintReason(QPainter &painter, const QRect &line, const SessionSummary &session,
                    int nameWidth) const;
    int paintBadges(QPainter &painter, const QRect &line, const SessionListModel &model,
                    const ListRow &row) const;
    void paintAvatar(QPainter &painter, const QPoint &at, const ListRow &row,
                     const QColor &background) const;

    const Theme &m_theme;
    QString m_open;
};

} // namespace handoff
