#pragma once

#include <QFrame>

class QLabel;
class QPushButton;
class QToolButton;

namespace handoff {
class Theme;
enum class Token;

/// One line of news at the top of a page: icon, text, at most one action. Errors live here, not in
/// modal boxes. GUI thread.
class Banner : public QFrame
{
    Q_OBJECT
public:
    explicit Banner(const Theme &theme, QWidget *parent = nullptr);

    /// Shows it; `token` is Danger, Warn, Ok or Brand. An empty `action` hides its button; `other`
    /// is a second way out.
    void present(Token token, const QString &icon, const QString &text, const QString &action = {},
                 const QString &other = {});
    /// Its actions change a customer's fate (focuskeeper.h).
    void setFateful();
    /// Whether a small cross lets the reader put it away.
    void setDismissable(bool on);
    QString text() const;
    void retranslate();

signals:
    void actionTriggered();
    void otherTriggered();
    void dismissed();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    Token m_token;
    QString m_icon;
    QLabel *m_text;
    QPushButton *m_action;
    QPushButton *m_other;
    QToolButton *m_close;
};

} // namespace handoff
