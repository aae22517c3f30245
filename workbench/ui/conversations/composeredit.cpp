#include "workbench/ui/conversations/composeredit.h"

#include "shared/rules/templates.h"

#include <QAbstractTextDocumentLayout>
#include <QKeyEvent>
#include <QMimeData>
#include <QTextBlock>
#include <QTextLayout>
#include <QtMath>

#include <algorithm>

namespace handoff {

namespace {

constexpr int longestQuery = 30;
constexpr int mostLines = 8; ///< beyond, the text scrolls

bool isSuggestionKey(int key)
{
    return key == Qt::Key_Up || key == Qt::Key_Down || key == Qt::Key_Return ||
           key == Qt::Key_Enter || key == Qt::Key_Tab || key == Qt::Key_Escape;
}

/// `/` after a Latin letter, a digit, `:` or another `/` is part of an address or a fraction.
bool mayPrecede(QChar c)
{
    return !(c.unicode() < 0x250 && c.isLetterOrNumber()) && c != u':' && c != u'/' && c != u'.';
}

} // namespace

std::optional<TypedWord> typedWord(const QString &text, int cursor, QStringView triggers)
{
    for (int i = cursor - 1; i >= 0 && cursor - i <= longestQuery; --i) {
        const QChar c = text.at(i);
        if (c.isSpace())
            return std::nullopt;
        if (!triggers.contains(c))
            continue;
        if (i > 0 && !mayPrecede(text.at(i - 1)))
            return std::nullopt;
        return TypedWord{c, i, text.mid(i + 1, cursor - i - 1)};
    }
    return std::nullopt;
}

ComposerEdit::ComposerEdit(const QString &objectName, const QString &triggers, QWidget *parent)
    : QPlainTextEdit(parent), m_triggers(triggers)
{
    setObjectName(objectName);
    setTabChangesFocus(true);
    setFrameShape(QFrame::NoFrame);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    document()->setDocumentMargin(0);
    connect(this, &QPlainTextEdit::textChanged, this, [this] {
        fit();
        if (document()->isEmpty())
            m_filling = false;
    });
    connect(this, &QPlainTextEdit::cursorPositionChanged, this, &ComposerEdit::reportWord);
    connect(this, &QPlainTextEdit::textChanged, this, &ComposerEdit::reportWord);
}

/// The document's own size is told before its lines are wrapped, and the lines of another script
/// are higher than the font's: each is measured.
ComposerEdit::Extent ComposerEdit::extent() const
{
    int lines = 0;
    qreal height = 0;
    QAbstractTextDocumentLayout *layout = document()->documentLayout();
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next()) {
        layout->blockBoundingRect(block); // wraps it
        for (int i = 0; i < block.layout()->lineCount(); ++i) {
            if (lines++ == mostLines)
                return {qCeil(height), true};
            height += block.layout()->lineAt(i).height();
        }
    }
    return {qMax(qCeil(height), 2 * fontMetrics().lineSpacing()), false};
}

QSize ComposerEdit::sizeHint() const
{
    const int frame = height() - viewport()->height();
    return {240, extent().height + frame + 1}; // the area takes less than one pixel for too little
}

/// A bar makes the lines shorter and more of them. Were it to come when the height is too little,
/// it could make the field higher, go for that, make it lower and come again, for ever.
void ComposerEdit::fit()
{
    setVerticalScrollBarPolicy(extent().scrolls ? Qt::ScrollBarAlwaysOn : Qt::ScrollBarAlwaysOff);
    updateGeometry();
}

/// Another width wraps the lines anew.
void ComposerEdit::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    if (event->size().width() != event->oldSize().width())
        fit();
}

void ComposerEdit::inputMethodEvent(QInputMethodEvent *event)
{
    m_composing = !event->preeditString().isEmpty();
    QPlainTextEdit::inputMethodEvent(event);
}

void ComposerEdit::reportWord()
{
    const QTextCursor cursor = textCursor();
    std::optional<TypedWord> word;
    if (hasFocus() && !m_composing && !cursor.hasSelection())
        word = typedWord(toPlainText(), cursor.position(), m_triggers);
    const QChar trigger = word ? word->trigger : QChar();
    if (!word && m_reported.isNull())
        return;
    m_reported = trigger;
    emit wordTyped(trigger, word ? word->query : QString());
}

void ComposerEdit::focusOutEvent(QFocusEvent *event)
{
    QPlainTextEdit::focusOutEvent(event);
    if (!std::exchange(m_reported, QChar()).isNull())
        emit wordTyped({}, {});
}

/// Keys of the list and Tab between blanks must not become shortcuts or move the focus.
bool ComposerEdit::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride && m_suggesting &&
        isSuggestionKey(static_cast<QKeyEvent *>(event)->key())) {
        event->accept();
        return true;
    }
    if (event->type() == QEvent::KeyPress) {
        auto *key = static_cast<QKeyEvent *>(event);
        if (key->key() == Qt::Key_Tab && key->modifiers() == Qt::NoModifier && !m_suggesting &&
            m_filling && selectNextBlank())
            return true;
        if (key->key() == Qt::Key_Tab && m_suggesting) {
            emit suggestionKey(Qt::Key_Tab);
            return true;
        }
    }
    return QPlainTextEdit::event(event);
}

void ComposerEdit::keyPressEvent(QKeyEvent *event)
{
    if (m_suggesting && isSuggestionKey(event->key()) && !m_composing &&
        !(event->modifiers() & ~Qt::KeypadModifier)) {
        emit suggestionKey(event->key());
        return;
    }
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (!enter) {
        QPlainTextEdit::keyPressEvent(event);
        return;
    }
    const Qt::KeyboardModifiers held = event->modifiers() & ~Qt::KeypadModifier;
    const bool sends = m_enterSends ? held == Qt::NoModifier || held == Qt::ControlModifier
                                    : held == Qt::ControlModifier;
    if (m_composing) {
        event->accept(); // the Enter that confirms a candidate belongs to the input method
    } else if (sends && !event->isAutoRepeat()) {
        emit submitted(m_enterSends && held == Qt::ControlModifier);
    } else if (!sends) {
        insertPlainText(QStringLiteral("\n"));
        ensureCursorVisible();
    }
}

void ComposerEdit::insertFromMimeData(const QMimeData *source)
{
    if (source->hasText())
        insertPlainText(source->text());
}

void ComposerEdit::complete(const QString &text)
{
    QTextCursor cursor = textCursor();
    if (!cursor.hasSelection()) {
        if (const auto word = typedWord(toPlainText(), cursor.position(), m_triggers)) {
            const int end = cursor.position();
            cursor.setPosition(word->start);
            cursor.setPosition(end, QTextCursor::KeepAnchor);
        }
    }
    const int start = cursor.selectionStart();
    cursor.insertText(text);
    if (!Templates::places(text).isEmpty()) {
        m_filling = true;
        cursor.setPosition(start);
        setTextCursor(cursor);
        selectNextBlank();
    } else {
        setTextCursor(cursor);
    }
    ensureCursorVisible();
}

bool ComposerEdit::selectNextBlank()
{
    const QList<Templates::Place> blanks = Templates::places(toPlainText());
    if (blanks.isEmpty())
        return false;
    QTextCursor cursor = textCursor();
    const auto behind = std::find_if(blanks.begin(), blanks.end(),
                                     [from = cursor.selectionEnd()](const Templates::Place &blank) {
                                         return blank.start >= from;
                                     });
    const Templates::Place &next = behind == blanks.end() ? blanks.first() : *behind; // around
    if (next.start == cursor.selectionStart() && cursor.hasSelection())
        return false; // the only one, and it is selected
    cursor.setPosition(static_cast<int>(next.start));
    cursor.setPosition(static_cast<int>(next.start + next.length), QTextCursor::KeepAnchor);
    setTextCursor(cursor);
    return true;
}

bool ComposerEdit::hasBlanks() const
{
    return m_filling && !Templates::places(toPlainText()).isEmpty();
}

} // namespace handoff
