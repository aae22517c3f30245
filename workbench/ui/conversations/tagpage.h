#pragma once

#include "workbench/ui/common/overlay.h"
#include "workbench/ui/conversations/chatparts.h"

class QLabel;
class QLineEdit;
class QListWidget;
class QListWidgetItem;

namespace handoff {
class Banner;

/// Labels of the open chat: search, tick, or make a new one. Each tick is stored at once. GUI
/// thread.
class TagPage : public Overlay
{
    Q_OBJECT
public:
    TagPage(const ChatParts &parts, QWidget *parent);

    void present();
    void retranslate();
    /// Why the server refused; returns whether the page is open.
    bool showError(const QString &text);

protected:
    bool eventFilter(QObject *object, QEvent *event) override;

private:
    void build();
    void fill();
    void toggle(const QListWidgetItem *item);
    bool isOn(const QString &tagId) const;

    ChatParts m_parts;
    Banner *m_banner = nullptr;
    QLineEdit *m_search = nullptr;
    QListWidget *m_list = nullptr;
};

} // namespace handoff
