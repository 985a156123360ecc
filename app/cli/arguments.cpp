// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/arguments.h"

#include <CLI/CLI.hpp>

#include "app/cli/help_texts.h"
#include "core/base/in_quotes.h"
#include "core/base/version.h"
#include "core/data/method_table.h"
#include "core/data/options.h"
#include "figures/view_table.h"

namespace headlight::cli {

namespace {

constexpr int wrongUsage = 2;
constexpr int largest = 1 << 30;

/// The commands' arguments while they are parsed; one of them becomes the answer.
struct Parsed {
    AnalyzeArguments analyze;
    AblateArguments ablate;
    PatchArguments patch;
    BenchArguments bench;
    TokenizeArguments tokenize;
    ShowArguments show;
    ExportArguments exports;
};

std::string joined(const std::vector<std::string>& words)
{
    std::string text;
    for (const std::string& word : words)
        text += (text.empty() ? "" : ", ") + word;
    return text;
}

CLI::Validator oneOf(const std::vector<std::string>& words)
{
    const auto check = [words](const std::string& word) {
        const bool known = std::find(words.begin(), words.end(), word) != words.end();
        return known ? std::string() : "\"" + word + "\" is not one of " + joined(words) + ".";
    };
    return CLI::Validator(check, "");
}

CLI::Validator atLeast(double least)
{
    const auto check = [least](const std::string& text) {
        double value = 0;
        const bool good = CLI::detail::lexical_cast(text, value) && value >= least && value <= largest;
        const std::string lowest = least == static_cast<int>(least) ? std::to_string(static_cast<int>(least)) : "0";
        return good ? std::string() : "\"" + text + "\" is not a number of at least " + lowest + ".";
    };
    return CLI::Validator(check, "");
}

CLI::Validator aTarget()
{
    const auto check = [](const std::string& text) {
        return targetNamed(text) ? std::string()
                                 : "\"" + text + "\" is no target: see the list below.";
    };
    return CLI::Validator(check, "");
}

CLI::Validator notEmpty()
{
    return CLI::Validator([](const std::string& text) { return text.empty() ? "The name is empty." : std::string(); },
                          "");
}

void addModelOption(CLI::App& command, std::string& model)
{
    command
        .add_option("--model", model,
                    "Folder with config.json, vocab.txt or tokenizer.json, and the weights\n"
                    "(default: the demo model)")
        ->check(notEmpty())
        ->type_name("DIR");
}

void addInputTexts(CLI::App& command, AnalyzeArguments& arguments)
{
    addModelOption(command, arguments.model);
    command.add_option("--question", arguments.question, "The question, where the model answers one")
        ->type_name("TEXT");
    command.add_option("--context", arguments.context, "The text that holds the answer")->type_name("TEXT");
    command
        .add_option("--context-file", arguments.contextFile,
                    "A text file with it, UTF-8 (or UTF-16 with its byte order\n"
                    "mark); - reads standard input")
        ->type_name("FILE|-");
    command
        .add_option("--text", arguments.text,
                    "In place of question and context: the text that the model\n"
                    "classifies, labels, or fills a word into")
        ->type_name("TEXT");
    command.add_option("--pair", arguments.pair, "The second text, where two are classified together")
        ->type_name("TEXT");
}

void addSessionOptions(CLI::App& command, AnalyzeArguments& arguments)
{
    command.add_option("--output", arguments.output, "The session to write, suffix .headlight")
        ->required()
        ->check(notEmpty())
        ->type_name("FILE");
    command.add_flag("--json", arguments.json, "Also print the session's JSON text on standard output");
}

void addPresetOption(CLI::App& command, AnalyzeArguments& arguments)
{
    command.add_option("--preset", arguments.preset, "accurate or tutorial, see below (default: accurate)")
        ->check(oneOf({"accurate", "tutorial"}))
        ->type_name("NAME");
}

void addInputOptions(CLI::App& command, AnalyzeArguments& arguments)
{
    command
        .add_option("--segments", arguments.segments,
                    "Segment ids: huggingface, or tutorial (the first [SEP] gets 1)\n"
                    "(default: the preset's)")
        ->check(oneOf({"huggingface", "tutorial"}))
        ->type_name("NAME");
    command
        .add_option("--baseline", arguments.baseline,
                    "Reference input: question and context replaced by [PAD] (pad),\n"
                    "[MASK] (mask), or a zero word embedding (zero) (default: pad)")
        ->check(oneOf({"pad", "mask", "zero"}))
        ->type_name("NAME");
    command
        .add_option("--target", arguments.targets,
                    "What is explained, see below (default: the preset's); several\n"
                    "classes, labels or words where it is given several times")
        ->check(aTarget())
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
        ->type_name("TARGET");
}

std::vector<std::string> methodWords()
{
    std::vector<std::string> words;
    for (const MethodKind& kind : methodTable())
        words.emplace_back(kind.id);
    words.emplace_back("all");
    return words;
}

void addMethodOptions(CLI::App& command, AnalyzeArguments& arguments)
{
    command
        .add_option("--with", arguments.methods,
                    "Further methods, see below: names with commas between them,\n"
                    "or all")
        ->delimiter(',')
        ->check(oneOf(methodWords()))
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
        ->type_name("METHODS");
}

void addQuadratureOptions(CLI::App& command, AnalyzeArguments& arguments)
{
    command
        .add_option("--rule", arguments.rule,
                    "exact: the definition's integral; captum: Captum's differences\n"
                    "(default: the preset's)")
        ->check(oneOf({"exact", "captum"}))
        ->type_name("NAME");
    command.add_option("--steps", arguments.steps, "Steps of rule captum (default: 50)")
        ->check(atLeast(1))
        ->type_name("N");
    command
        .add_option("--tolerance", arguments.tolerance,
                    "Rule exact: largest estimated error of a map, relative to its\n"
                    "largest magnitude (default: 0.01)")
        ->check(atLeast(0))
        ->type_name("X");
    command
        .add_option("--max-points", arguments.maxPoints,
                    "Rule exact: most path points, rounded down to 2^k + 1\n"
                    "(default: 513)")
        ->check(atLeast(2))
        ->type_name("N");
    command.add_flag("--measure-error", arguments.measureError,
                     "Rule captum: also how far it is off, against rule exact");
    command.add_flag("--hidden", arguments.hidden, "Keep the attribution of every hidden unit, [L,S,D]");
    command.add_flag("--embeddings", arguments.embeddings, "Also integrated gradients on the embeddings");
    command.add_flag("--float16", arguments.half,
                     "Write attention and norms as float16: a file a quarter\nsmaller, with the loss stated");
}

void addMachineOptions(CLI::App& command, AnalyzeArguments& arguments)
{
    command
        .add_option("--max-length", arguments.maxLength,
                    "Tokens of a window over a long context, the question and\n"
                    "special tokens included (default: 384)")
        ->check(atLeast(1))
        ->type_name("N");
    command.add_option("--stride", arguments.stride, "Context tokens by which windows overlap (default: 128, or half\n"
                                                   "of the room beside the question where that is less)")
        ->check(atLeast(0))
        ->type_name("N");
    command
        .add_option("--window", arguments.window,
                    "Analyse window N of a long context, counted from 0 (default:\n"
                    "the one with the best answer)")
        ->check(atLeast(0))
        ->type_name("N");
    command.add_option("--threads", arguments.threads, "Threads (default: as many as there are cores)")
        ->check(atLeast(1))
        ->type_name("N");
    command
        .add_option("--memory", arguments.memory,
                    "Memory for path points in MiB (default: a quarter of what is free,\n"
                    "at most 2048)")
        ->check(atLeast(1))
        ->type_name("MiB");
    command.add_option("--device", arguments.device, "cpu or cuda (default: cpu)")
        ->check(oneOf({"cpu", "cuda"}))
        ->type_name("NAME");
}

CLI::App* addCommand(CLI::App& program, const char* name, const char* help, const char* footer)
{
    CLI::App* command = program.add_subcommand(name, help);
    command->footer(footer);
    return command;
}

/// A method's name, and beside it what it is.
std::string methodLine(const MethodKind& kind)
{
    constexpr std::size_t column = 17;
    std::string text = "\n  " + std::string(kind.id);
    text.append(column - text.size() + 1, ' ');
    return text + std::string(kind.help);
}

std::string analyzeFooter()
{
    std::string text = analyzeFooterBegin;
    for (const MethodKind& kind : methodTable())
        text += methodLine(kind);
    return text + analyzeFooterEnd;
}

void addAnalyze(CLI::App& program, AnalyzeArguments& arguments)
{
    CLI::App& command = *addCommand(program, "analyze", analyzeHelp, analyzeFooter().c_str());
    addInputTexts(command, arguments);
    addSessionOptions(command, arguments);
    addPresetOption(command, arguments);
    addInputOptions(command, arguments);
    addMethodOptions(command, arguments);
    addQuadratureOptions(command, arguments);
    command
        .add_option("--ablate", arguments.ablate,
                    "Analyse the run without these parts, such as 4.6,mean:5.*,\n"
                    "see ablate --help")
        ->type_name("HEADS");
    addMachineOptions(command, arguments);
}

void addTableOptions(CLI::App& command, AnalyzeArguments& arguments, std::string& csv)
{
    command.add_flag("--json", arguments.json, "Print one JSON object on standard output instead of a table");
    command.add_option("--csv", csv, "Write the table to this file")->check(notEmpty())->type_name("FILE");
}

void addAblate(CLI::App& program, AblateArguments& arguments)
{
    CLI::App& command = *addCommand(program, "ablate", ablateHelp, ablateFooter);
    addInputTexts(command, arguments.input);
    command
        .add_option("--heads", arguments.heads,
                    "The parts to ablate together, see below (default: each one\n"
                    "alone)")
        ->type_name("HEADS");
    command.add_option("--kind", arguments.kind, "zero, mean, patch or all, see below (default: zero)")
        ->check(oneOf({"zero", "mean", "patch", "all"}))
        ->type_name("NAME");
    addTableOptions(command, arguments.input, arguments.csv);
    addInputOptions(command, arguments.input);
    addMachineOptions(command, arguments.input);
}

void addPatch(CLI::App& program, PatchArguments& arguments)
{
    CLI::App& command = *addCommand(program, "patch", patchHelp, patchFooter);
    addInputTexts(command, arguments.input);
    const auto add = [&](const char* name, std::optional<std::string>& text, const char* help) {
        command.add_option(name, text, help)->type_name("TEXT");
    };
    add("--other-question", arguments.other.question, "The question of the run that parts are taken from");
    add("--other-context", arguments.other.context, "Its context");
    add("--other-text", arguments.other.text, "Its text");
    add("--other-pair", arguments.other.pair, "Its second text");
    addTableOptions(command, arguments.input, arguments.csv);
    addInputOptions(command, arguments.input);
    addMachineOptions(command, arguments.input);
}

void addBench(CLI::App& program, BenchArguments& arguments)
{
    CLI::App& command = *addCommand(program, "bench", benchHelp, benchFooter);
    addInputTexts(command, arguments.input);
    command
        .add_option("--session", arguments.session,
                    "In place of a text: a session of this model, with what it\n"
                    "holds, token scores of other programs too")
        ->check(notEmpty())
        ->type_name("FILE");
    command.add_option("--fill", arguments.fill, "What removed tokens become: pad, mask or all (default: all)")
        ->check(oneOf({"pad", "mask", "all"}))
        ->type_name("NAME");
    command.add_flag("--keep-answer", arguments.keepAnswer, "Leave the answer's own tokens in");
    command.add_flag("--sanity", arguments.sanity,
                     "The sanity check instead: how each map changes as weights\n"
                     "are drawn anew, see below");
    command.add_option("--seed", arguments.seed, "Of the random order, or of the weights (default: 1)")
        ->type_name("N");
    addTableOptions(command, arguments.input, arguments.csv);
    addPresetOption(command, arguments.input);
    addInputOptions(command, arguments.input);
    addQuadratureOptions(command, arguments.input);
    addMachineOptions(command, arguments.input);
}

void addTokenize(CLI::App& program, TokenizeArguments& arguments)
{
    addModelOption(*addCommand(program, "tokenize", tokenizeHelp, tokenizeFooter), arguments.model);
}

void addSessionFile(CLI::App& command, std::string& file)
{
    command.add_option("FILE", file, "A session, suffix .headlight")->required()->type_name(" ");
}

void addShow(CLI::App& program, ShowArguments& arguments)
{
    CLI::App& command = *addCommand(program, "show", showHelp, showFooter);
    addSessionFile(command, arguments.file);
    command.add_flag("--json", arguments.json, "Print one JSON object instead of a listing");
}

std::vector<std::string> viewNames()
{
    std::vector<std::string> names;
    for (const QString& name : ui::viewNames())
        names.push_back(name.toStdString());
    return names;
}

/// A view's name, and beside it what it shows.
std::string viewLines(const ui::ViewKind& view)
{
    constexpr std::size_t column = 22;
    std::string text = "\n  " + view.id.toStdString();
    text.append(column - text.size() + 1, ' ');
    for (const char* each = view.help; *each; ++each)
        text += *each == '\n' ? '\n' + std::string(column, ' ') : std::string(1, *each);
    return text;
}

std::string exportFooter()
{
    std::string text = exportFooterBegin;
    for (const ui::ViewKind& view : ui::viewTable())
        text += viewLines(view);
    return text + exportFooterEnd;
}

void addChoiceOptions(CLI::App& command, ExportArguments& arguments)
{
    command.add_option("--view", arguments.view, "Which view, see below")
        ->check(oneOf(viewNames()))
        ->type_name("NAME");
    command.add_option("--format", arguments.format, "png, svg, pdf, csv or npy (default: the output's suffix)")
        ->check(oneOf({"png", "svg", "pdf", "csv", "npy"}))
        ->type_name("NAME");
    command.add_option("--output", arguments.output, "The file to write")->check(notEmpty())->type_name("PATH");
    command.add_option("--measure", arguments.measure, "Which measure, see below")->type_name("NAME");
    command.add_option("--layer", arguments.layer, "Layer, from 0")->check(atLeast(0))->type_name("N");
    command.add_option("--head", arguments.head, "One head alone, from 0")->check(atLeast(0))->type_name("N");
    command.add_option("--source", arguments.source, "What shades the words of view words, see below")
        ->check(oneOf({"input", "layer", "embeddings", "word", "position", "segment"}))
        ->type_name("NAME");
    command.add_option("--token", arguments.token, "Token index, from 0: whose distribution")
        ->check(atLeast(0))
        ->type_name("N");
}

void addSetOptions(CLI::App& command, ExportArguments& arguments)
{
    CLI::Option* all = command.add_option("--all", arguments.all,
                                          "In place of --output: a new folder for a set of figures, see below");
    all->check(notEmpty())->type_name("FOLDER");
    command.get_option("--output")->excludes(all);
    command.add_option("--set", arguments.set, "What the set has: sheet,layers,heads (default: all three)")
        ->needs(all)
        ->delimiter(',')
        ->check(oneOf({"sheet", "layers", "heads"}))
        ->type_name("NAMES");
    command.add_option("--layers", arguments.layers, "Only these layers of a view of many, such as 0-3,7")
        ->type_name("NUMBERS");
    command.add_option("--heads", arguments.heads, "Only these heads of a view of many")->type_name("NUMBERS");
    command
        .add_option("--zoom", arguments.zoom,
                    "The part of every panel to draw, as fractions:\n"
                    "LEFT,TOP,WIDTH,HEIGHT (default: what was in sight)")
        ->type_name("PART");
}

void addCompareOptions(CLI::App& command, ExportArguments& arguments)
{
    command.add_option("--with", arguments.measureB, "View compare: measure B, that --measure (A) is compared with")
        ->type_name("NAME");
    command
        .add_option("--other", arguments.other,
                    "View compare: the session of measure B (default: the\n"
                    "one that was beside it on screen, else the same)")
        ->type_name("FILE");
    command.add_option("--mode", arguments.mode, "View compare: board, side, difference or scatter")
        ->check(oneOf({"board", "side", "difference", "scatter"}))
        ->type_name("NAME");
    command.add_option("--agreement", arguments.agreement, "Its board: pearson, spearman or strongest")
        ->check(oneOf({"pearson", "spearman", "strongest"}))
        ->type_name("NAME");
    command
        .add_option("--strongest", arguments.strongest,
                    "Cells that agreement strongest looks at (0: as many as\n"
                    "there are tokens)")
        ->check(atLeast(0))
        ->type_name("N");
    command.add_flag("--signed", arguments.signedBlocks, "View blocks: sums of attributions, not of magnitudes");
}

void addLookOptions(CLI::App& command, ExportArguments& arguments)
{
    command.add_option("--range", arguments.range, "Range of the colour scale, see below")
        ->type_name("shared|panel|PERCENT|LOW,HIGH");
    command.add_option("--special", arguments.special, "[CLS] and [SEP]: shown, out-of-range, last or hidden")
        ->check(oneOf({"shown", "out-of-range", "last", "hidden"}))
        ->type_name("NAME");
    command.add_option("--tokens", arguments.tokens, "pieces, or words: wordpieces merged")
        ->check(oneOf({"pieces", "words"}))
        ->type_name("NAME");
    command.add_option("--summary", arguments.summary, "A layer's heads in view layers: norm, mean or maximum")
        ->check(oneOf({"norm", "mean", "maximum"}))
        ->type_name("NAME");
    command.add_option("--number-from", arguments.firstNumber, "Number layers and heads in the figure from 0 or 1")
        ->check(CLI::Range(0, 1))
        ->type_name("0|1");
    command.add_option("--colours", arguments.colours, "Colour map (default: the measure's)")->type_name("NAME");
    command.add_option("--theme", arguments.theme, "light or dark (default: light)")
        ->check(oneOf({"light", "dark"}))
        ->type_name("NAME");
    command.add_option("--width", arguments.width, "Printed width in mm (default: 180)")
        ->check(CLI::Range(20.0, 2000.0))
        ->type_name("MM");
    command
        .add_option("--dpi", arguments.dpi,
                    "Pixels an inch of a png: 96 is 1x, 192 2x, 300 and 600 print\n"
                    "(default: 192)")
        ->check(CLI::Range(30, 1200))
        ->type_name("N");
}

void addTextOptions(CLI::App& command, ExportArguments& arguments)
{
    command.add_option("--font", arguments.font, "Font family (default: DejaVu Sans)")->type_name("NAME");
    command.add_option("--font-size", arguments.fontSize, "Size of tokens and ticks in points (default: 8)")
        ->check(CLI::Range(3.0, 36.0))
        ->type_name("PT");
    command.add_option("--title", arguments.title, "Title above the figure, or none (default: what it shows)")
        ->type_name("TEXT|none");
    command.add_option("--caption", arguments.caption, "Text below it, or none (default: model, question, method)")
        ->type_name("TEXT|none");
    command.add_flag("--transparent", arguments.transparent, "Nothing behind the figure");
    command.add_flag("--no-colour-bar", arguments.noColourBar, "Without the colour bar");
    command.add_flag("--guard-formulas", arguments.guardFormulas,
                     "An apostrophe before tokens of a csv that spreadsheets would\n"
                     "compute: those that begin with = + - @, tab or carriage return");
}

void addExport(CLI::App& program, ExportArguments& arguments)
{
    CLI::App& command = *addCommand(program, "export", exportHelp, exportFooter().c_str());
    addSessionFile(command, arguments.file);
    addChoiceOptions(command, arguments);
    addSetOptions(command, arguments);
    addCompareOptions(command, arguments);
    addLookOptions(command, arguments);
    addTextOptions(command, arguments);
}

void addCommands(CLI::App& program, Parsed& parsed)
{
    program.require_subcommand(0, 1); // none is answered below, so that a mistyped name is named first
    program.footer(programFooter);
    program.set_version_flag("--version", "headlight-cli " + std::string(programVersion()),
                             "Print the version and exit");
    program.option_defaults()->always_capture_default(false);
    const std::shared_ptr<CLI::FormatterBase> formatter = program.get_formatter();
    formatter->column_width(34);
    formatter->label("REQUIRED", "(required)");
    formatter->label("SUBCOMMAND", "COMMAND");
    formatter->label("Subcommands", "Commands");
    addAnalyze(program, parsed.analyze);
    addAblate(program, parsed.ablate);
    addPatch(program, parsed.patch);
    addBench(program, parsed.bench);
    addTokenize(program, parsed.tokenize);
    addShow(program, parsed.show);
    addExport(program, parsed.exports);
    addCommand(program, "models", modelsHelp, modelsFooter);
}

Command chosen(const CLI::App& program, Parsed parsed)
{
    const std::string name = program.get_subcommands().front()->get_name();
    if (name == "analyze")
        return std::move(parsed.analyze);
    if (name == "ablate")
        return std::move(parsed.ablate);
    if (name == "patch")
        return std::move(parsed.patch);
    if (name == "bench")
        return std::move(parsed.bench);
    if (name == "tokenize")
        return std::move(parsed.tokenize);
    if (name == "show")
        return std::move(parsed.show);
    if (name == "export")
        return std::move(parsed.exports);
    return ModelsArguments{};
}

int refuse(const CLI::App& program, const std::string& what)
{
    const std::vector<CLI::App*> commands = program.get_subcommands();
    const std::string command = commands.empty() ? "" : " " + commands.front()->get_name();
    std::cerr << "headlight-cli: " << what << "\nheadlight-cli" << command << " --help lists the options.\n";
    return wrongUsage;
}

/// What the parser found, as a sentence.
std::string sentenceOf(const CLI::App& program, const CLI::ParseError& error)
{
    const std::string found = error.what();
    const std::vector<std::string> unknown = program.remaining(true);
    if (dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr && !unknown.empty())
        return "There is no command or option " + inQuotes(unknown.front()) + " here.";
    if (dynamic_cast<const CLI::ArgumentMismatch*>(&error) != nullptr)
        return found.substr(0, found.find(':')) + " is given more than once, or without its value.";
    return inOneLine(found) + (found.ends_with('.') ? "" : ".");
}

/// Prints help, the version, or what is wrong with the usage.
int answer(const CLI::App& program, const CLI::ParseError& error)
{
    return error.get_exit_code() == 0 ? program.exit(error) : refuse(program, sentenceOf(program, error));
}

} // namespace

Command parseArguments(int argc, char** argv)
{
    Parsed parsed;
    CLI::App program(programHelp, "headlight-cli");
    addCommands(program, parsed);
    try {
        program.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return answer(program, error);
    }
    if (program.get_subcommands().empty())
        return refuse(program,
                      "The command is missing: analyze, ablate, patch, bench, tokenize, show, export or models.");
    return chosen(program, std::move(parsed));
}

} // namespace headlight::cli
