#pragma once

#include <QFrame>
#include <QPlainTextEdit>

class QLabel;
class QPushButton;

namespace handoff {
class Theme;

/// Text field of the composer: decides what Enter does, and never while an input method composes.
/// Grows with its text. GUI thread.
class ComposerEdit : public QPlainTextEdit
{
    Q_OBJECT
public:
    explicit ComposerEdit(QWidget *parent = nullptr);

    /// True: Enter sends, Ctrl+Enter sends and goes on to the next; false: Ctrl+Enter sends.
    void setEnterSends(bool on) { m_enterSends = on; }
    bool isComposing() const { return m_composing; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {120, sizeHint().height()}; }

signals:
    void submitted(bool thenNext);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void inputMethodEvent(QInputMethodEvent *event) override;
    void insertFromMimeData(const QMimeData *source) override;

private:
    bool m_enterSends = true;
    bool m_composing = false;
};

/// Where replies are written; or, when one may not write here, the reason and the one action that
/// changes it. GUI thread.
class Composer : public QFrame
{
    Q_OBJECT
public:
    static constexpr int maxLength = 4000;
    static constexpr int countFrom = 3500; ///< the number of characters is shown from here on

    explicit Composer(const Theme &theme, QWidget *parent = nullptr);

    void setEnterSends(bool on);
    QString text() const;
    /// Puts a draft in without reporting it as an edit.
    void setText(const QString &text);
    /// Writing is possible.
    void allow();
    /// Writing is not possible; an empty `action` offers none.
    void refuse(const QString &icon, const QString &reason, const QString &action = {},
                bool actionEnabled = true);
    /// True after allow(), false after refuse().
    bool isAllowed() const { return m_allowed; }
    void focusText();
    ComposerEdit *edit() const { return m_edit; }
    void retranslate();

signals:
    /// Not blank and not too long.
    void sendRequested(const QString &text, bool thenNext);
    void edited(const QString &text);
    void actionTriggered();
    /// The text field had the focus and goes away: give it to somebody.
    void focusLost();

private:
    void submit(bool thenNext);
    void updateState();
    void paintRefusal();

    const Theme &m_theme;
    ComposerEdit *m_edit;
    QLabel *m_hint;
    QLabel *m_count;
    QPushButton *m_send;
    QLabel *m_reasonIcon;
    QLabel *m_reason;
    QPushButton *m_action;
    QString m_iconName;
    bool m_enterSends = true;
    bool m_allowed = true;
    bool m_loading = false;
};

} // namespace handoff
