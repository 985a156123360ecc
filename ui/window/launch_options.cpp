// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/launch_options.h"

#include <CLI/CLI.hpp>
#include <QFile>

namespace headlight::ui {

namespace {

/// As they were given, names in the system's bytes.
struct Given {
    LaunchOptions options;
    ScreenshotOptions picture;
    std::string model;
    std::string path;
    std::string file; ///< of the picture
    std::string size;
    std::string theme = "light";
    std::string view;
    std::string measure;
};

QString nameOf(const std::string& bytes)
{
    return QFile::decodeName(bytes.c_str());
}

/// Nothing for what is no size in pixels.
std::optional<QSize> sizeIn(const std::string& text)
{
    const QStringList parts = QString::fromStdString(text).split(QLatin1Char('x'));
    const QSize size = parts.size() == 2 ? QSize(parts[0].toInt(), parts[1].toInt()) : QSize(0, 0);
    return size.width() > 0 && size.height() > 0 ? std::optional(size) : std::nullopt;
}

void declare(CLI::App& program, Given& given)
{
    const auto isSize = [](const std::string& text) {
        return sizeIn(text) ? std::string() : text + " is no WIDTHxHEIGHT";
    };
    program.set_help_flag(); // its text is launchHelp()
    program.add_flag("-h,--help", given.options.help);
    program.add_flag("--version", given.options.version);
    program.add_flag("--run-example", given.options.runExample);
    program.add_option("--model", given.model);
    program.add_option("FILE", given.path);
    CLI::Option* picture = program.add_option("--screenshot", given.file);
    program.add_option("--size", given.size)->needs(picture)->check(isSize);
    program.add_option("--theme", given.theme)->needs(picture)->check(CLI::IsMember({"light", "dark"}));
    program.add_option("--view", given.view)->needs(picture);
    program.add_option("--measure", given.measure)->needs(picture);
    program.add_option("--layer", given.picture.layer)->needs(picture)->check(CLI::Range(0, 1023));
    program.add_option("--head", given.picture.head)->needs(picture)->check(CLI::Range(0, 1023));
}

LaunchOptions optionsOf(Given given)
{
    given.options.model = nameOf(given.model);
    given.options.path = nameOf(given.path);
    if (given.file.empty())
        return given.options;
    given.picture.file = nameOf(given.file);
    given.picture.size = sizeIn(given.size).value_or(given.picture.size);
    given.picture.theme = nameOf(given.theme);
    given.picture.view = nameOf(given.view);
    given.picture.measure = nameOf(given.measure);
    given.options.screenshot = given.picture;
    return given.options;
}

} // namespace

Result<LaunchOptions> readArguments(const std::vector<std::string>& arguments)
try {
    Given given;
    CLI::App program;
    declare(program, given);
    program.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend())); // takes them from the back
    return optionsOf(std::move(given));
} catch (const CLI::ParseError& error) {
    return usageError(error.what(), "See headlight --help.");
}

std::string launchHelp()
{
    return R"(Usage: headlight [--model DIR] [FILE|FOLDER]

Shows what the attention heads of an encoder did for an answer, a class, a label or a masked word.

  FILE.headlight     open this session
  FILE               open this list of questions: SQuAD, rows with question and context (JSON, JSON Lines, CSV, TSV), or
                     plain text; docs/questions.md has the forms
  FOLDER             open this model folder
  --model DIR        open this model folder (default: the last one, at first the demo model)
  --run-example      run the first example for the model at once
  --version          print the version
  --help             print this text

Without a display the window cannot open; headlight-cli does the same work there.

For documentation:
  --screenshot FILE  save a picture of the window as PNG when the result is complete, and quit
  --size WxH         of the picture, in pixels (1280x800)
  --theme light|dark, --view NAME, --measure NAME, --layer N, --head N   what it shows
)";
}

} // namespace headlight::ui
