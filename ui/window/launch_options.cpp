// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/launch_options.h"

#include <QFile>
#include <functional>
#include <map>

namespace headlight::ui {

namespace {

using Setter = std::function<bool(LaunchOptions&, const QString&)>;

ScreenshotOptions& screenshotOf(LaunchOptions& options)
{
    if (!options.screenshot)
        options.screenshot.emplace();
    return *options.screenshot;
}

bool readSize(const QString& text, QSize& size)
{
    const QStringList parts = text.split(QLatin1Char('x'));
    bool wide = false;
    bool high = false;
    if (parts.size() == 2)
        size = {parts[0].toInt(&wide), parts[1].toInt(&high)};
    return wide && high && size.width() > 0 && size.height() > 0;
}

bool readNumber(const QString& text, int& number)
{
    bool sound = false;
    number = text.toInt(&sound);
    return sound && number >= 0;
}

template <typename Member>
Setter screenshotText(Member member)
{
    return [member](LaunchOptions& options, const QString& value) {
        screenshotOf(options).*member = value;
        return true;
    };
}

template <typename Member>
Setter screenshotNumber(Member member)
{
    return [member](LaunchOptions& options, const QString& value) {
        return readNumber(value, screenshotOf(options).*member);
    };
}

const std::map<std::string, Setter>& valueOptions()
{
    static const std::map<std::string, Setter> setters = {
        {"--model",
         [](LaunchOptions& options, const QString& value) {
             options.model = value;
             return true;
         }},
        {"--screenshot", screenshotText(&ScreenshotOptions::file)},
        {"--size",
         [](LaunchOptions& options, const QString& value) { return readSize(value, screenshotOf(options).size); }},
        {"--theme",
         [](LaunchOptions& options, const QString& value) {
             screenshotOf(options).theme = value;
             return value == QLatin1String("light") || value == QLatin1String("dark");
         }},
        {"--view", screenshotText(&ScreenshotOptions::view)},
        {"--measure", screenshotText(&ScreenshotOptions::measure)},
        {"--layer", screenshotNumber(&ScreenshotOptions::layer)},
        {"--head", screenshotNumber(&ScreenshotOptions::head)},
    };
    return setters;
}

bool setFlag(LaunchOptions& options, const std::string& name)
{
    if (name == "--help" || name == "-h")
        options.help = true;
    else if (name == "--version")
        options.version = true;
    else if (name == "--run-example")
        options.runExample = true;
    else
        return false;
    return true;
}

Result<void> setPath(LaunchOptions& options, const std::string& argument)
{
    if (!argument.empty() && argument.front() == '-')
        return usageError("Unknown option " + argument, "See headlight --help.");
    if (!options.path.isEmpty())
        return usageError("Expected one file or folder, not also " + argument, "See headlight --help.");
    options.path = QFile::decodeName(argument.c_str());
    return {};
}

Result<void> setValue(LaunchOptions& options, const std::string& name, const std::string* value)
{
    if (!value)
        return usageError(name + " needs a value", "See headlight --help.");
    if (!valueOptions().at(name)(options, QFile::decodeName(value->c_str())))
        return usageError(name + " cannot be " + *value, "See headlight --help.");
    return {};
}

} // namespace

Result<LaunchOptions> readArguments(const std::vector<std::string>& arguments)
{
    LaunchOptions options;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string& argument = arguments[i];
        if (setFlag(options, argument))
            continue;
        Result<void> done;
        if (valueOptions().count(argument)) {
            const std::string* value = i + 1 < arguments.size() ? &arguments[i + 1] : nullptr;
            done = setValue(options, argument, value);
            ++i;
        } else {
            done = setPath(options, argument);
        }
        if (!done)
            return Failure(done.error());
    }
    if (options.screenshot && options.screenshot->file.isEmpty())
        return usageError("--size, --theme, --view, --measure, --layer and --head belong to --screenshot");
    return options;
}

std::string launchHelp()
{
    return R"(Usage: headlight [--model DIR] [FILE|FOLDER]

Shows what the heads of a question-answering model did for an answer.

  FILE.headlight     open this session
  FILE               open this list of questions: SQuAD, rows with question and context (JSON, JSON Lines, CSV, TSV), or
                     plain text; docs/questions.md has the forms
  FOLDER             open this model folder
  --model DIR        open this model folder (default: the last one, at first the demo model)
  --run-example      ask the example question at once
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
