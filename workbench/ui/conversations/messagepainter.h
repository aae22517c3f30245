#pragma once

#include "workbench/ui/conversations/messagelayouts.h"

class QPainter;

namespace handoff {

/// Paints single rows of the transcript. GUI thread.
class MessagePainter
{
public:
    MessagePainter(const Theme &theme, MessageLayouts &layouts) : m_theme(theme), m_layouts(layouts)
    {
    }

    /// Name of the customer of this chat.
    QString customer;

    /// Paints with the row's top left corner at the painter's origin.
    void paint(QPainter &painter, const TranscriptModel &model, int row, int width,
               const MessageLayouts::Selection &selection, bool current);

private:
    using Layout = MessageLayouts::Layout;
    void paintHead(QPainter &painter, const Layout &layout, const TranscriptRow &row, int width);
    void paintFoot(QPainter &painter, const Layout &layout, const TranscriptRow &row, bool own);
    void paintHandOver(QPainter &painter, const Layout &layout, const TranscriptRow &row);
    void paintNote(QPainter &painter, const Layout &layout, const TranscriptRow &row);

    const Theme &m_theme;
    MessageLayouts &m_layouts;
};

} // namespace handoff
