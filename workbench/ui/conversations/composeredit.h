#pragma once

#include <QPlainTextEdit>

#include <optional>

namespace handoff {

/// What is being typed after a `/` or an `@`, up to the cursor.
struct TypedWord
{
    QChar trigger;
    int start = 0; ///< of the trigger in the text
    QString query; ///< after the trigger
};

/// The word at the cursor when it begins with one of `triggers`: `/fh` in “您好/fh”, but nothing in
/// a web address or in 1/2. Pure.
std::optional<TypedWord> typedWord(const QString &text, int cursor, QStringView triggers);

/// Text field of the composer: decides what Enter does, and never while an input method composes.
/// Grows with its text. GUI thread.
class ComposerEdit : public QPlainTextEdit
{
    Q_OBJECT
public:
    /// `triggers`: characters that begin a word to complete.
    explicit ComposerEdit(const QString &objectName, const QString &triggers,
                          QWidget *parent = nullptr);

    /// True: Enter sends, Ctrl+Enter sends and goes on to the next; false: Ctrl+Enter sends.
    void setEnterSends(bool on) { m_enterSends = on; }
    bool isComposing() const { return m_composing; }
    /// While a list of suggestions is open, its keys are reported instead of handled.
    void setSuggesting(bool on) { m_suggesting = on; }

    /// Puts `text` in place of the typed word (or at the cursor); undo takes it back in one step.
    /// Its first variable without a value is selected, so that one types over it.
    void complete(const QString &text);
    /// Selects the next `{variable}`; false when there is none.
    bool selectNextBlank();
    /// Whether a completed text still has variables that somebody must fill.
    bool hasBlanks() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {120, sizeHint().height()}; }

signals:
    void submitted(bool thenNext);
    /// The word under the cursor changed; no trigger: there is none (any more).
    void wordTyped(QChar trigger, const QString &query);
    /// While suggesting: Up, Down, Enter, Tab or Escape.
    void suggestionKey(int key);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void inputMethodEvent(QInputMethodEvent *event) override;
    void insertFromMimeData(const QMimeData *source) override;
    bool event(QEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    struct Extent
    {
        int height = 0; ///< of the lines that are shown
        bool scrolls = false;
    };
    Extent extent() const;
    void fit();
    void reportWord();

    QString m_triggers;
    bool m_enterSends = true;
    bool m_composing = false;
    bool m_suggesting = false;
    bool m_filling = false; ///< a text with blanks was put in
    QChar m_reported;       ///< trigger last told
};

} // namespace handoff
