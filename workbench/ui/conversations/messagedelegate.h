#pragma once

#include "workbench/models/transcriptmodel.h"
#include "workbench/ui/common/richtext.h"

#include <QCache>
#include <QRectF>

class QPainter;

namespace handoff {
class Theme;

/// Lays out, paints and hit-tests one row of the transcript. Layouts are kept for the newest few
/// hundred rows that were asked for. GUI thread.
class MessageDelegate
{
public:
    /// Part of a row under the pointer.
    struct Hit
    {
        enum Kind { Nothing, Bubble, Link, Retry, Discard };
        Kind kind = Nothing;
        int position = -1; ///< character in the text
        QString href;      ///< with Link
    };

    /// Selected characters of one row; none when from == to.
    struct Selection
    {
        int from = 0;
        int to = 0;
    };

    explicit MessageDelegate(const Theme &theme);

    /// Name of the customer of this chat.
    void setCustomer(const QString &name);

    /// Exact height of a row for a view of `width`.
    int height(const TranscriptModel &model, int row, int width);
    /// A quick guess for rows that were never shown.
    int estimate(const TranscriptModel &model, int row, int width) const;
    /// Paints with the row's top left corner at the painter's origin.
    void paint(QPainter &painter, const TranscriptModel &model, int row, int width,
               const Selection &selection, bool current);
    Hit hit(const TranscriptModel &model, int row, int width, QPointF point);
    /// Characters of the row's text, for selections that cover whole rows.
    int length(const TranscriptModel &model, int row, int width);
    QString selectedText(const TranscriptModel &model, int row, int width,
                         const Selection &selection);
    /// Start and end of the word at `position`.
    Selection wordAt(const TranscriptModel &model, int row, int width, int position);
    /// "AI", the agent's or the customer's name.
    QString senderName(const TranscriptRow &row) const;
    /// One sentence for screen readers.
    QString accessibleText(const TranscriptModel &model, int row) const;
    /// Theme or language changed: measures everything again.
    void forget() { m_layouts.clear(); }

private:
    /// Where the parts of one row are, relative to its top left corner.
    struct Layout
    {
        QString content;
        int width = 0;
        int flags = 0;
        richtext::Document document;
        int height = 0;
        int dayTop = -1;
        int newTop = -1;
        int headTop = -1;
        QRectF bubble;
        QPointF text;
        QRectF foot;
        QRectF retry;
        QRectF discard;
        QPointF title; ///< of the hand-over card
    };

    Layout &layout(const TranscriptModel &model, int row, int width);
    int textRoom(int width) const;
    void paintHead(QPainter &painter, const Layout &layout, const TranscriptRow &row, int width);
    void paintFoot(QPainter &painter, const Layout &layout, const TranscriptRow &row, bool own);
    void paintHandOver(QPainter &painter, const Layout &layout, const TranscriptRow &row);
    void paintNote(QPainter &painter, const Layout &layout, const TranscriptRow &row);

    const Theme &m_theme;
    QString m_customer;
    QCache<QString, Layout> m_layouts;
};

} // namespace handoff
