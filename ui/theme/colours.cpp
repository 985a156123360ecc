// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/colours.h"

namespace headlight::ui {

const Colours& colours(Theme theme, bool highContrast)
{
    static const Colours strongLight = {0xffffff, 0xffffff, 0xff000000, 0xff000000, 0xff000000, 0x0a2fc4, 0xffffff,
                                        0xcfdcff, 0xffdf80, 0x0a2fc4, 0xa83c00, 0xa00000, 0xffffff};
    static const Colours strongDark = {0xff000000, 0xff000000, 0xffffff, 0xffffff, 0xffffff, 0x8fb8ff, 0xff000000,
                                       0x16357a, 0x6b5200, 0x8fb8ff, 0xffb26b, 0xffa39b, 0xff000000};
    if (highContrast)
        return theme == Theme::Dark ? strongDark : strongLight;
    static const Colours light = {0xffffff, 0xf5f6f8, 0x1b1f26, 0x5f6876, 0xd7dce3, 0x2563d9, 0xffffff,
                                  0xe2ebfb, 0xfde7ae, 0x2f6fdf, 0xd9722b, 0xb3261e, 0xfcebe9};
    static const Colours dark = {0x262a33, 0x1d2027, 0xe9ebef, 0xa0a9b6, 0x3b414c, 0x6ea2ff, 0x10141b,
                                 0x2c3f62, 0x66511a, 0x74a6ff, 0xf09a55, 0xff9c93, 0x45282a};
    return theme == Theme::Dark ? dark : light;
}

} // namespace headlight::ui
