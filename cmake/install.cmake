# SPDX-FileCopyrightText: 2026 The Headlight developers
# SPDX-License-Identifier: GPL-3.0-or-later
# Both programs look for the engine and the resources relative to themselves, so that any prefix works.

set(application io.github.headlight.Headlight)

install(TARGETS headlight headlight-cli)
install(TARGETS headlight_engine LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}/headlight)
install(DIRECTORY resources/ DESTINATION ${CMAKE_INSTALL_DATADIR}/headlight PATTERN icons EXCLUDE)
install(FILES resources/icons/headlight.svg RENAME ${application}.svg
        DESTINATION ${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps)
install(FILES packaging/${application}.desktop DESTINATION ${CMAKE_INSTALL_DATADIR}/applications)
install(FILES packaging/${application}.metainfo.xml DESTINATION ${CMAKE_INSTALL_DATADIR}/metainfo)
install(FILES packaging/headlight-session.xml DESTINATION ${CMAKE_INSTALL_DATADIR}/mime/packages)
install(FILES README.md CHANGELOG.md DESTINATION ${CMAKE_INSTALL_DOCDIR})
