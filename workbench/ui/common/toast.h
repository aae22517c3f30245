#pragma once

#include <QFrame>
#include <QTimer>

#include <functional>

class QLabel;
class QPushButton;
class QToolButton;

namespace handoff {
class Theme;
enum class Token;

/// News that passes, on a card over the page: gone by itself unless the pointer or the focus is on
/// it. GUI thread.
class Toast : public QFrame
{
    Q_OBJECT
public:
    static constexpr int newsMs = 5000;
    static constexpr int actionMs = 8000; ///< with something to do

    struct News
    {
        Token token;
        QString icon;
        QString text;
        QString action = {};            ///< empty: none
        std::function<void()> act = {}; ///< what the action does
        QString id = {};                ///< of the same id there is only one
    };
    Toast(const Theme &theme, const News &news, QWidget *parent);

    QString text() const;
    QString id() const { return m_id; }

signals:
    /// It wants to go: its time is over, or it was answered.
    void over();

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    const Theme &m_theme;
    Token m_token;
    QString m_icon;
    QString m_id;
    QLabel *m_text;
    QPushButton *m_action;
    QToolButton *m_close;
    QTimer m_time;
};

/// The toasts over one area, the newest at the bottom left, at most three. They push nothing and
/// take no focus. GUI thread.
class Toasts : public QObject
{
    Q_OBJECT
public:
    Toasts(const Theme &theme, QWidget *area);

    void show(const Toast::News &news);
    /// Takes the one of this id away; nothing when there is none.
    void hide(const QString &id);
    void clear();

protected:
    bool eventFilter(QObject *object, QEvent *event) override;

private:
    void remove(Toast *toast);
    void place();

    const Theme &m_theme;
    QWidget *m_area;
    QList<Toast *> m_toasts; ///< oldest first
};

} // namespace handoff
