// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/screen/x_user.h"

#include <QByteArray>
#include <QDeadlineTimer>
#include <QThread>
#include <cstdlib>
#include <cstring>
#include <xcb/xcb.h>
#include <xcb/xtest.h>

namespace headlight::test {

namespace {

constexpr int dragSteps = 8;
constexpr unsigned long pollMilliseconds = 5;

struct Freed {
    void operator()(void* reply) const { std::free(reply); }
};

/// A reply of the server, which is the caller's to free.
template <typename T>
std::unique_ptr<T, Freed> owned(T* reply)
{
    return std::unique_ptr<T, Freed>(reply);
}

} // namespace

struct XUser::Connection {
    xcb_connection_t* server = nullptr;
    xcb_window_t root = 0;
    quint8 firstKey = 8;
    int keysEach = 0;
    std::vector<xcb_keysym_t> symbols; ///< `keysEach` a key

    xcb_atom_t atom(const QByteArray& name) const
    {
        const auto asked = xcb_intern_atom(server, 0, quint16(name.size()), name.constData());
        const auto reply = owned(xcb_intern_atom_reply(server, asked, nullptr));
        return reply ? reply->atom : xcb_atom_t(XCB_ATOM_NONE);
    }
    QByteArray property(xcb_window_t window, xcb_atom_t name) const
    {
        constexpr quint32 most = 65536;
        const auto asked = xcb_get_property(server, 0, window, name, XCB_GET_PROPERTY_TYPE_ANY, 0, most);
        const auto reply = owned(xcb_get_property_reply(server, asked, nullptr));
        if (!reply)
            return {};
        return {static_cast<const char*>(xcb_get_property_value(reply.get())),
                xcb_get_property_value_length(reply.get())};
    }
    QRect placeOf(xcb_window_t window) const
    {
        const auto size = owned(xcb_get_geometry_reply(server, xcb_get_geometry(server, window), nullptr));
        const auto place = owned(
            xcb_translate_coordinates_reply(server, xcb_translate_coordinates(server, window, root, 0, 0), nullptr));
        return size && place ? QRect(place->dst_x, place->dst_y, size->width, size->height) : QRect();
    }
    void readKeys()
    {
        const xcb_setup_t* setup = xcb_get_setup(server);
        firstKey = setup->min_keycode;
        const auto asked = xcb_get_keyboard_mapping(server, firstKey, quint8(setup->max_keycode - firstKey + 1));
        const auto reply = owned(xcb_get_keyboard_mapping_reply(server, asked, nullptr));
        keysEach = reply->keysyms_per_keycode;
        const xcb_keysym_t* all = xcb_get_keyboard_mapping_keysyms(reply.get());
        symbols.assign(all, all + xcb_get_keyboard_mapping_keysyms_length(reply.get()));
    }
    quint8 codeOf(quint32 key) const
    {
        for (std::size_t at = 0; at < symbols.size(); at += std::size_t(keysEach))
            if (symbols[at] == key)
                return quint8(firstKey + at / std::size_t(keysEach));
        qFatal("The keyboard has no key for keysym 0x%x", key);
    }
    void fake(quint8 type, quint8 detail, const QPoint& place = {}) const
    {
        xcb_test_fake_input(server, type, detail, XCB_CURRENT_TIME, root, qint16(place.x()), qint16(place.y()), 0);
    }
};

XUser::XUser(const std::string& display) : m_x(std::make_unique<Connection>())
{
    int screen = 0;
    m_x->server = xcb_connect(display.empty() ? nullptr : display.c_str(), &screen);
    if (!isConnected())
        return;
    m_x->root = xcb_setup_roots_iterator(xcb_get_setup(m_x->server)).data->root;
    m_x->readKeys();
}

XUser::~XUser()
{
    xcb_disconnect(m_x->server);
}

bool XUser::isConnected() const
{
    return xcb_connection_has_error(m_x->server) == 0;
}

bool XUser::awaitWindowManager(int milliseconds)
{
    const xcb_atom_t name = isConnected() ? m_x->atom("_NET_SUPPORTING_WM_CHECK") : xcb_atom_t(XCB_ATOM_NONE);
    for (const QDeadlineTimer end(milliseconds); isConnected() && !end.hasExpired(); QThread::msleep(pollMilliseconds))
        if (!m_x->property(m_x->root, name).isEmpty())
            return true;
    return false;
}

void XUser::moveTo(const QPoint& place)
{
    m_x->fake(XCB_MOTION_NOTIFY, 0, place);
    sync();
}

void XUser::press(int button)
{
    m_x->fake(XCB_BUTTON_PRESS, quint8(button));
    sync();
}

void XUser::release(int button)
{
    m_x->fake(XCB_BUTTON_RELEASE, quint8(button));
    sync();
}

void XUser::click(const QPoint& place, int button)
{
    moveTo(place);
    press(button);
    release(button);
}

void XUser::turnWheel(int steps)
{
    constexpr int up = 4; // X knows wheels as buttons
    constexpr int down = 5;
    for (int step = 0; step < std::abs(steps); ++step) {
        press(steps > 0 ? up : down);
        release(steps > 0 ? up : down);
    }
}

void XUser::drag(const QPoint& from, const QPoint& to)
{
    moveTo(from);
    press();
    for (int step = 1; step <= dragSteps; ++step)
        moveTo(from + (to - from) * step / dragSteps);
    release();
}

void XUser::strike(const QList<quint32>& keys)
{
    for (const quint32 key : keys)
        m_x->fake(XCB_KEY_PRESS, m_x->codeOf(key));
    for (auto key = keys.rbegin(); key != keys.rend(); ++key)
        m_x->fake(XCB_KEY_RELEASE, m_x->codeOf(*key));
    sync();
}

void XUser::sync()
{
    owned(xcb_get_input_focus_reply(m_x->server, xcb_get_input_focus(m_x->server), nullptr));
}

QImage XUser::look(const QRect& part)
{
    const auto asked = xcb_get_image(m_x->server, XCB_IMAGE_FORMAT_Z_PIXMAP, m_x->root, qint16(part.x()),
                                     qint16(part.y()), quint16(part.width()), quint16(part.height()), ~0U);
    const auto reply = owned(xcb_get_image_reply(m_x->server, asked, nullptr));
    const qsizetype needed = qsizetype(part.width()) * part.height() * 4;
    if (!reply || xcb_get_image_data_length(reply.get()) != needed)
        return {};
    const QImage seen(xcb_get_image_data(reply.get()), part.width(), part.height(), QImage::Format_RGB32);
    return seen.convertToFormat(QImage::Format_RGB888); // what fills its fourth byte means nothing
}

QRect XUser::windowOf(const QByteArray& programClass)
{
    const QByteArray windows = m_x->property(m_x->root, m_x->atom("_NET_CLIENT_LIST"));
    QRect largest;
    for (qsizetype at = 0; at + 4 <= windows.size(); at += 4) {
        xcb_window_t window = 0;
        std::memcpy(&window, windows.constData() + at, sizeof window);
        const QRect place = m_x->placeOf(window);
        const bool ours = m_x->property(window, XCB_ATOM_WM_CLASS).split('\0').contains(programClass);
        if (ours && place.width() * place.height() > largest.width() * largest.height())
            largest = place;
    }
    return largest;
}

} // namespace headlight::test
