#pragma once

#include <QFrame>
#include <QPointer>
#include <QTimer>

#include <functional>

class QLabel;
class QPushButton;
class QToolButton;

namespace handoff {
class Theme;
enum class Token;

/// News on a card over the page. It passes: gone by itself unless the pointer or the focus is on
/// it. With two answers it is a question, and stays until it is answered or taken away. GUI thread.
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
        QString other = {};             ///< the other answer; both change a customer's fate
        std::function<void()> otherAct = {};
        QString clock = {}; ///< time that is left for the answer
    };
    Toast(const Theme &theme, const News &news, QWidget *parent);

    /// The same question at a later time, or in another language.
    void setNews(const News &news);
    QString text() const;
    QString id() const { return m_news.id; }
    bool isQuestion() const { return !m_news.other.isEmpty(); }

signals:
    /// It wants to go: its time is over, or it was answered.
    void over();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    News m_news;
    QLabel *m_text;
    QLabel *m_clock;
    QPushButton *m_action;
    QPushButton *m_other;
    QToolButton *m_close;
    QTimer m_time;
};

/// The toasts over one area, the newest at the bottom left, at most three that pass. They push
/// nothing and take no focus. GUI thread.
class Toasts : public QObject
{
    Q_OBJECT
public:
    Toasts(const Theme &theme, QWidget *area);

    void show(const Toast::News &news);
    /// What is typed into `widget` is seen: who would lie over it lies above it.
    void keepFree(QWidget *widget);
    /// Takes the one of this id away; nothing when there is none.
    void hide(const QString &id);
    void clear();

protected:
    bool eventFilter(QObject *object, QEvent *event) override;

private:
    Toast *find(const QString &id) const;
    void remove(Toast *toast);
    void place();

    const Theme &m_theme;
    QWidget *m_area;
    QPointer<QWidget> m_free;
    QList<Toast *> m_toasts; ///< oldest first
};

} // namespace handoff
