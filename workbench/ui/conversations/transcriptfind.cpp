// Search in the transcript view.
#include "workbench/ui/conversations/transcriptview.h"

namespace handoff {

QString TranscriptView::senderName(int row) const
{
    return m_delegate.senderName(*m_model->row(row));
}

QList<int> TranscriptView::rowsWith(const QString &text) const
{
    QList<int> rows;
    const QString needle = text.trimmed();
    if (needle.isEmpty() || !m_model)
        return rows;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        if (m_model->row(row)->message.content.contains(needle, Qt::CaseInsensitive))
            rows.append(row);
    }
    return rows;
}

void TranscriptView::showFound(int row, const QString &text)
{
    setCurrent(row);
    // Markdown shows other characters than it is written with: look in what is shown.
    const int length = m_delegate.length(*m_model, row, contentWidth());
    const QString shown = m_delegate.selectedText(*m_model, row, contentWidth(), {0, length});
    const auto at = static_cast<int>(shown.indexOf(text.trimmed(), 0, Qt::CaseInsensitive));
    const auto end = at < 0 ? 0 : at + static_cast<int>(text.trimmed().size());
    m_from = {m_model->index(row), qMax(0, at)};
    m_to = {m_model->index(row), end};
    viewport()->update();
}

void TranscriptView::clearFound()
{
    m_current = QPersistentModelIndex();
    clearSelection();
}

} // namespace handoff
