// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Opens a session and saves it under another name with other notes, as the window does.
#include <iostream>

#include "core/session/session.h"

int main(int argc, char** argv)
{
    if (argc != 3) {
        std::cerr << "resave_session FROM TO\n";
        return 2;
    }
    headlight::Result<headlight::Session> session = headlight::readSession(argv[1]);
    if (!session) {
        std::cerr << session.error().text() << '\n';
        return 1;
    }
    session->view.notes = "seen in Headlight";
    const headlight::Result<void> saved = headlight::writeSession(*session, argv[2]);
    if (!saved)
        std::cerr << saved.error().text() << '\n';
    return saved ? 0 : 1;
}
