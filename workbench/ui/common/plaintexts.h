#pragma once

#include <QObject>

namespace handoff {

/// Texts of labels and tool tips are shown as they are. Qt guesses by itself whether a text is
/// HTML, and names and messages of customers stand in them: a picture or a link of a stranger must
/// not. One for the program, made by the Theme.
class PlainTexts : public QObject
{
public:
    explicit PlainTexts(QObject *application);

protected:
    /// Each label before it is first shown; a tool tip is one too.
    bool eventFilter(QObject *watched, QEvent *event) override;
};

} // namespace handoff
