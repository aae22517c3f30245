#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace handoff {
class Theme;

/// Empty, loading and error state of a pane: what it is, why, and one action. GUI thread.
class StatePage : public QWidget
{
    Q_OBJECT
public:
    explicit StatePage(const Theme &theme, QWidget *parent = nullptr);

    /// An empty `action` hides the button.
    void show(const QString &icon, const QString &title, const QString &why,
              const QString &action = {});
    QString title() const;

signals:
    void actionTriggered();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    QString m_icon;
    QWidget *m_glyph;
    QLabel *m_title;
    QLabel *m_why;
    QPushButton *m_action;
};

} // namespace handoff
