#pragma once

#include <QFrame>
#include <QPointer>

class QGridLayout;
class QLabel;

namespace handoff {
class Theme;

/// All keys on one card over the window; `?` opens it, Esc closes it. GUI thread.
class KeysPage : public QFrame
{
    Q_OBJECT
public:
    struct Row
    {
        QString keys;
        QString what;
    };

    explicit KeysPage(const Theme &theme, QWidget *parent);

    void open(const QList<Row> &rows);

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    bool eventFilter(QObject *object, QEvent *event) override;

private:
    const Theme &m_theme;
    QFrame *m_card = nullptr;
    QPointer<QWidget> m_before; ///< had the focus
};

} // namespace handoff
