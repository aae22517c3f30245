// Search in the transcript view.
#include "workbench/ui/conversations/transcriptview.h"

#include "shared/text/searchfold.h"

namespace handoff {

QString TranscriptView::senderName(int row) const
{
    return m_delegate.senderName(*m_model->row(row));
}

QList<int> TranscriptView::rowsWith(const QString &text) const
{
    QList<int> rows;
    const QString key = searchfold::key(text);
    if (key.isEmpty() || !m_model)
        return rows;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        if (searchfold::contains(m_model->row(row)->message.content, key))
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
    const auto hit = searchfold::find(shown, searchfold::key(text)).value_or(searchfold::Hit());
    m_from = {m_model->index(row), static_cast<int>(hit.start)};
    m_to = {m_model->index(row), static_cast<int>(hit.start + hit.length)};
    viewport()->update();
}

void TranscriptView::clearFound()
{
    m_current = QPersistentModelIndex();
    clearSelection();
}

} // namespace handoff
