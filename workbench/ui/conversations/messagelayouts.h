#pragma once

#include "workbench/models/transcriptmodel.h"
#include "workbench/ui/common/richtext.h"

#include <QCache>
#include <QRectF>

namespace handoff {
class Theme;

/// Lays out and hit-tests single rows of the transcript in a view of a given width. Layouts are
/// kept for the newest few hundred rows that were asked for. GUI thread.
class MessageLayouts
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
        QString mark;
        QRectF markLine;
        QPointF title; ///< of the hand-over card
    };

    explicit MessageLayouts(const Theme &theme) : m_theme(theme), m_layouts(400) {}

    Layout &of(const TranscriptModel &model, int row, int width);
    /// Exact height of a row.
    int height(const TranscriptModel &model, int row, int width);
    /// A quick guess for rows that were never shown.
    int estimate(const TranscriptModel &model, int row, int width) const;
    Hit hit(const TranscriptModel &model, int row, int width, QPointF point);
    /// Characters of the row's text, for selections that cover whole rows.
    int length(const TranscriptModel &model, int row, int width);
    QString selectedText(const TranscriptModel &model, int row, int width,
                         const Selection &selection);
    /// Start and end of the word at `position`.
    Selection wordAt(const TranscriptModel &model, int row, int width, int position);
    /// Left of customer bubbles, for the avatar.
    int gutter() const;
    /// Theme or language changed: measures everything again.
    void forget() { m_layouts.clear(); }

private:
    int textRoom(int width) const;
    /// Left of the words of a hand-over card, for its glyph.
    int cardIndent() const;

    const Theme &m_theme;
    QCache<QString, Layout> m_layouts;
};

} // namespace handoff
